import assert from "node:assert/strict";
import { test } from "node:test";
import { readJavascriptFacts } from "../../../src/core/languages/javascript/read-javascript-facts.ts";
import { pictureOfReturns } from "./fact-pictures.ts";

/** The body of an `async function main({ x, items })`. */
function expectReturns(body: string, ...expected: readonly string[]): void {
  const code = `async function main({ x, items }) {\n${body}\n}\n`;
  const facts = readJavascriptFacts(code);
  assert.deepEqual(facts.syntaxErrors, [], code);
  assert.deepEqual(pictureOfReturns(facts), expected, code);
}

test("literals", () => {
  expectReturns(
    `return { a: 1, "b": 2, 3: 4, ["c"]: 5, x, m() {}, get g() { return 1 }, async n() {} }`,
    "{a, b, 3, c, x, m, g, n}",
  );
  expectReturns("return { a: 1, [x]: 2 }", "{a, …}");
  expectReturns("return { a: 1, ...x }", "{a, …}");
  expectReturns(`return ({ "\\u0041": 1, \`b\`: 2 }.a)`.replace("`b`", '"b"'), "unknown");
  expectReturns("return { __proto__: x }", "{…}");
  expectReturns("return {}", "{}");
});

test("what is no object", () => {
  expectReturns("return [x]", "an array");
  expectReturns("return `a`", "a string");
  expectReturns(`return x + "a"`, "a string");
  expectReturns("return -1", "a number");
  expectReturns("return !x", "a boolean");
  expectReturns("return x === 1", "a boolean");
  expectReturns("return () => 1", "a function");
  expectReturns("return null", "nothing");
  expectReturns("return undefined", "nothing");
  expectReturns("return", "nothing");
  expectReturns("const list = []; return list", "an array");
  expectReturns("const list = []; list.push(x); return list", "unknown");
});

test("what cannot be known", () => {
  expectReturns("return x", "unknown");
  expectReturns("return JSON.parse(x)", "unknown");
  expectReturns("return fetch(x).then((y) => ({ a: y }))", "unknown");
  expectReturns("return new Promise((resolve) => resolve({ a: 1 }))", "unknown");
  expectReturns("result = { a: 1 }; return result", "unknown");
});

test("promises of known objects", () => {
  expectReturns("return Promise.resolve({ a: 1 })", "{a}");
  expectReturns("return await { a: 1 }", "{a}");
  expectReturns("const r = await Promise.resolve({ a: 1 }); return r", "{a}");
});

test("a local that is built up key by key", () => {
  expectReturns(`const r = {}; r.a = 1; r["b"] = 2; r.c ??= 3; return r`, "{a, b, c}");
  expectReturns("const r = { a: 1 }; Object.assign(r, { b: 2 }, { c: 3 }); return { ...r, d: 4 }", "{a, b, c, d}");
  expectReturns("const r = { a: 1 }; return Object.assign({}, r, { b: 2 })", "{a, b}");
  expectReturns("const r = { a: 1, b: 2 }; delete r.a; return r", "{b}");
  expectReturns("const r = { a: 1 }; r[x] = 2; return r", "{a, …}");
  expectReturns("const r = { a: 1 }; r.a++; r.list.push(1); console.log(r, JSON.stringify(r)); return r", "{a}");
  expectReturns("let r; r = { a: 1 }; return r", "{a}");
  expectReturns("const r = { a: 1 }; return Object.freeze(r)", "{a}");
});

test("a local that something else may change is unknown", () => {
  expectReturns("const r = { a: 1 }; fill(r); return r", "unknown");
  expectReturns("const r = { a: 1 }; const s = r; s.b = 2; return r", "unknown");
  expectReturns("const r = {}; items.forEach((item) => { r[item] = 1; }); return r", "unknown");
  expectReturns("const r = {}; function add() { r.b = 1; } add(); return r", "unknown");
  expectReturns("const r = { a: 1 }; const all = [r]; return r", "unknown");
  expectReturns("const r = { a: 1 }; const all = { r }; return r", "unknown");
  expectReturns("let r = { a: 1 }; ({ r } = x); return r", "unknown");
});

test("blocks and functions have their own locals", () => {
  expectReturns("const r = { a: 1 }; if (x) { const r = { b: 1 }; return r; } return r", "{b}", "{a}");
  expectReturns("const r = { a: 1 }; items.map((item) => { const r = {}; r.z = item; return r; }); return r", "{a}");
  expectReturns("const r = { a: 1 }; items.map((item) => r.a + item); return r", "{a}");
  expectReturns("var r = { a: 1 }; if (x) { var r = { b: 1 }; } return r", "{a?, b?}");
});

