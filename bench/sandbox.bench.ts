import { loadPyodide } from "pyodide";
import type { Language } from "../src/core/workflow/code-node.ts";
import { requestFor } from "../test/sandbox/requests.ts";
import { openSandbox } from "./default-node.ts";
import { interleaved, median, milliseconds, ratio } from "./median.ts";

// What a fresh, closed interpreter costs: its memory, a megabyte through its walls, and calls through its gate.

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;

console.log("Memory (resident, of the whole process)");
let before = settledMemory();
console.log(`  bare                        ${megabytes(before)}`);
const sandbox = openSandbox();
for (const language of ["javascript", "python"] as const) {
  await sandbox.run(requestFor(language, emptyMain(language))); // The first Python boots without a snapshot.
  await sandbox.run(requestFor(language, emptyMain(language)));
  await sandbox.warm(language);
  await pause(3000);
  const after = settledMemory();
  console.log(`  with an idle ${language.padEnd(10)} spare ${megabytes(after)} (${megabytes(after - before)} more)`);
  before = after;
}

const text = JSON.stringify({ text: "The quick brown fox. ".repeat(50_000) });
const rows = JSON.stringify({
  rows: Array.from({ length: 20_000 }, (_, id) => ({ id, name: `name ${id}`, price: id / 7 })),
});
for (const [what, given] of [
  ["one text", text],
  ["20,000 objects", rows],
] as const) {
  const size = `${(given.length / 1e6).toFixed(1)} MB`;
  for (const language of ["python", "javascript"] as const) {
    const code = language === "python" ? "def main(**given):\n    return given" : "const main = (given) => given";
    const list = language === "python" ? given : `[${given}]`;
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      await sandbox.warm(language);
      await pause(1500);
      const start = performance.now();
      const outcome = await sandbox.run(requestFor(language, code, { given: list, limits: { resultBytes: 2 ** 25 } }));
      times.push(performance.now() - start);
      if (outcome.kind !== "returned") throw new Error(JSON.stringify(outcome).slice(0, 300));
    }
    console.log(`${size} in and out as ${what}, ${language}: ${milliseconds(median(times))}`);
  }
}

const loop = `
import time
def step(n):
    return n + 1
def main():
    start = time.perf_counter()
    n = 0
    while n < 300_000:
        n = step(n)
        time.time()
    return time.perf_counter() - start
`;
const vanilla = await loadPyodide();
vanilla.runPython(loop);
const inside: number[] = [];
const calls = await interleaved(7, {
  vanilla: () => void vanilla.runPython("main()"),
  closed: async () => {
    const outcome = await sandbox.run(requestFor("python", loop));
    inside.push(outcome.kind === "returned" ? Number(outcome.resultText) * 1000 : Number.NaN);
  },
});
console.log("300,000 function calls, each with a call through the gate");
console.log(`  vanilla Pyodide  ${milliseconds(calls.vanilla)}`);
console.log(`  the sandbox      ${milliseconds(median(inside))} (${ratio(median(inside), calls.vanilla)})`);
await sandbox.dispose();

function emptyMain(language: Language): string {
  return language === "python" ? "def main():\n    return {}" : "const main = () => ({})";
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** After a collection, when the process allows one: `node --expose-gc`. */
function settledMemory(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().rss;
}
