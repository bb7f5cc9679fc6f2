import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

async function endOf(code: string): Promise<string> {
  const outcome = await sandbox.run(requestFor("javascript", code, { given: "[1]" }));
  if (outcome.kind === "threw") return `${outcome.error.type}: ${outcome.error.message}`;
  return outcome.kind === "returned" ? outcome.resultText : outcome.kind;
}

const fails = "async function fails() { throw new Error('lost') }";

test("a rejection that nobody handles ends the program with its error", async () => {
  for (const code of [
    `${fails}; function main(x) { fails(); return x }`,
    "function main(x) { Promise.reject(new Error('lost')); return x }",
    "function main(x) { new Promise((_, no) => no(new Error('lost'))); return x }",
    "function main(x) { new Promise(() => { throw new Error('lost') }); return x }",
    "function main(x) { [1].forEach(async (each) => { throw new Error('lost') }); return x }",
    "function main(x) { [1].forEach(async () => nowhere.lost); return x }",
    "function main(x) { Promise.resolve().then(() => { throw new Error('lost') }); return x }",
    `${fails}; function main(x) { fails().then(() => {}); return x }`,
    `${fails}; function main(x) { Promise.reject(new Error('lost')).catch((error) => { throw error }); return x }`,
    `${fails}; function main(x) { const late = fails(); setTimeout(() => late.catch(() => {}), 5); return x }`,
    "function main(x) { setTimeout(async () => { await null; throw new Error('lost') }, 1); return x }",
  ]) {
    const expected = code.includes("nowhere") ? "ReferenceError: nowhere is not defined" : "Error: lost";
    assert.equal(await endOf(code), expected, code);
  }
});

test("a rejection that is handled in time does not", async () => {
  for (const code of [
    "function main(x) { Promise.reject(new Error('h')).catch(() => {}); return x }",
    `${fails}; function main(x) { fails().then(null, () => {}); return x }`,
    `${fails}; function main(x) { (async () => { try { await fails() } catch {} })(); return x }`,
    `${fails}; function main(x) { (async () => { try { await fails() } catch ({ message }) {} })(); return x }`,
    `${fails}; function main(x) { (async () => { const p = fails(); await null; try { await p } catch (e) {} })(); return x }`,
    `${fails}; function main(x) { Promise.allSettled([fails(), fails()]); return x }`,
    `${fails}; function main(x) { Promise.all([fails(), fails()]).catch(() => {}); return x }`,
    `${fails}; function main(x) { Promise.any([fails(), 1]); return x }`,
    "function main(x) { new Promise((yes, no) => { yes(1); no(new Error('late')) }); return x }",
    `${fails}; function main(x) { (async () => { try { await fails() } finally { return 1 } })(); return x }`,
    "function main(x) { Promise.reject(new Error('h')).finally(() => {}).catch(() => {}); return x }",
  ]) {
    assert.equal(await endOf(code), "1", code);
  }
});

test("what is put into the code changes neither its result nor the places of its errors", async () => {
  for (const [code, expected] of [
    [
      "let seen; async function own() { 'use strict'; seen = this === undefined }; function main() { own(); return seen }",
      "true",
    ],
    ["function main(x) { try { throw 1 } catch (e) { var e2 = e } return e2 }", "1"],
    ["function main(x) { try { throw { a: 1 } } catch ({ a = 2, ...b }) { return [a, b] } }", "[1,{}]"],
    ["function main(x) { return { ...'ab', ...x, ...null, ...[7], n: 1 } }", '{"0":7,"1":"b","n":1}'],
    ["const f = (text) => ({ ...text }); function main() { return f('é💥') }", '{"0":"é","1":"\\ud83d","2":"\\udca5"}'],
  ] as const) {
    assert.equal(await endOf(code), expected, code);
  }
  const code = "function main(x) { try { throw 1 } catch (e) { const o = { ...'ab', ...e }; x.a.b } }";
  const outcome = await sandbox.run(requestFor("javascript", code, { given: "[1]" }));
  assert.ok(outcome.kind === "threw");
  assert.deepEqual(outcome.error.frames[0], { line: 1, column: code.indexOf(".b }") + 1, functionName: "main" });
});

test("endless recursion is a RangeError where it is caught", async () => {
  const code = `function again() { again() }
function main() {
  try { again() } catch (e) { return [e instanceof RangeError, e.name, e.message, e.constructor === RangeError, e.stack.split("\\n")[0]] }
}`;
  const expected = [true, "RangeError", "Maximum call stack size exceeded", true];
  assert.deepEqual(JSON.parse(await endOf(code)), [...expected, "RangeError: Maximum call stack size exceeded"]);
});

test("the last match of a regular expression is on the constructor", async () => {
  for (const [code, expected] of [
    [
      "function main() { /(\\d+)-(\\d+)/.test('ab 12-34 cd'); return [RegExp.$1, RegExp.$2, RegExp.$3, RegExp.lastMatch, RegExp.leftContext, RegExp.rightContext, RegExp['$+']] }",
      '["12","34","","12-34","ab "," cd","34"]',
    ],
    ["function main() { return 'x1y2'.replace(/\\d/g, '') + RegExp.lastMatch }", '"xy2"'],
    ["function main() { return [RegExp.$1] }", '[""]'],
  ] as const) {
    assert.equal(await endOf(code), expected, code);
  }
});

test("Array.fromAsync makes a list of what comes later", async () => {
  const code = `async function* later() { yield 1; yield 2 }
async function main() {
  return [
    await Array.fromAsync(later()), await Array.fromAsync([Promise.resolve(3)], (x) => x * 2),
    await Array.fromAsync({ length: 2, 0: 'a', 1: Promise.resolve('b') }), typeof Array.fromAsync,
  ];
}`;
  const outcome = await sandbox.run(requestFor("javascript", code, { given: "[]", awaitsResult: true }));
  assert.ok(outcome.kind === "returned", JSON.stringify(outcome));
  assert.deepEqual(JSON.parse(outcome.resultText), [[1, 2], [6], ["a", "b"], "function"]);
});
