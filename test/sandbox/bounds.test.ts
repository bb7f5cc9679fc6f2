import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Language } from "../../src/core/workflow/code-node.ts";
import { consoleText, openSandbox, type RequestChanges, requestFor, withoutTime } from "./requests.ts";

const sandbox = openSandbox();
sandbox.warm("python");
sandbox.warm("javascript");
after(() => sandbox.dispose());
const run = (language: Language, code: string, changes?: RequestChanges) =>
  sandbox.run(requestFor(language, code, changes));
const inTime = { limits: { timeMs: 400 } };

async function expectCleanRun(language: Language): Promise<void> {
  const code = language === "python" ? "def main():\n    return sorted([2, 1])" : "const main = () => [2, 1].sort()";
  const outcome = await run(language, code);
  assert.equal(outcome.kind === "returned" && outcome.resultText.replace(" ", ""), "[1,2]", JSON.stringify(outcome));
}

const endless: readonly (readonly [Language, name: string, code: string, place: string])[] = [
  ["python", "a loop", "def main():\n    n = 0\n    while True:\n        n += 1", "in line 4 after"],
  [
    "python",
    "a loop that swallows everything",
    "def main():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "",
  ],
  ["python", "native code", "def main():\n    return 10**10**8", ""],
  ["python", "a regex", "import re\ndef main():\n    re.match('(a+)+$', 'a' * 40 + 'b')", "in line 3 after"],
  [
    "javascript",
    "a loop",
    "function main() {\n  let n = 0;\n  for (;;) {\n    n = Math.max(n, 1);\n  }\n}",
    "in main() after",
  ],
  [
    "javascript",
    "a loop that swallows everything",
    "function main() { for (;;) { try { for (;;); } catch {} } }",
    "in main() after",
  ],
  ["javascript", "microtasks", "async function main() { const f = () => Promise.resolve().then(f); await f() }", ""],
  ["javascript", "an interval", "function main() { setInterval(() => {}, 1) }", ""],
  ["javascript", "toJSON", "const main = () => ({ toJSON() { for (;;); } })", "in toJSON() after"],
  ["javascript", "native code", "const main = () => new Array(2 ** 31).join()", ""],
];
for (const [language, name, code, place] of endless) {
  test(`${language}: ${name} without end is stopped at the time limit, and the next run is fine`, async () => {
    const outcome = await run(language, code, { ...inTime, awaitsResult: language === "javascript" });
    assert.ok(outcome.kind === "stopped" && outcome.limit === "time", JSON.stringify(outcome));
    assert.match(outcome.message, /400 ms, the time limit/);
    assert.ok(outcome.message.includes(place), outcome.message);
    assert.ok(outcome.elapsedMs >= 400 && outcome.elapsedMs < 400 + 2000, String(outcome.elapsedMs));
    await expectCleanRun(language);
  });
}

test("what was printed before the stop is kept", async () => {
  const python = await run(
    "python",
    "def main():\n    print('before')\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    inTime,
  );
  assert.equal(consoleText(python), "stdout: before");
  const javascript = await run("javascript", "function main() { console.log('before'); for (;;); }", inTime);
  assert.equal(consoleText(javascript), "stdout: before");
});

const bombs: readonly (readonly [Language, name: string, code: string])[] = [
  ["python", "a growing list", "def main():\n    kept = []\n    while True:\n        kept.append('x' * 10_000_000)"],
  ["python", "one huge string", "def main():\n    return len('x' * 1_500_000_000)"],
  ["javascript", "a growing list", "function main() { const kept = []; for (;;) kept.push(new Uint8Array(1e6)) }"],
  ["javascript", "strings", "function main() { let s = 'x'; for (;;) s += s }"],
];
for (const [language, name, code] of bombs) {
  test(`${language}: memory is bounded: ${name}`, async () => {
    const outcome = await run(language, code, { limits: { memoryBytes: 96 * 1024 * 1024 } });
    const isBounded =
      (outcome.kind === "stopped" && outcome.limit === "memory") ||
      (outcome.kind === "threw" && ["MemoryError", "RangeError", "InternalError"].includes(outcome.error.type));
    assert.ok(isBounded, JSON.stringify(outcome).slice(0, 500));
    await expectCleanRun(language);
  });
}

test("a flood of prints is cut, and says so", async () => {
  for (const [language, code] of [
    ["python", "def main():\n    for i in range(200_000): print('line', i)\n    return 1"],
    ["javascript", "function main() { for (let i = 0; i < 20_000; i++) console.log('line', i); return 1 }"],
  ] as const) {
    const outcome = await run(language, code, { limits: { consoleBytes: 10 * 1024 } });
    assert.equal(outcome.kind, "returned");
    assert.deepEqual(outcome.console.at(-1), { stream: "stdout", text: "[cut: more than 10 KB was printed]" });
    assert.equal(outcome.console[0]?.text, "line 0");
    const printed = outcome.console.slice(0, -1).reduce((sum, { text }) => sum + text.length + 1, 0);
    assert.ok(printed <= 10 * 1024 + 1 && printed > 10 * 1024 - 20, String(printed));
  }
});

test("a result beyond its limit is not taken", async () => {
  for (const [language, code] of [
    ["python", "def main():\n    return 'x' * 2000"],
    ["javascript", "const main = () => 'x'.repeat(2000)"],
  ] as const) {
    const outcome = await run(language, code, { limits: { resultBytes: 1000 } });
    assert.ok(outcome.kind === "stopped" && outcome.limit === "output", JSON.stringify(outcome));
    assert.match(outcome.message, /1000 bytes/);
  }
});

test("deep recursion in native code is an error of the run", async () => {
  const python = await run("python", "import json\ndef main():\n    return json.loads('[' * 3_000_000)");
  assert.equal(python.kind === "threw" && python.error.type, "RecursionError", JSON.stringify(python));
  await expectCleanRun("python");
  const javascript = await run("javascript", "const main = () => JSON.parse('['.repeat(200000))");
  assert.equal(javascript.kind, "threw", JSON.stringify(javascript));
  await expectCleanRun("javascript");
});

test("ending the interpreter ends only the run", async () => {
  for (const code of ["import os\ndef main():\n    os._exit(3)", "import os\ndef main():\n    os.abort()"]) {
    const outcome = await run("python", code);
    assert.ok(outcome.kind === "stopped" && outcome.limit === "crashed", JSON.stringify(outcome));
  }
  await expectCleanRun("python");
});

test("a run is cancelled by its signal: before it starts, and while it runs", async () => {
  for (const language of ["python", "javascript"] as const) {
    const code = language === "python" ? "def main():\n    while True: pass" : "function main() { for (;;); }";
    for (const delayMs of [0, 100]) {
      const abort = new AbortController();
      if (delayMs === 0) abort.abort();
      else setTimeout(() => abort.abort(), delayMs);
      const outcome = await sandbox.run(requestFor(language, code), abort.signal);
      assert.deepEqual(withoutTime(outcome), {
        kind: "stopped",
        limit: "cancelled",
        message: "You stopped the run.",
        console: [],
      });
    }
    await expectCleanRun(language);
  }
});
