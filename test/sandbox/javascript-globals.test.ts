import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { difyJavaScriptGlobals } from "../../src/core/dialects/dify/platform/javascript-globals.ts";
import { expressions } from "./javascript-expressions.ts";
import { openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

// Each expression is evaluated here by Node itself, and in the sandbox: both say the same, errors included.
const evaluate = `async function evaluate(expression) {
  try {
    const value = await (0, eval)("(" + expression + ")");
    return [typeof value, typeof value === "bigint" ? String(value) : value === undefined ? null : value];
  } catch (error) {
    return ["thrown", error.name, error.message, error.code ?? null];
  }
}`;

for (const [area, list] of Object.entries(expressions)) {
  test(`as in Node: ${area}`, async () => {
    const expected = await inNode(list);
    const outcome = await sandbox.run(
      requestFor("javascript", `${evaluate}\nconst main = (list) => Promise.all(list.map(evaluate));`, {
        awaitsResult: true,
        given: JSON.stringify([list]),
      }),
    );
    assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
    const seen: unknown[] = JSON.parse(outcome.kind === "returned" ? outcome.resultText : "[]");
    const different = list.flatMap((expression, at) => {
      const [ours, theirs] = [JSON.stringify(seen[at]), JSON.stringify(expected[at])];
      return ours === theirs ? [] : [`${expression}\n  sandbox: ${ours}\n  Node:    ${theirs}`];
    });
    assert.deepEqual(different, [], different.join("\n"));
  });
}

async function inNode(list: readonly string[]): Promise<readonly unknown[]> {
  // The language of a context is its own, the host's objects are lent to it.
  const lent = Object.fromEntries(difyJavaScriptGlobals.map((name) => [name, Reflect.get(globalThis, name)]));
  const bundled = createRequire(`${process.cwd()}/package.json`);
  const context = createContext({ ...lent, require: bundled, Uint8Array, ArrayBuffer, Error, TypeError, RangeError });
  runInContext("globalThis.global = globalThis", context);
  // Node does not wait for the timer of an AbortSignal.
  const awake = setInterval(() => {}, 1000);
  const results = await runInContext(`${evaluate}\n(list) => Promise.all(list.map(evaluate))`, context)(list);
  clearInterval(awake);
  return JSON.parse(JSON.stringify(results));
}

test("every global that Dify's list names is there, and nothing else of the host", async () => {
  const code = `const main = ({ names }) => [names.filter((name) => typeof globalThis[name] === "undefined"),
    ["WebAssembly", "<sandbox>", "<lent>", "host"].filter((name) => name in globalThis)]`;
  const given = JSON.stringify([{ names: difyJavaScriptGlobals }]);
  const outcome = await sandbox.run(requestFor("javascript", code, { given }));
  assert.equal(outcome.kind === "returned" && outcome.resultText, "[[],[]]");
});

test("a request without globals has the language alone", async () => {
  const code = `const main = (names) => [names.filter((name) => name in globalThis), typeof Intl.NumberFormat, [2, 1].sort()]`;
  const request = requestFor("javascript", code, { globals: [], given: JSON.stringify([difyJavaScriptGlobals]) });
  const outcome = await sandbox.run(request);
  assert.equal(outcome.kind === "returned" && outcome.resultText, '[[],"function",[1,2]]', JSON.stringify(outcome));
});
