import { Worker } from "node:worker_threads";
import type { EngineAssets } from "./engine-assets.ts";
import { endThread } from "./stuck-threads.ts";
import { interruptSignal, type PythonSnapshot, type RunMessage, type WorkerMessage } from "./worker-protocol.ts";

/** A thread with a booted engine in it. At rest, it does not keep the process alive. */
export interface EngineWorker {
  run(message: RunMessage): Promise<RunEvent>;
  /** After a run: whether the engine is as it was when it had booted, so that it can run other code. */
  whenRenewed(): Promise<boolean>;
  /** More than it had when it booted; 0 otherwise. A limit below that would not hold. */
  memoryBytes(): number;
  /** Asks the engine to stop where it is; code can resist. */
  interrupt(): void;
  /** Ends the thread, whatever it does; resolves also when native code keeps it for longer than anyone may wait. */
  end(): Promise<void>;
}

export type RunEvent =
  | Extract<WorkerMessage, { kind: "done" }>
  | { readonly kind: "ended"; readonly cause: "memory" | "crash"; readonly message: string };

type EngineEvent = RunEvent | Extract<WorkerMessage, { kind: "ready" }>;

export interface StartedEngine<Assets> {
  readonly worker: EngineWorker;
  readonly startedFrom: Assets;
  /** What the engine left for others to start from. */
  readonly snapshot: PythonSnapshot | undefined;
}

/**
 * Starts a thread that has no environment, no files and no way to start anything, as far as this Node can do that.
 * Of several assets, the first that work are taken. `whenUnderWay`: see the worker pool.
 */
export async function startEngine<Assets extends EngineAssets<{ readonly signal: Int32Array }>>(
  choices: readonly Assets[],
  whenUnderWay: () => void = () => {},
): Promise<StartedEngine<Assets>> {
  for (;;) {
    const flag = permissionFlag;
    let failure: unknown;
    for (const startedFrom of choices) {
      try {
        return { ...(await boot(startedFrom, flag, whenUnderWay)), startedFrom };
      } catch (error) {
        failure = error;
      }
    }
    if (flag === undefined) throw failure;
    // Only the flag is given up; the realm and the engine's own walls stay.
    if (permissionFlag === flag) permissionFlag = undefined;
  }
}

let permissionFlag = ["--permission", "--experimental-permission"].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

/** The deepest recursion in an engine's own code becomes an error of the run instead of the end of the thread. */
const stackSizeMb = 64;
const maxOldGenerationSizeMb = 512;

async function boot(
  { script, data }: EngineAssets<{ readonly signal: Int32Array }>,
  flag: string | undefined,
  whenUnderWay: () => void,
): Promise<Omit<StartedEngine<unknown>, "startedFrom">> {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(script, {
    eval: true,
    env: {},
    // Node warns about the flag; what a thread prints unread keeps the process alive.
    execArgv: flag === undefined ? [] : [flag, "--no-warnings"],
    workerData: { ...data, signal },
    resourceLimits: { stackSizeMb, maxOldGenerationSizeMb },
    stdin: false,
    stdout: true,
    stderr: true,
  });
  let settle: (event: EngineEvent) => void = () => {};
  const next = () =>
    new Promise<EngineEvent>((resolve) => {
      settle = resolve;
    });
  const booted = next();
  let hasEnded: RunEvent | undefined;
  let memoryBytes = 0;
  let isEnding = false;
  const rest = () => {
    if (!isEnding) worker.unref();
  };
  let settleRenewal: (isRenewed: boolean) => void = () => {};
  let renewal = Promise.resolve(true);
  worker.on("message", (message: WorkerMessage) => {
    if (message.kind === "renewed") {
      memoryBytes = message.memoryBytes ?? 0;
      settleRenewal(message.memoryBytes !== undefined);
      rest();
      return;
    }
    if (message.kind === "done" && !message.isRenewing) settleRenewal(true);
    settle(message.kind === "boot-failed" ? { kind: "ended", cause: "crash", message: message.message } : message);
  });
  worker.on("error", (error: NodeJS.ErrnoException) =>
    settle({
      kind: "ended",
      cause: error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "crash",
      message: String(error.message),
    }),
  );
  worker.on("exit", (code) => {
    hasEnded = { kind: "ended", cause: "crash", message: `its thread ended with code ${code}` };
    settle(hasEnded);
    settleRenewal(false);
  });

  whenUnderWay();
  const first = await booted;
  worker.unref();
  if (first.kind !== "ready") {
    await endThread(worker);
    throw new Error(`The sandbox's engine did not start: ${first.kind === "ended" ? first.message : first.kind}`);
  }
  const engine: EngineWorker = {
    async run(message) {
      if (hasEnded) return hasEnded; // While it was a spare; it would never answer.
      Atomics.store(signal, 0, 0);
      worker.ref();
      const event = next();
      renewal = new Promise((resolve) => {
        settleRenewal = resolve;
      });
      worker.postMessage(message);
      const end = await event;
      // The next run may wait for the renewal.
      if (end.kind !== "done" || !end.isRenewing) rest();
      return end.kind === "ready" ? { kind: "ended", cause: "crash", message: "it started anew" } : end;
    },
    whenRenewed: () => renewal,
    memoryBytes: () => memoryBytes,
    interrupt() {
      Atomics.store(signal, 0, interruptSignal);
      Atomics.notify(signal, 0);
    },
    async end() {
      // Until it is gone it keeps the process alive, even if its last word arrives meanwhile.
      isEnding = true;
      await endThread(worker);
    },
  };
  return { worker: engine, snapshot: first.snapshot };
}
