import { Worker } from "node:worker_threads";

/**
 * Watches how late this machine is. A thread of its own wakes up every few milliseconds and does a little fixed work; all
 * the time that this took beyond what it takes on an idle machine is time in which the machine kept a thread waiting.
 * Who sleeps much is woken soon, even beside many others: Linux also tells how long each thread waited for a processor.
 */
export interface LatenessWatch {
  /** Milliseconds lost since a moment of `monotonicMs`. */
  lostSince(moment: number): number;
  end(): Promise<unknown>;
}

/** Of one clock for all threads. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function watchLateness(): LatenessWatch {
  const ticks = new Float64Array(new SharedArrayBuffer(8 * (1 + 2 * keptTicks)));
  const worker = new Worker(script, { eval: true, workerData: { ticks, keptTicks } });
  worker.unref();
  return {
    lostSince(moment) {
      let lostMs = 0;
      for (let at = 0; at < keptTicks; at++) {
        if ((ticks[1 + 2 * at] ?? 0) > moment) lostMs += ticks[2 + 2 * at] ?? 0;
      }
      return lostMs;
    },
    end: () => worker.terminate(),
  };
}

/** Far more than fit into the longest run. */
const keptTicks = 8192;

// A tick is the moment at which it ended and the milliseconds it lost.
const script = `
const { readdirSync, readFileSync } = require("node:fs");
const { ticks, keptTicks } = require("node:worker_threads").workerData;
const now = () => Number(process.hrtime.bigint()) / 1e6;
const bell = new Int32Array(new SharedArrayBuffer(4));
const sleepMs = 10;
let leastWorkMs = Infinity;
let waited = new Map();
waitedMs();
for (let count = 0; ; count++) {
  const startedAt = now();
  Atomics.wait(bell, 0, 0, sleepMs);
  const wokeAt = now();
  let sum = 0;
  for (let n = 0; n < 300_000; n++) sum += n % 7;
  const endedAt = now();
  leastWorkMs = Math.min(leastWorkMs, endedAt - wokeAt);
  const lostMs = wokeAt - startedAt - sleepMs + (endedAt - wokeAt - leastWorkMs);
  ticks[2 + 2 * (count % keptTicks)] = Math.max(0, lostMs, waitedMs());
  ticks[1 + 2 * (count % keptTicks)] = now();
  bell[0] = 0;
}
// Of all threads of this process together, since the last question.
function waitedMs() {
  const before = waited;
  waited = new Map();
  let sumNs = 0;
  for (const thread of threads()) {
    const ns = waitedNsOf(thread);
    waited.set(thread, ns);
    sumNs += Math.max(0, ns - (before.get(thread) ?? 0));
  }
  return sumNs / 1e6;
}
function threads() {
  try { return readdirSync("/proc/self/task"); } catch { return []; }
}
function waitedNsOf(thread) {
  try { return Number(readFileSync("/proc/self/task/" + thread + "/schedstat", "latin1").split(" ")[1]) || 0; }
  catch { return 0; }
}
`;
