import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
sandbox.warm("python");
after(() => sandbox.dispose());

for (const usesSnapshot of [true, false])
  test(`Python: nothing of a run is visible to the next, ${usesSnapshot ? "restored" : "booted"}`, async () => {
    const sandbox = openSandbox({ usesSnapshot });
    const poison = `
import builtins, json, os, random, sys, math, importlib
builtins.leak = 1
builtins.len = lambda *_: 42
json.dumps = lambda *_, **__: '"poisoned"'
os.environ["LEAK"] = "1"
sys.modules["leak"] = sys
sys.leak = math.pi = 3
random.seed(1)
sys.setrecursionlimit(77)
def main():
    return {"done": True}`;
    const look = `
import builtins, json, math, os, random, sys
def main():
    return [hasattr(builtins, "leak"), len("abc"), os.environ.get("LEAK"), "leak" in sys.modules, hasattr(sys, "leak"),
            round(math.pi, 2), sys.getrecursionlimit() > 500, random.random()]`;
    const poisoned = await sandbox.run(requestFor("python", poison));
    assert.equal(poisoned.kind, "returned", JSON.stringify(poisoned));
    const seen = await Promise.all([1, 2].map(() => sandbox.run(requestFor("python", look))));
    const lists = seen.map((outcome) => JSON.parse(outcome.kind === "returned" ? outcome.resultText : "null"));
    for (const list of lists) assert.deepEqual(list.slice(0, -1), [false, 3, null, false, false, 3.14, true]);
    assert.notEqual(lists[0].at(-1), lists[1].at(-1), "each run has its own random numbers");
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
