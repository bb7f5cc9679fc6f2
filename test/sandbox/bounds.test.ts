import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Language } from "../../src/core/workflow/code-node.ts";
import { type LatenessWatch, monotonicMs, watchLateness } from "./lateness.ts";
import { consoleText, openSandbox, type RequestChanges, requestFor, withoutTime } from "./requests.ts";

const sandbox = openSandbox();
sandbox.warm("python");
sandbox.warm("javascript");
let lateness: LatenessWatch;
before(() => {
  lateness = watchLateness();
});
after(() => Promise.all([sandbox.dispose(), lateness.end()]));
const run = (language: Language, code: string, changes?: RequestChanges) =>
  sandbox.run(requestFor(language, code, changes));
const timeMs = 400;
const inTime = { limits: { timeMs } };
/** Code that was interrupted has a quarter of a second to say where it was. */
const sayingMs = 50;

async function expectCleanRun(language: Language): Promise<void> {
  const code = language === "python" ? "def main():\n    return sorted([2, 1])" : "const main = () => [2, 1].sort()";
  const outcome = await run(language, code);
  assert.equal(outcome.kind === "returned" && outcome.resultText.replace(" ", ""), "[1,2]", JSON.stringify(outcome));
}

const placed: readonly (readonly [Language, name: string, code: string, place: string])[] = [
  ["python", "a loop", "def main():\n    n = 0\n    while True:\n        n += 1", "in line 4 after"],
  ["python", "a regex", "import re\ndef main():\n    re.match('(a+)+$', 'a' * 40 + 'b')", "in line 3 after"],
  [
    "javascript",
    "a loop",
    "function main() {\n  let n = 0;\n  for (;;) {\n    n = Math.max(n, 1);\n  }\n}",
    "in main() after",
  ],
  ["javascript", "toJSON", "const main = () => ({ toJSON() { for (;;); } })", "in toJSON() after"],
];
for (const [language, name, code, place] of placed) {
  test(`${language}: ${name} without end is stopped at the time limit, which says where it was`, async () => {
    for (let tries = 1; ; tries++) {
      const startedAt = monotonicMs();
      const outcome = await run(language, code, inTime);
      const lostMs = lateness.lostSince(startedAt + timeMs);
      assert.ok(outcome.kind === "stopped" && outcome.limit === "time", JSON.stringify(outcome));
      assert.match(outcome.message, /400 ms, the time limit/);
      assert.ok(outcome.elapsedMs >= timeMs, String(outcome.elapsedMs));
      await expectCleanRun(language);
      const isSaid = outcome.message.includes(place);
      if (isSaid) break;
      // What has no processor cannot say where it is.
      assert.ok(lostMs > sayingMs && tries < 10, `${outcome.message} ${lostMs} ms were lost.`);
    }
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

test("Python's memory limit holds to the page, and most of it can be used", async () => {
  const memoryBytes = 128 * 1024 * 1024;
  const code = `
def main():
    kept = []
    try:
        while True: kept.append(bytes(100_000))
    except MemoryError:
        held = len(kept) * 100_000
        kept.clear()
    return held`;
  const outcome = await run("python", code, { limits: { memoryBytes } });
  const held = Number(outcome.kind === "returned" && outcome.resultText);
  assert.ok(held < memoryBytes && held > 0.6 * memoryBytes, JSON.stringify(outcome));
});

test("a message of any length is cut, and its ends are kept", async () => {
  for (const [language, code] of [
    ["python", "def main():\n    raise ValueError('first' + 'x' * 3_000_000 + 'last')"],
    ["javascript", "function main() { throw new Error('first' + 'x'.repeat(3e6) + 'last') }"],
  ] as const) {
    const outcome = await run(language, code);
    assert.equal(outcome.kind, "threw", JSON.stringify(outcome).slice(0, 500));
    if (outcome.kind !== "threw") continue;
    assert.match(outcome.error.message, /^firstx+\n\[… 2\d{6} more characters …\]\nx+last$/);
    assert.ok(JSON.stringify(outcome).length < 500_000);
  }
});

test("a flood of prints is cut, and says so", async () => {
  for (const [language, code] of [
    ["python", "def main():\n    for i in range(50_000): print('line', i)\n    return 1"],
    ["javascript", "function main() { for (let i = 0; i < 10_000; i++) console.log('line', i); return 1 }"],
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
