import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { RunOutcome } from "../../src/core/run/outcome.ts";
import type { Language } from "../../src/core/workflow/code-node.ts";
import { importing, openSandbox, requestFor } from "./requests.ts";

/** `npm run soak` asks for 2,000. */
const runs = Number(process.env.CODE_NODES_SOAK_RUNS ?? 100);
const runsAtOnce = 4;
const runsBetweenSamples = Math.ceil(runs / 30);
/** What the allocator keeps back between one sample and the next differs by tens of megabytes. */
const noiseMegabytes = 120;
const lostAfterMs = 120_000;

interface Kind {
  readonly language: Language;
  readonly code: string;
  readonly ends: RegExp;
  readonly timeMs?: number;
}

const kinds: readonly Kind[] = [
  { language: "python", code: "def main():\n    return {'a': [1, 2.5, 'x' * 1000]}", ends: /^returned$/ },
  {
    language: "python",
    code: "import json, datetime\ndef main():\n    return json.dumps([1]) + datetime.datetime.strptime('2024', '%Y').isoformat()",
    ends: /^returned$/,
  },
  {
    language: "python",
    code: "def main():\n    print('x' * 1000)\n    return 1 / 0",
    ends: /^threw ZeroDivisionError$/,
  },
  { language: "python", code: "def main(:", ends: /^threw SyntaxError$/ },
  { language: "python", code: "def main():\n    while True: pass", ends: /^time$/, timeMs: 150 },
  { language: "python", code: "def main():\n    return 10**10**8", ends: /^time$/, timeMs: 150 },
  {
    language: "python",
    code: "def main():\n    while True:\n        try:\n            while True: print('x')\n        except BaseException: pass",
    ends: /^time$/,
    timeMs: 150,
  },
  {
    language: "python",
    code: "def main():\n    kept = []\n    while True: kept.append('x' * 1_000_000)",
    ends: /^(memory|threw MemoryError)$/,
  },
  { language: "python", code: "def main():\n    return main()", ends: /^threw RecursionError$/ },
  { language: "python", code: "import os\ndef main():\n    os._exit(3)", ends: /^crashed$/ },
  { language: "python", code: "def main():\n    return 'x' * 5_000_000", ends: /^output$/ },
  { language: "javascript", code: "const main = () => ({ a: [1, 'x'.repeat(1000)] })", ends: /^returned$/ },
  { language: "javascript", code: "const main = () => require('lodash').chunk([1, 2, 3], 2)", ends: /^returned$/ },
  {
    language: "javascript",
    code: "async function main() { await new Promise((done) => setTimeout(done, 5)); return 1 }",
    ends: /^returned$/,
  },
  {
    language: "javascript",
    code: "function main() { console.log('x'.repeat(1000)); null.x }",
    ends: /^threw TypeError$/,
  },
  { language: "javascript", code: "function main( {", ends: /^threw SyntaxError$/ },
  { language: "javascript", code: "function main() { for (;;); }", ends: /^time$/, timeMs: 150 },
  { language: "javascript", code: "const main = () => new Array(2 ** 31).join()", ends: /^time$/, timeMs: 150 },
  {
    language: "javascript",
    code: "function main() { let s = 'x'; for (;;) s += s }",
    ends: /^(memory|threw RangeError)$/,
  },
  { language: "javascript", code: "const main = () => main()", ends: /^threw RangeError$/ },
];

test(`${runs} mixed runs, some of them cancelled: none is lost, and memory does not grow`, async (context) => {
  const sandbox = openSandbox();
  const random = randomNumbers(42);
  const megabytes: number[] = [];
  const counts: Record<string, number> = {};
  const collectGarbage = garbageCollector();
  for (let started = 0; started < runs; started += runsBetweenSamples) {
    let left = Math.min(runsBetweenSamples, runs - started);
    const work = async () => {
      while (left-- > 0) {
        const end = await runOne(kinds[Math.floor(random() * kinds.length)] as Kind);
        counts[end] = (counts[end] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: runsAtOnce }, work));
    collectGarbage();
    await pause(50); // For the threads that have just ended.
    megabytes.push(process.memoryUsage().rss / 1e6);
  }
  await sandbox.dispose();

  const third = Math.floor(megabytes.length / 3);
  const [early, late] = [median(megabytes.slice(0, third)), median(megabytes.slice(-third))];
  context.diagnostic(`ends: ${JSON.stringify(counts)}`);
  context.diagnostic(
    `resident megabytes, by thirds: ${[early, median(megabytes.slice(third, -third)), late].map(Math.round)}`,
  );
  assert.equal(
    Object.values(counts).reduce((sum, count) => sum + count, 0),
    runs,
  );
  assert.ok(late - early < noiseMegabytes, `${megabytes.map(Math.round)}`);

  async function runOne({ language, code, ends, timeMs = 20_000 }: Kind): Promise<string> {
    const request = requestFor(language, code, {
      ...(language === "python" ? importing(code) : {}),
      awaitsResult: true,
      limits: { timeMs, memoryBytes: 96 * 1024 * 1024 },
    });
    const abort = new AbortController();
    const isCancelled = random() < 0.15;
    const cancelling = isCancelled ? setTimeout(() => abort.abort(), random() * 600) : undefined;
    const outcome = await inTime(sandbox.run(request, abort.signal), code);
    clearTimeout(cancelling);
    const end = endOf(outcome);
    assert.ok(
      ends.test(end) || (isCancelled && end === "cancelled"),
      `${code}: ${JSON.stringify(outcome)}`.slice(0, 1000),
    );
    return end;
  }
});

function endOf(outcome: RunOutcome): string {
  if (outcome.kind === "threw") return `threw ${outcome.error.type}`;
  return outcome.kind === "stopped" ? outcome.limit : outcome.kind;
}

async function inTime<Result>(promise: Promise<Result>, code: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const lost = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`This run was lost:\n${code}`)), lostAfterMs);
  });
  try {
    return await Promise.race([promise, lost]);
  } finally {
    clearTimeout(timer);
  }
}

function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The same sequence in every process (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
