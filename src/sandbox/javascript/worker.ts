import { TextEncoder } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { judgeModule } from "../../core/dialects/module-policy.ts";
import type { RunRequest } from "../../core/run/request.ts";
import { createConsoleWriter } from "../console-buffer.ts";
import { silenceThread, stripGlobals } from "../strip-globals.ts";
import type { JavaScriptWorkerData, RunEnd, RunMessage, WorkerMessage } from "../worker-protocol.ts";
import { createEngineMaker } from "./engine.ts";
import { openGuest } from "./guest.ts";
import { type RunClock, runInGuest } from "./guest-run.ts";

// Runs one request after the other, each in an engine of its own.
const port = parentPort;
if (!port) throw new Error("This is a worker.");
const post = (message: WorkerMessage) => port.postMessage(message);
const { signal, engine, modules } = workerData as JavaScriptWorkerData;
const clock = performance;
const encoder = new TextEncoder();
const makeEngine = createEngineMaker(engine);
const smallestMemoryBytes = 16 * 1024 * 1024;

silenceThread();
port.on("message", (message: RunMessage) => {
  const startedAt = clock.now();
  run(message).then(
    (end) => post({ kind: "done", ...end, elapsedMs: clock.now() - startedAt }),
    (error: unknown) => {
      const end = {
        exit: describeFault(error),
        wasInterrupted: Atomics.load(signal, 0) !== 0,
        header: "",
        resultText: "",
      };
      post({ kind: "done", ...end, elapsedMs: clock.now() - startedAt });
    },
  );
});

makeEngine(smallestMemoryBytes).then(
  () => {
    // What the engine's own script still asks for when it makes the next instance.
    stripGlobals(["TextDecoder", "performance", "URL", "console", "crypto"]);
    post({ kind: "ready" });
  },
  (error: unknown) => post({ kind: "boot-failed", message: String(Object(error).stack ?? error) }),
);

async function run({ request, console }: RunMessage): Promise<RunEnd> {
  const fresh = await makeEngine(request.limits.memoryBytes);
  const write = createConsoleWriter(console, request.limits.consoleBytes);
  const time = runClock();
  fresh.runtime.setInterruptHandler(time.isStopped);
  const guest = openGuest(fresh.context, {
    print: (stream, text) => write(stream === "stderr" ? "stderr" : "stdout", encoder.encode(text)),
    now: () => clock.now(),
    judge: (moduleName) => refusal(request, moduleName),
    moduleText: (moduleName) => modules.get(moduleName),
    maxPrintedCharacters: request.limits.consoleBytes,
  });
  return { ...runInGuest(fresh, guest, request, time), wasInterrupted: time.wasStopped() };
}

function runClock(): RunClock {
  let isPardoned = false;
  let wasStopped = false;
  return {
    isStopped: () => {
      const isStopped = !isPardoned && Atomics.load(signal, 0) !== 0;
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

function refusal({ modules: policy }: RunRequest, moduleName: string): string {
  const verdict = judgeModule(policy, moduleName);
  return verdict.allowed ? "" : verdict.reason;
}

/** The engine fails by throwing through its host functions; nothing of it is used again. */
function describeFault(error: unknown): string {
  const { name, message } = Object(error) as { name?: unknown; message?: unknown };
  const text = String(message);
  if (name === "RangeError" && text.includes("call stack")) return "overflowed";
  if (text.includes("OOM") || text.includes("out of memory")) return "memory";
  return `broke: ${text}`;
}
