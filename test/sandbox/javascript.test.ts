import assert from "node:assert/strict";
import { after, test } from "node:test";
import { consoleText, openSandbox, type RequestChanges, requestFor } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());
const run = (code: string, changes?: RequestChanges) => sandbox.run(requestFor("javascript", code, changes));

async function resultOf(code: string, changes?: RequestChanges): Promise<string> {
  const outcome = await run(code, changes);
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  return outcome.kind === "returned" ? outcome.resultText : "";
}

async function errorOf(code: string, changes?: RequestChanges) {
  const outcome = await run(code, changes);
  assert.equal(outcome.kind, "threw", JSON.stringify(outcome));
  if (outcome.kind !== "threw") throw new Error();
  return outcome.error;
}

test("main is found however it is declared", async () => {
  for (const code of [
    "function main({ a }) { return a + 1 }",
    "const main = ({ a }) => a + 1;",
    "let main = function ({ a }) { return a + 1 }",
    "var main = async ({ a }) => a + 1",
    "globalThis.main = ({ a }) => a + 1",
  ]) {
    assert.equal(await resultOf(code, { given: '[{"a": 1.0}]', awaitsResult: true }), "2", code);
  }
});

test("arguments by position and by keyword", async () => {
  assert.equal(
    await resultOf("function main(a, b, ...rest) { return [a, b, rest] }", { given: '["x", null]' }),
    '["x",null,[]]',
  );
  const request = requestFor("javascript", "const main = (inputs) => Object.keys(inputs)");
  const outcome = await sandbox.run({
    ...request,
    call: { kind: "keywords", argumentsText: '{"a": 1, "b": NaN, "c": "NaN"}' },
  });
  assert.equal(outcome.kind === "returned" && outcome.resultText, '["a","b","c"]');
});

test("what JSON does not have becomes null, undefined, or is left out", async () => {
  assert.equal(await resultOf("const main = () => [NaN, -Infinity, undefined, () => 1]"), "[null,null,null,null]");
  assert.equal(await resultOf("const main = ({ n }) => [n]", { given: '[{"n": -Infinity}]' }), "[null]");
  assert.equal(await resultOf("const main = () => {}"), "undefined");
  assert.equal(
    await resultOf("const main = () => ({ a: undefined, d: new Date(0) })"),
    '{"d":"1970-01-01T00:00:00.000Z"}',
  );
  assert.equal(await resultOf("const main = () => '\\ud800 ü😀'"), '"\\ud800 ü😀"');
});

test("a promise is awaited only when the request says so", async () => {
  const code = "async function main() { await null; return { a: 1 } }";
  assert.equal(await resultOf(code), "{}");
  assert.equal(await resultOf(code, { awaitsResult: true }), '{"a":1}');
  assert.equal(await resultOf("const main = () => ({ then(done) { done(5) } })", { awaitsResult: true }), "5");
});

test("timers run in their order and really wait", async () => {
  const code = `async function main() {
    const seen = [];
    const startedAt = Date.now();
    const wait = (ms, ...values) => new Promise((resolve) => setTimeout((...passed) => resolve(passed), ms, ...values));
    clearTimeout(setTimeout(() => seen.push("never"), 5));
    setTimeout(() => seen.push("late"), 30);
    setTimeout(() => seen.push("soon"), 1);
    queueMicrotask(() => seen.push("micro"));
    seen.push((await wait(40, 1, 2)).join());
    let ticks = 0;
    await new Promise((resolve) => {
      const id = setInterval(() => { if (++ticks === 3) resolve(clearInterval(id)) }, 2);
    });
    return [...seen, ticks, Date.now() - startedAt >= 44];
  }`;
  assert.equal(await resultOf(code, { awaitsResult: true }), '["micro","soon","late","1,2",3,true]');
});

test("a promise that nothing can settle is named", async () => {
  const error = await errorOf("const main = () => new Promise(() => {})", { awaitsResult: true });
  assert.match(error.message, /never settles/);
});

test("a rejection that nobody awaits fails the run, as it ends a process", async () => {
  const error = await errorOf("async function main() {\n  throw new RangeError('x')\n}");
  assert.deepEqual([error.type, error.message, error.frames[0]?.line], ["RangeError", "x", 2]);
});

test("the console writes as Node does, in order", async () => {
  const code = `function main() {
    console.log("a", 1, -0, null, undefined, true, 10n, Symbol("s"));
    console.warn({ a: { b: { c: { d: 1 } } }, list: [1, "two", , 4], "odd-key": 'it\\'s' });
    console.info(new Map([["k", { v: 1 }]]), new Set([1]), new Date(0), /x/g, main, class A {}, new (class B { x = 1 })());
    console.error("%s has %d of %i%% %j", "he", "4.5", 4.9, { a: 1 }, "rest", [2]);
    console.debug(Object.create(null), [], {}, [[]], "multi\\nline");
    const circle = { name: "c" };
    circle.self = circle;
    console.log(circle);
    console.group("g"); console.log("inner"); console.groupEnd(); console.log(Array.from({ length: 30 }, (_, i) => "item " + i)[29]);
    console.log({ long: "x".repeat(40), other: "y".repeat(40) });
  }`;
  assert.equal(
    consoleText(await run(code)),
    `stdout: a 1 -0 null undefined true 10n Symbol(s)
stderr: {
stderr:   a: { b: { c: [Object] } },
stderr:   list: [ 1, 'two', <1 empty item>, 4 ],
stderr:   'odd-key': "it's"
stderr: }
stdout: Map(1) { 'k' => { v: 1 } } Set(1) { 1 } 1970-01-01T00:00:00.000Z /x/g [Function: main] [class A] B { x: 1 }
stderr: he has 4.5 of 4% {"a":1} rest [ 2 ]
stdout: [Object: null prototype] {} [] {} [ [] ] multi
stdout: line
stdout: <ref *1> { name: 'c', self: [Circular *1] }
stdout: g
stdout:   inner
stdout: item 29
stdout: {
stdout:   long: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
stdout:   other: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'
stdout: }`,
  );
});

