import assert from "node:assert/strict";
import { test } from "node:test";
import { readJavascriptFacts } from "../../../src/core/languages/javascript/read-javascript-facts.ts";
import { pictureOfImports, pictureOfMain, pictureOfReturns } from "./fact-pictures.ts";

function expectMain(code: string, expected: string, ...returns: readonly string[]): void {
  const facts = readJavascriptFacts(code);
  assert.equal(pictureOfMain(facts.main), expected, code);
  if (returns.length > 0) assert.deepEqual(pictureOfReturns(facts), returns, code);
}

test("parameters", () => {
  expectMain("function main() {}", "main()");
  expectMain("function main(a, b = 1, ...c) {}", "main(position a, position b =, *c)");
  expectMain(
    `function main({ a, b: c, d = 1, "e-f": g, 5: h, ["i"]: j, k: { l }, ...rest }) {}`,
    "main({a, b, d =, e-f, 5, i, k, ...})",
  );
  expectMain("function main({ a } = {}) {}", "main({a} =)");
  expectMain("function main([a], { [b]: c }) {}", "main(opaque, opaque)");
  expectMain("async function main({ a }) {}", "async main({a})");
  expectMain("function* main(a) { yield a }", "generator main(position a)", "unknown");
  expectMain("function main() { return arguments[0] }", "variadic main()");
  expectMain("function main() { return () => arguments }", "variadic main()");
  expectMain("function main() { function f() { return arguments } }", "main()");
  expectMain("function main(a, b", "main(position a, position b)");
});

test("what main is bound to", () => {
  expectMain("const main = ({ a }) => ({ x: a })", "main({a})", "{x}");
  expectMain("let main = async function named(a) { return { x: a } }", "async main(position a)", "{x}");
  expectMain("var main = a => ({ x: a })", "main(position a)", "{x}");
  expectMain("main = (function (a) {})", "main(position a)");
  expectMain("globalThis.main = (a) => 1", "main(position a)", "a number");
  expectMain("global.main = async ({ a }) => a", "async main({a})");
  expectMain("function run(a) { return { x: 1 } }\nconst main = run", "main(position a)", "{x}");
  expectMain("main = (a) => 1\nfunction main(b) {}", "main(position a)");
  expectMain("function main(a) {}\nfunction main(b) {}", "main(position b)");
  expectMain("if (x) { main = (a) => 1 }", "main(position a)");
  expectMain("if (x) { function main(a) {} }", "main(position a)");
  expectMain("var main;\nfunction main(a) {}", "main(position a)");
  expectMain("export function main(a) {}", "main(position a)");
});

test("bound to something that cannot be seen through", () => {
  for (const code of [
    "const main = wrap(f)",
    "const { main } = require('x')",
    "import { run as main } from 'x'",
    "class main {}",
    "const main = other",
    "function main(a) {}\nmain = wrap(main)",
    "function main(a) {}\nif (x) main = other",
    "function main(a) {}\nfunction change() { main = other }",
    "if (x) main = (a) => 1; else main = (b) => 2",
    "[main] = x",
    "for (main of x) {}",
  ]) {
    expectMain(code, "opaque");
  }
});

test("absent, or perhaps there", () => {
  for (const code of [
    "",
    "function run(a) {}",
    "const api = { main() {} }",
    "module.exports.main = f",
    "function f() { function main() {} }",
    "{ const main = f }",
    "class A { main() {} }",
    "(function main() {})",
  ]) {
    expectMain(code, "absent");
  }
  for (const code of [
    "eval(x)",
    "new Function(x)()",
    "globalThis['main'] = f",
    "Object.assign(globalThis, x)",
    "function f() { main = 1 }",
    "const x = (",
  ]) {
    expectMain(code, "unknown");
  }
});

test("modules, however they are asked for", () => {
  const facts = readJavascriptFacts(`
const a = require("a/b"), { c } = require(\`c\`);
function main() { try { return require('node:fs') } catch { return import("d") } }
import e from "e";
export * from "f";
require(name); require(\`g\${name}\`); other.require("h"); require("");
`);
  assert.deepEqual(pictureOfImports(facts), ["a/b", "c", "node:fs", "d", "e", "f"]);
  assert.deepEqual(pictureOfImports(readJavascriptFacts("function main(require) { require('x') }")), []);
});
