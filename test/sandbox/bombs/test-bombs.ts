import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { runBounded } from "../../../src/sandbox/bounded-run.ts";
import { readJavaScriptAssets } from "../../../src/sandbox/engine-assets.ts";
import { type EngineWorker, startEngine } from "../../../src/sandbox/engine-worker.ts";
import { createPythonBoot } from "../../../src/sandbox/python/python-boot.ts";
import { type LatenessWatch, monotonicMs, watchLateness } from "../lateness.ts";
import { importing, requestFor } from "../requests.ts";
import type { Bomb, End } from "./bomb.ts";

export interface BombGroup {
  readonly bombs: readonly Bomb[];
  readonly timeMs: number;
  readonly memoryBytes: number;
}

// Each run must have ended as one of its ends half a second after its limit, and the next run must succeed. On a machine
// that is busy with others, what a run waited for a processor does not count.
const toleranceMs = 500;
export const megabyte = 1024 * 1024;
const python = createPythonBoot({ assetsFolder: "dist/sandbox", usesSnapshot: true });
const javascript = readJavaScriptAssets("dist/sandbox");
let lateness: LatenessWatch;
const spares = new Map<Bomb["language"], EngineWorker>();

export function testBombs(groups: readonly BombGroup[]): void {
  before(() => {
    lateness = watchLateness();
  });
  after(async () => {
    await Promise.all([...spares.values()].map((worker) => worker.end()));
    await lateness.end();
  });

  for (const { bombs, timeMs, memoryBytes } of groups) {
    for (const { language, name, code, ends } of bombs) {
      test(`${language}: ${name} ends in time as ${ends.join(" or ")}, and the next run is fine`, async () => {
        const late: string[] = [];
        let limitMs = timeMs;
        // What is late by itself is late every time; what a busy machine made late is not.
        for (let tries = 0; tries < 3 && tries === late.length; tries++) {
          const run = { language, code, timeMs: limitMs, memoryBytes };
          const { outcome, spentMs, lostMs, lostAfterMs } = await timedRun(run);
          const said = JSON.stringify(outcome).slice(0, 500);
          const end = endOf(outcome);
          const isShort = end === "time" && !ends.includes(end) && lostMs > limitMs / 4;
          assert.ok(ends.includes(end) || isShort, said);
          if (isShort || spentMs > limitMs + toleranceMs + lostAfterMs)
            late.push(`${spentMs} ms, ${lostMs} ms of them lost, ${lostAfterMs} ms after the limit: ${said}`);
          if (isShort) limitMs += 2 * lostMs;
          await expectCleanRun(language);
        }
        assert.ok(late.length < 3, late.join("\n"));
      });
    }
  }
}

interface Timed {
  readonly language: Bomb["language"];
  readonly code: string;
  readonly timeMs: number;
  readonly memoryBytes: number;
}

/** Also tells how much of the time, and of that beyond the limit, the machine took for something else. */
async function timedRun({ language, code, timeMs, memoryBytes }: Timed) {
  const worker = await take(language, memoryBytes);
  const request = requestFor(language, code, {
    ...(language === "python" ? importing(code) : {}),
    awaitsResult: true,
    limits: { timeMs, memoryBytes },
  });
  const startedAt = monotonicMs();
  const { outcome, workerIsIdle } = await runBounded(worker, request);
  const spentMs = monotonicMs() - startedAt;
  const lostMs = lateness.lostSince(startedAt);
  const lostAfterMs = lateness.lostSince(startedAt + timeMs);
  await giveBack(language, worker, workerIsIdle);
  return { outcome, spentMs, lostMs, lostAfterMs };
}

function endOf(outcome: Awaited<ReturnType<typeof runBounded>>["outcome"]): End {
  if (outcome.kind === "threw") return `threw ${outcome.error.type}`;
  return outcome.kind === "stopped" ? outcome.limit : outcome.kind;
}

async function expectCleanRun(language: Bomb["language"]): Promise<void> {
  const worker = await take(language, 256 * megabyte);
  const code = language === "python" ? "def main():\n    return sorted([2, 1])" : "const main = () => [2, 1].sort()";
  const { outcome, workerIsIdle } = await runBounded(worker, requestFor(language, code));
  await giveBack(language, worker, workerIsIdle);
  assert.equal(outcome.kind === "returned" && outcome.resultText.replace(" ", ""), "[1,2]", JSON.stringify(outcome));
}

/** As the pools do it: a worker serves all runs that it survives in order. */
async function take(language: Bomb["language"], memoryBytes: number): Promise<EngineWorker> {
  const spare = spares.get(language);
  spares.delete(language);
  if (spare && spare.memoryBytes() <= memoryBytes) return spare;
  await spare?.end();
  return language === "python" ? python.boot() : (await startEngine([await javascript])).worker;
}

async function giveBack(language: Bomb["language"], worker: EngineWorker, isIdle: boolean): Promise<void> {
  if (isIdle && (await worker.whenRenewed())) spares.set(language, worker);
  else await worker.end();
}