test("an error tells its type, text, line, column, and the user's frames only", async () => {
  const error = await errorOf(
    "function main(x) {\n  return [1].map(() => inner(x))[0];\n}\nfunction inner(x) {\n  return x.a.b;\n}",
    {
      given: "[{}]",
    },
  );
  assert.deepEqual(
    [error.type, error.message, error.phase],
    ["TypeError", "Cannot read properties of undefined (reading 'b')", "call"],
  );
  assert.deepEqual(
    error.frames.map(({ line, functionName }) => `${functionName}:${line}`),
    ["main:2", "<anonymous>:2", "inner:5"],
  );
  assert.match(
    error.traceback,
    /^node\.js:5\n {2}return x\.a\.b;\n +\^\n\nTypeError: Cannot read[^\n]*\n {4}at inner \(node\.js:5:/,
  );
  assert.doesNotMatch(error.traceback, /sandbox|apply/);
});

const failures: readonly (readonly [
  name: string,
  code: string,
  expected: { type: string; message: string; phase: string; line: number | undefined },
])[] = [
  ["no main", "let x = 1", { type: "ReferenceError", message: "main is not defined", phase: "call", line: undefined }],
  [
    "main is no function",
    "var main = 3",
    { type: "TypeError", message: "main is not a function", phase: "call", line: undefined },
  ],
  [
    "an unknown name",
    "function main() {\n  nope();\n}",
    { type: "ReferenceError", message: "nope is not defined", phase: "call", line: 2 },
  ],
  [
    "no function",
    "function main(x) {\n  x.list.push(1);\n}",
    { type: "TypeError", message: "Cannot read properties of undefined (reading 'push')", phase: "call", line: 2 },
  ],
  [
    "a call of what is none",
    "function main(x) {\n  const y = x.go(1);\n}",
    { type: "TypeError", message: "x.go is not a function", phase: "call", line: 2 },
  ],
  [
    "a returned call of what is none",
    "function main(x) {\n  return x.go(1);\n}",
    { type: "TypeError", message: "x.go is not a function", phase: "call", line: 2 },
  ],
  [
    "a constant",
    "const main = () => {\n  const a = 1;\n  a = 2;\n}",
    { type: "TypeError", message: "Assignment to constant variable.", phase: "call", line: 3 },
  ],
  [
    "a BigInt in the result",
    "const main = () => ({ a: 1n })",
    { type: "TypeError", message: "Do not know how to serialize a BigInt", phase: "serialise", line: undefined },
  ],
  [
    "a circle in the result",
    "const main = () => { const a = {}; a.a = a; return a }",
    { type: "TypeError", message: "Converting circular structure to JSON", phase: "serialise", line: undefined },
  ],
  [
    "a thrown string",
    "function main() { throw 'plain' }",
    { type: "string", message: "plain", phase: "call", line: undefined },
  ],
  [
    "an own class",
    "class Odd extends Error { name = 'Odd' }\nfunction main() {\n  throw new Odd('why')\n}",
    { type: "Odd", message: "why", phase: "call", line: 3 },
  ],
  [
    "an error at load",
    "\nnull.x\nfunction main() {}",
    { type: "TypeError", message: "Cannot read properties of null (reading 'x')", phase: "load", line: 2 },
  ],
  [
    "endless recursion",
    "function main() {\n  return 1 + main();\n}",
    { type: "RangeError", message: "Maximum call stack size exceeded", phase: "call", line: 2 },
  ],
  [
    "a toJSON that throws",
    "const main = () => ({ toJSON() {\n throw new Error('no') } })",
    { type: "Error", message: "no", phase: "serialise", line: 2 },
  ],
];
for (const [name, code, expected] of failures) {
  test(`what the platform throws: ${name}`, async () => {
    const { type, message, phase, frames } = await errorOf(code);
    assert.deepEqual({ type, message, phase, line: frames.at(-1)?.line }, expected);
  });
}

test("a syntax error tells its line", async () => {
  const error = await errorOf("function main() {\n  return { a: }\n}");
  assert.deepEqual([error.type, error.phase, error.frames[0]?.line], ["SyntaxError", "load", 2]);
  const es = await errorOf("import x from 'lodash'\nfunction main() {}");
  assert.deepEqual([es.type, es.phase], ["SyntaxError", "load"]);
});

test("what the code defines does not meet what runs it", async () => {
  assert.equal(
    await resultOf(
      "const format = 1, host = 2, result = 3, entry = 4; const require = 5, console = 6; function main() { return format + host }",
    ),
    "3",
  );
  assert.equal(
    await resultOf(
      "JSON.stringify = () => 'mine'; Promise.prototype.then = null; Array.prototype.push = null; function main() { console.log([1]); return { real: 1 } }",
    ),
    '{"real":1}',
  );
});

test("integers beyond 2^53 lose digits, as in every JavaScript", async () => {
  assert.equal(await resultOf("const main = ({ n }) => n", { given: '[{"n": 9007199254740993}]' }), "9007199254740992");
});