test("spreads that add nothing, and ones that may", () => {
  expectReturns("return { a: 1, ...(x && { b: 2 }) }", "{a, b?}");
  expectReturns("return { a: 1, ...(x ? { b: 2 } : {}) }", "{a, b?}");
  expectReturns("return { a: 1, ...(x ? { b: 2 } : null) }", "{a, b?}");
  expectReturns("return { a: 1, ...(x || { b: 2 }) }", "{a, …}");
});

test("branches and loops", () => {
  expectReturns("const r = { a: 1 }; if (x) r.b = 2; return r", "{a, b?}");
  expectReturns("const r = {}; if (x) { r.b = 1 } else { r.b = 2 } return r", "{b}");
  expectReturns("const r = {}; for (const y of items) r.b = y; return r", "{b~}");
  expectReturns("const r = {}; x && (r.b = 1); return r", "{b?}");
  expectReturns("const r = {}; switch (x) { case 1: r.a = 1; break; default: r.a = 2 } return r", "{a}");
  expectReturns("const r = {}; try { r.a = x() } catch { r.error = 1 } return r", "{a?, error?}");
});

test("each alternative of an expression is a way out", () => {
  expectReturns("return x ? { a: 1 } : { b: 2 }", "{a}", "{b}");
  expectReturns("return x ?? { a: 1 }", "unknown", "{a}");
  expectReturns("return x || { a: 1 }", "unknown", "{a}");
});

test("the end is a way out only when it is certainly reached", () => {
  expectReturns("console.log(x)", "nothing");
  expectReturns("if (x) return { a: 1 }", "{a}", "nothing");
  expectReturns("if (x) { return { a: 1 } } else { throw new Error() }", "{a}");
  expectReturns("while (true) { if (x) return { a: 1 } }", "{a}");
  expectReturns("for (;;) { if (x) break; return { a: 1 } }", "{a}", "nothing");
  expectReturns("outer: while (true) { for (;;) { if (x) break outer } }", "nothing");
  expectReturns("outer: while (true) { for (;;) { if (x) break } }");
  expectReturns("switch (x) { case 1: return { a: 1 }; default: return { b: 1 } }", "{a}", "{b}");
  expectReturns("switch (x) { case 1: return { a: 1 }; case 2: return { b: 1 } }", "{a}", "{b}");
  expectReturns("switch (x) { case 1: x++; case 2: return { b: 1 }; default: return { c: 1 } }", "{b}", "{c}");
  expectReturns("try { return { a: x() } } catch (e) { return { error: e.message } }", "{a}", "{error}");
  expectReturns("try { return { a: x() } } catch (e) { console.log(e) }", "{a}", "nothing");
  expectReturns("throw new Error(x)");
  expectReturns("process.exit(1)");
  expectReturns("do { return { a: 1 } } while (x)", "{a}");
});

test("what is caught may have been thrown after the last assignment of the body too", () => {
  expectReturns("const r = {}; try { r.a = 1; r[x] = 1; x() } catch { return r } return { b: 1 }", "{a?, …}", "{b}");
});

test("a finally is also passed by what leaves its try early", () => {
  const start = "let r = {}, s = { z: 1 };";
  expectReturns(
    `${start} try { if (x) return { b: 1 }; s = { a: 1 }; } finally { if (items) return Object.assign({}, s); } return r`,
    "{b}",
    "{z?, a?}",
    "{}",
  );
  expectReturns(`${start} try { x(); s = { a: 1 }; } finally { return s; }`, "{z?, a?}");
  expectReturns(`${start} try { x(); } catch { s.a = 1; x(); } finally { return s; }`, "{z, a?}");
  expectReturns(`${start} out: { try { if (x) break out; s = { a: 1 }; } finally { return s; } }`, "{z?, a?}");
  expectReturns(`${start} try { return r; } finally { return s; }`, "{z}");
  expectReturns(`${start} try { x(); s = { a: 1 }; } finally { x(); } return s`, "{a}");
  expectReturns(`${start} for (;;) { try { break; } finally { x(); } } return s`, "{z}");
  expectReturns(`${start} for (;;) { try { return r; } finally { break; } } return s`, "{z}");
  expectReturns(`${start} for (;;) { try { break; } finally { continue; } }`);
});

test("arrows with an expression for a body", () => {
  assert.deepEqual(pictureOfReturns(readJavascriptFacts("const main = ({ a }) => ({ a, b: 1 })")), ["{a, b}"]);
  assert.deepEqual(pictureOfReturns(readJavascriptFacts("const main = async (a) => (a ? { b: 1 } : null)")), [
    "{b}",
    "nothing",
  ]);
});
