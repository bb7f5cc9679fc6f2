import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ReturnedValue } from "../../../src/core/languages/code-facts.ts";
import { readJavascriptFacts } from "../../../src/core/languages/javascript/read-javascript-facts.ts";
import { pictureOfReturns } from "./fact-pictures.ts";

const { tree } = fc.letrec<{ tree: string; expression: string; block: string }>((tie) => {
  const local = fc.constantFrom("r", "s");
  const key = fc.constantFrom("a", "b", "c");
  const write = (template: (local: string, key: string, expression: string, block: string, other: string) => string) =>
    fc.tuple(local, key, tie("expression"), tie("block"), tie("block")).map((parts) => template(...parts));
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: "program", withCrossShrink: true },
      fc.tuple(key, key).map(([one, two]) => `{ ${one}: 1, ${two}: 2 }`),
      local,
      local.map((name) => `Object.assign({}, ${name})`),
      fc.tuple(tie("expression"), tie("expression")).map(([one, two]) => `(flip() ? ${one} : ${two})`),
      fc.tuple(tie("expression"), tie("expression")).map(([one, two]) => `{ ...${one}, ...(flip() && ${two}) }`),
      fc.tuple(tie("expression"), tie("expression")).map(([one, two]) => `((flip() ? null : ${one}) ?? ${two})`),
    ),
    tree: fc.oneof(
      { maxDepth: 4, depthIdentifier: "program", withCrossShrink: true },
      fc.tuple(local, key).map(([name, property]) => `${name}.${property} = 1;`),
      write((name, property) => `delete ${name}.${property};`),
      write((name, _key, expression) => `${name} = ${expression};`),
      write((name, _key, expression) => `Object.assign(${name}, ${expression});`),
      write((name, property) => `${name}["${property}"] ??= 1; ${name}[anyKey()] = 1;`),
      write((name) => `change(${name});`),
      fc.constant("mayThrow();"),
      write((_name, _key, expression) => `if (flip()) return ${expression};`),
      write((_name, _key, _expression, block) => `if (flip()) { ${block} }`),
      write((_name, _key, _expression, block, other) => `if (flip()) { ${block} } else { ${other} }`),
      write((_name, _key, _expression, block) => `for (let i = 0; i < 2 && flip(); i++) { ${block} }`),
      write(
        (_name, _key, _expression, block) =>
          `while (true) { tick(); if (flip()) continue; ${block} if (flip()) break; }`,
      ),
      write((_name, _key, _expression, block, other) => `switch (flip()) { case true: ${block} default: ${other} }`),
      write((_name, _key, _expression, block, other) => `try { ${block} mayThrow(); } catch { ${other} }`),
      write((_name, _key, _expression, block, other) => `try { ${block} } finally { ${other} }`),
      write(
        (name, property, _expression, block) =>
          `[1].forEach(() => { ${name}.${property} = 1; const r = {}; r.z = 1; }); ${block}`,
      ),
      write((name, property, _expression, block) => `{ let ${name} = { ${property}: 1 }; ${block} }`),
    ),
    block: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }).map((statements) => statements.join(" ")),
  };
});

test("what main returns when it runs is what the facts say, for any program", () => {
  let known = 0;
  const property = fc.property(
    fc.array(tree, { minLength: 1, maxLength: 6 }),
    fc.infiniteStream(fc.nat(999)),
    (statements, choices) => {
      const code = `function main() { let r = {}, s = { z: 1 };\n${statements.join("\n")}\nreturn r; }`;
      const facts = readJavascriptFacts(code);
      assert.deepEqual(facts.syntaxErrors, [], code);
      assert.equal(facts.main.kind, "function");
      const values = facts.main.kind === "function" ? facts.main.returns.map((path) => path.value) : [];
      known += values.filter((value) => value.kind === "object" && value.complete).length;
      for (let run = 0; run < 20; run++) {
        const returned = runMain(code, () => choices.next().value as number);
        if (returned === undefined) continue;
        const isExpected = values.some((value) => allows(value, returned));
        assert.ok(
          isExpected,
          `${code}\nreturned ${JSON.stringify(returned)}, the facts say ${pictureOfReturns(facts)}`,
        );
      }
    },
  );
  fc.assert(property, { numRuns: 800 });
  assert.ok(known > 250, `only ${known} ways out were known`);
});

function allows(value: ReturnedValue, returned: object): boolean {
  if (value.kind === "unknown") return true;
  if (value.kind !== "object") return false;
  const has = new Set(Object.keys(returned));
  const isThere = value.keys.all().every((key) => key.presence !== "always" || has.has(key.name));
  const named = new Set(value.keys.all().map((key) => key.name));
  return isThere && (!value.complete || [...has].every((name) => named.has(name)));
}

/** Undefined when it threw, or ran in circles. */
function runMain(code: string, choose: () => number): object | undefined {
  let ticks = 0;
  const tick = () => {
    if (++ticks > 200) throw new Error("in circles");
  };
  const guest = {
    tick,
    flip: () => {
      tick();
      return choose() % 2 === 0;
    },
    mayThrow: () => {
      tick();
      if (choose() % 3 === 0) throw new Error("thrown");
    },
    anyKey: () => ["a", "b", "d"][choose() % 3],
    change: (object: { [key: string]: number; q?: number }) => {
      if (choose() % 2 === 0) object.q = 1;
      else for (const key of Object.keys(object)) delete object[key];
    },
  };
  try {
    const main = new Function(...Object.keys(guest), `${code}\nreturn main();`);
    const returned: unknown = main(...Object.values(guest));
    return ticks > 200 ? undefined : (returned as object);
  } catch {
    return undefined;
  }
}
