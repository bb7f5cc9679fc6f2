import { TextDecoder, TextEncoder } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { judgeModule } from "../../core/contract/module-policy.ts";
import type { RunRequest } from "../../core/run/request.ts";
import { createConsoleWriter } from "../console-buffer.ts";
import { silenceThread, stripGlobals } from "../strip-globals.ts";
import type { JavaScriptWorkerData, RunEnd, RunMessage, WorkerMessage } from "../worker-protocol.ts";
import { createEngineMaker } from "./engine.ts";
import { createEngineSpare } from "./engine-spare.ts";
import { loadGuest, openGuest } from "./guest.ts";
import { wordsForCaught } from "./guest-error.ts";
import { prepareCode, runInGuest } from "./guest-run.ts";
import { type HostFunction, hostFunctions } from "./host/host-functions.ts";
import { hostLimits } from "./host/limits.ts";
import { text, whole } from "./host/reading.ts";
import { regExpWords } from "./host/reg-exp-words.ts";
import { type MemoryImage, readImage } from "./memory-image.ts";
import { prepareMemory } from "./prepare-memory.ts";
import type { RunClock } from "./run-state.ts";

// Runs one request after the other, each in an engine of its own.
const port = parentPort;
if (!port) throw new Error("This is a worker.");
const post = (message: WorkerMessage) => port.postMessage(message);
const { signal, engine, memory, sources } = workerData as JavaScriptWorkerData;
const clock = performance;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
let spare = createEngineSpare(createEngineMaker(engine, imageIn(memory)));
/** What most runs may take; others wait a moment for their engine. */
const usualMemoryBytes = 256 * 1024 * 1024;

silenceThread();
port.on("message", (message: RunMessage) => {
  const startedAt = clock.now();
  const finish = (end: RunEnd) => {
    post({ kind: "done", ...end, elapsedMs: clock.now() - startedAt, isRenewing: false });
    spare.prepare(message.request.limits.memoryBytes);
  };
  run(message).then(finish, (error: unknown) => {
    const wasInterrupted = Atomics.load(signal, 0) !== 0;
    finish({ exit: describeFault(error), wasInterrupted, header: "", resultText: "" });
  });
});

boot().then(
  () => {
    // What the engine's own script still asks for when it makes the next instance.
    stripGlobals(["TextDecoder", "performance", "URL", "console", "crypto"]);
    post({ kind: "ready" });
  },
  (error: unknown) => post({ kind: "boot-failed", message: String(Object(error).stack ?? error) }),
);

/** An image that does not fit this engine is made anew, here and for this worker alone. */
async function boot(): Promise<void> {
  const first = await spare.prepare(usualMemoryBytes);
  if (first.isPrepared) return;
  const image = imageIn(await prepareMemory(engine, sources));
  spare = createEngineSpare(createEngineMaker(engine, image));
  await spare.prepare(usualMemoryBytes);
}

async function run({ request, console }: RunMessage): Promise<RunEnd> {
  const fresh = await spare.take(request.limits.memoryBytes);
  const write = createConsoleWriter(console, request.limits.consoleBytes);
  const time = runClock();
  if (!fresh.isPrepared) loadGuest(fresh.context, sources);
  fresh.runtime.setInterruptHandler(time.isStopped);
  const prepared = prepareCode(request);
  const functions = new Map<string, HostFunction>([
    ...hostFunctions(),
    ["regExpWords", regExpWords],
    ["words", (thrown) => wordsForCaught(thrown, prepared.source)],
    ["now", () => clock.now()],
    [
      "judge",
      (moduleName) => {
        const name = text(moduleName, hostLimits.moduleNameCharacters);
        const verdict = judgeModule(request.modules, name);
        if (verdict.allowed) return "";
        return verdict.endsTheProgram ? time.end(`forbidden: require:${name}`) : verdict.reason;
      },
    ],
    ["forbidden", (call) => time.end(`forbidden: ${text(call, hostLimits.moduleNameCharacters)}`)],
    ["exit", (status) => time.end(`ended: ${whole(status, 0, 255)}`)],
    [
      "print",
      (printed) => {
        const { stream, line } = Object(printed) as Record<string, unknown>;
        write(stream === "stderr" ? "stderr" : "stdout", encoder.encode(text(line)));
      },
    ],
  ]);
  const { consoleBytes } = request.limits;
  const guest = openGuest(fresh.context, functions, {
    globals: request.globals,
    absentNames: request.absentNames ?? [],
    maxPrintedCharacters: consoleBytes,
    forbiddenCalls: request.forbiddenCalls ?? [],
    nodeVersion: request.languageVersion ?? "",
  });
  try {
    const end = runInGuest(fresh, guest, request, time, prepared);
    const ending = time.ending();
    if (ending !== undefined) return { exit: ending, header: "", resultText: "", wasInterrupted: false };
    return { ...end, wasInterrupted: time.wasStopped() };
  } catch (error) {
    throw isNearlyFull(fresh.memory, request) ? new Error("out of memory") : error;
  }
}

/** QuickJS does not check each of its allocations: with nothing left, one may end in a wild access instead. */
function isNearlyFull({ buffer }: WebAssembly.Memory, { limits }: RunRequest): boolean {
  return buffer.byteLength > limits.memoryBytes * 0.8;
}

function imageIn(file: Uint8Array): MemoryImage | undefined {
  try {
    return readImage(file, (bytes) => decoder.decode(bytes));
  } catch {
    return undefined;
  }
}

interface EndingClock extends RunClock {
  /** Stops the engine, which waits for that: the program ends itself, or the platform ends it. */
  end(exit: string): undefined;
  ending(): string | undefined;
}

function runClock(): EndingClock {
  let isPardoned = false;
  let wasStopped = false;
  let ending: string | undefined;
  return {
    end: (exit) => {
      ending ??= exit;
    },
    ending: () => ending,
    isStopped: () => {
      const isStopped = !isPardoned && (ending !== undefined || Atomics.load(signal, 0) !== 0);
      wasStopped ||= isStopped;
      return isStopped;
    },
    wasStopped: () => wasStopped,
    pardon: () => {
      isPardoned = true;
    },
    sleep: (ms) => void Atomics.wait(signal, 0, 0, ms),
  };
}

/** The engine fails by throwing through its host functions; nothing of it is used again. */
function describeFault(error: unknown): string {
  const { name, message } = Object(error) as { name?: unknown; message?: unknown };
  const text = String(message);
  if (name === "RangeError" && text.includes("call stack")) return "overflowed";
  if (text.includes("OOM") || text.includes("out of memory")) return "memory";
  return `broke: ${text}`;
}
