import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { modules, traces } from "./leavings-of-runs.ts";
import { importing, openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
sandbox.warm("python");
after(() => sandbox.dispose());

const prelude = `import ${modules}
builtin_exec, builtin_eval = exec, eval
def seen(look):
    try: return look()
    except LookupError: return "nothing"
`;
const looks = Object.fromEntries(Object.entries(traces).map(([name, [, look]]) => [name, look]));
const lookAtAll = `${prelude}
def main(looks):
    return [{name: eval(look) for name, look in looks.items()}, random.random()]`;

const fresh = (sandbox: Sandbox) => resultOf(sandbox, lookAtAll, { looks });

test("Python: what each trace leaves is visible in its own run, and in no later one", async () => {
  const sandbox = openSandbox();
  const [before] = await fresh(sandbox);
  const unseen: string[] = [];
  for (const [name, [leave, look]] of Object.entries(traces)) {
    const code = `${prelude}
def main(leave, look):
    builtin_exec(leave, globals())
    return builtin_eval(look)`;
    const outcome = await sandbox.run(requestWith(code, { leave, look }));
    const text = JSON.stringify(before[name]);
    const result = outcome.kind === "returned" ? JSON.stringify(JSON.parse(outcome.resultText)) : outcome.kind;
    // What is no JSON is told as an error, and so visible.
    if (outcome.kind === "stopped" || result === text) unseen.push(`${name}: ${result}`);
  }
  assert.deepEqual(unseen, []);
  const after = [await fresh(sandbox), await fresh(sandbox)];
  for (const [seen] of after) assert.deepEqual(seen, before);
  assert.notEqual(after[0]?.[1], after[1]?.[1], "each run has its own random numbers");
  await sandbox.dispose();
});

test("Python: nor is it in a later one that is booted without a snapshot", async () => {
  const sandbox = openSandbox({ usesSnapshot: false });
  const [before] = await fresh(sandbox);
  const code = `${prelude}
def main(leaves):
    for leave in leaves:
        try: builtin_exec(leave, globals())
        except BaseException: pass`;
  await sandbox.run(requestWith(code, { leaves: Object.values(traces).map(([leave]) => leave) }));
  assert.deepEqual((await fresh(sandbox))[0], before);
  await sandbox.dispose();
});

test("JavaScript: nothing of a run is visible to the next", async () => {
  const poison = `
globalThis.leak = 1;
Object.prototype.leak = 1;
Array.prototype.map = () => "poisoned";
JSON.stringify = () => '"poisoned"';
const _ = require("lodash");
_.leak = 1;
Object.freeze(Object.prototype);
Object.freeze(globalThis);
function main() { return { done: true } }`;
  const look = `function main() { return [typeof leak, [1].map(String), "leak" in {}, typeof require("lodash").leak, Object.isFrozen(globalThis), (globalThis.fresh = 1)] }`;
  const poisoned = await sandbox.run(requestFor("javascript", poison));
  assert.equal(poisoned.kind === "returned" && poisoned.resultText, '{"done":true}');
  const seen = await sandbox.run(requestFor("javascript", look));
  assert.equal(seen.kind === "returned" && seen.resultText, '["undefined",["1"],false,"undefined",false,1]');
});

test("what crosses the sandbox's border is plain data", async () => {
  const request = requestFor("python", "def main():\n    print('x')\n    return 1 / 0");
  assert.deepEqual(structuredClone(request), request);
  for (const outcome of [
    await sandbox.run(structuredClone(request)),
    await sandbox.run(requestFor("javascript", "const main = () => ({ a: console.log('x') })")),
    await sandbox.run(requestFor("javascript", "function main() { for (;;); }", { limits: { timeMs: 50 } })),
  ]) {
    assert.deepEqual(structuredClone(outcome), outcome);
  }
});

test("many runs at once each get their own interpreter", async () => {
  const outcomes = await Promise.all(
    [1, 2, 3, 4, 5, 6].flatMap((n) => [
      sandbox.run(requestFor("python", `seen = ${n}\ndef main():\n    return seen`)),
      sandbox.run(requestFor("javascript", `globalThis.seen = ${n}; const main = () => seen`)),
    ]),
  );
  assert.deepEqual(
    outcomes.map((outcome) => outcome.kind === "returned" && outcome.resultText),
    ["1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "6"],
  );
});

function requestWith(code: string, given: object) {
  return requestFor("python", code, { ...importing(code), given: JSON.stringify(given) });
}

async function resultOf(sandbox: Sandbox, code: string, given: object): Promise<[Record<string, unknown>, number]> {
  const outcome = await sandbox.run(requestWith(code, given));
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  return JSON.parse(outcome.kind === "returned" ? outcome.resultText : "");
}
