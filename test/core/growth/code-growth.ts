// Twice the code takes at most 2.3 times the work, whatever it is that there is twice of.

import assert from "node:assert/strict";
import { test } from "node:test";
import { workOf } from "../../support/counted-work.ts";
import { drawn } from "../../support/drawn.ts";
import { type ShapeKind, shapesOf } from "../checks/all-shapes.ts";
import { check, type Shape, type Variant, variants } from "../checks/code-shapes.ts";

/** Of what lies deep or is broken a limited part is read, which may cost its square: that is over at the first size. */
const sizes: Readonly<Record<ShapeKind, readonly [number, number]>> = {
  statements: [16, 128],
  nests: [1_600, 3_200],
  rubbish: [800, 1_600],
};

export function testGrowthOfCode(kind: ShapeKind, ...names: readonly (keyof typeof variants)[]): void {
  for (const name of names) {
    test(`${name}: ${kind}`, () => {
      for (const [shape, codeOf] of drawn(shapesOf(variants[name], kind), 1 / 3)) {
        assertLinear(shape, variants[name], codeOf, kind);
      }
    });
  }
}

/** Some parts are longer, the more there are: it is the text that counts. */
function assertLinear(name: string, variant: Variant, codeOf: Shape, kind: ShapeKind): void {
  const [first, one, many] = [3, ...sizes[kind]].map((parts) => codeOf(parts)) as [string, string, string];
  // What is only done once is done.
  workOf(() => check(variant, first));
  const growth = workOf(() => check(variant, many)) / workOf(() => check(variant, one));
  const times = many.length / one.length;
  const says = `${name}: ${times.toFixed(1)} times the code takes ${growth.toFixed(1)} times the work.`;
  assert.ok(growth <= 2.3 ** Math.max(1, Math.log2(times)), says);
}
