import type { GuestError, RunOutcome } from "../core/run/outcome.ts";
import type { RunRequest } from "../core/run/request.ts";
import { createConsoleBuffer, readConsole } from "./console-buffer.ts";
import type { EngineWorker, RunEvent } from "./engine-worker.ts";
import { crashed, memoryExhausted, type RawOutcome, readableTime, readOutcome } from "./outcome-reading.ts";
import { isOverWithin } from "./stuck-threads.ts";

export interface BoundedRun {
  readonly outcome: RunOutcome;
  /** Whether the worker is still there and at rest. */
  readonly workerIsIdle: boolean;
}

/** How long interrupted code may take to say where it was. */
const graceMs = 250;
/** How long an answer waits for its thread to be gone, and its memory with it; native code may keep that for longer. */
const endingMs = 150;

/** Runs one request on one worker, which is ended when the code does not end by itself. Throws host faults only. */
export async function runBounded(
  worker: EngineWorker,
  request: RunRequest,
  abort?: AbortSignal,
  obtainable?: readonly string[],
): Promise<BoundedRun> {
  const { timeMs, consoleBytes } = request.limits;
  const console = createConsoleBuffer(consoleBytes);
  const startedAt = performance.now();
  const patience = watch(worker, timeMs, abort);
  const ending = await Promise.race([
    worker.run({ request, console, ...(obtainable && { obtainable }) }),
    patience.exhausted,
  ]);
  patience.end();
  const workerIsIdle = ending.kind === "done";
  if (!workerIsIdle) await isOverWithin(endingMs, worker.end());

  const spentMs = workerIsIdle ? ending.elapsedMs : performance.now() - startedAt;
  const raw = readEnding(ending, request);
  const elapsedMs = raw.kind === "stopped" && raw.limit === "time" ? Math.max(timeMs, spentMs) : spentMs;
  return { outcome: { ...raw, console: readConsole(console, consoleBytes), elapsedMs }, workerIsIdle };
}

interface Exhaustion {
  readonly kind: "exhausted";
  readonly by: "time" | "cancelled";
}

interface Patience {
  readonly exhausted: Promise<Exhaustion>;
  end(): void;
}

/** First asks the engine to stop, which tells where the code was; what resists is ended a moment later. */
function watch(worker: EngineWorker, timeMs: number, abort: AbortSignal | undefined): Patience {
  let exhaust: (value: Exhaustion) => void = () => {};
  const exhausted = new Promise<Exhaustion>((resolve) => {
    exhaust = resolve;
  });
  let timer = setTimeout(() => {
    worker.interrupt();
    timer = setTimeout(() => exhaust({ kind: "exhausted", by: "time" }), graceMs);
  }, timeMs);
  const cancel = () => exhaust({ kind: "exhausted", by: "cancelled" });
  abort?.addEventListener("abort", cancel);
  if (abort?.aborted) cancel();
  return {
    exhausted,
    end: () => {
      clearTimeout(timer);
      abort?.removeEventListener("abort", cancel);
    },
  };
}

function readEnding(ending: RunEvent | Exhaustion, request: RunRequest): RawOutcome {
  switch (ending.kind) {
    case "exhausted":
      if (ending.by === "time") return outOfTime(request);
      return { kind: "stopped", limit: "cancelled", message: "You stopped the run." };
    case "ended":
      if (ending.cause === "memory") return memoryExhausted(request);
      return crashed(`The sandbox broke down while it ran the code: ${ending.message}.`);
    case "done": {
      // A run that ended just before the signal came is not held to it.
      const outcome = readOutcome(ending, request);
      return ending.wasInterrupted ? outOfTime(request, outcome) : outcome;
    }
  }
}

function outOfTime(request: RunRequest, whenInterrupted?: RawOutcome): RawOutcome {
  const limit = readableTime(request.limits.timeMs);
  const place = whenInterrupted?.kind === "threw" ? placeOf(whenInterrupted.error, request) : "";
  const message = `The code was still running${place} after ${limit}, the time limit, and was stopped.`;
  return { kind: "stopped", limit: "time", message };
}

/** JavaScript's engine knows the function for certain, but not the line. */
function placeOf(error: GuestError, { language }: RunRequest): string {
  const frame = error.frames.at(-1);
  if (!frame) return "";
  if (language === "python") return ` in line ${frame.line}`;
  return frame.functionName.startsWith("<") ? "" : ` in ${frame.functionName}()`;
}
