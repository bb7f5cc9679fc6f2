// Twice the code takes at most 2.3 times the work, whatever it is that there is twice of.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Language } from "../../../src/core/workflow/code-node.ts";
import { workOf } from "../../support/counted-work.ts";
import { type ShapeKind, shapeKinds, shapesOf } from "../checks/all-shapes.ts";
import { check, type Shape, type Variant, variants } from "../checks/code-shapes.ts";

/** Where each kind begins: of what lies deep or is broken a limited part is read, which may cost its square. */
const from: Readonly<Record<ShapeKind, number>> = { statements: 16, nests: 1_600, rubbish: 800 };
const doublings: Readonly<Record<ShapeKind, number>> = { statements: 3, nests: 1, rubbish: 1 };

const platforms = ["Dify, JavaScript", "n8n, JavaScript", "Dify, Python", "n8n, native Python"] as const;

/** Of every kind of part; what is read in full, on both platforms. */
export function testGrowthOfCode(language: Language): void {
  for (const name of platforms) {
    const variant: Variant = variants[name];
    if (variant.language !== language) continue;
    for (const kind of shapeKinds) {
      // What is deep or broken is read alike for both; n8n's readers look at more of it.
      if (kind !== "statements" && name.startsWith("Dify")) continue;
      test(`${name}: ${kind}`, () => {
        for (const [shape, codeOf] of shapesOf(variant, kind)) assertLinear(shape, variant, codeOf, kind);
      });
    }
  }
}

/** Some parts are longer, the more there are: it is the text that counts. */
function assertLinear(name: string, variant: Variant, codeOf: Shape, kind: ShapeKind): void {
  const first = codeOf(3);
  workOf(() => check(variant, first));
  let before: { readonly work: number; readonly length: number } | undefined;
  for (let doubling = 0; doubling <= doublings[kind]; doubling++) {
    const code = codeOf(from[kind] * 2 ** doubling);
    const work = workOf(() => check(variant, code));
    if (before) {
      const growth = work / before.work;
      const allowed = 2.3 ** Math.max(1, Math.log2(code.length / before.length));
      const says = `${name}: ${code.length / before.length} times the code takes ${growth.toFixed(2)} times the work`;
      assert.ok(growth <= allowed, says);
    }
    before = { work, length: code.length };
  }
}
