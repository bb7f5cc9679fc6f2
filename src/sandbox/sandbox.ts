import type { RunOutcome } from "../core/run/outcome.ts";
import type { RunRequest } from "../core/run/request.ts";
import type { Language } from "../core/workflow/code-node.ts";
import { runBounded } from "./bounded-run.ts";
import { type EngineAssets, readJavaScriptAssets } from "./engine-assets.ts";
import { type EngineWorker, startEngine } from "./engine-worker.ts";
import { crashed } from "./outcome-reading.ts";
import type { PackageOptions } from "./packages/package-options.ts";
import { createPythonPackages, type Provision, type WatchPackages } from "./packages/python-packages.ts";
import { createPythonBoot } from "./python/python-boot.ts";
import { readOnce } from "./read-once.ts";
import { whyNoMoreThreads } from "./stuck-threads.ts";
import { createTurnstile } from "./turnstile.ts";
import { createWorkerPool, type WorkerPool } from "./worker-pool.ts";

/** The only place where a node's code is ever run. */
export interface Sandbox {
  /**
   * Runs the request once, in an interpreter that nothing has run in, or that was made as it was then. Whatever the code does is in the outcome; a rejection means
   * that the sandbox itself could not start. More than a few runs at once wait for each other. `onPackages` is told
   * when the run begins and when it ceases to wait for packages, which may take a question and a download.
   */
  run(request: RunRequest, signal?: AbortSignal, onPackages?: WatchPackages): Promise<RunOutcome>;
  /**
   * Starts the language's engine in the background, so that the next run does not wait for it. Resolves when its
   * thread is on its way; that it could not start is for the next run to tell.
   */
  warm(language: Language): Promise<void>;
  /** Ends every thread, and does not wait for one that native code keeps. Runs under way end as crashed; no run may follow. */
  dispose(): Promise<void>;
}

export interface SandboxOptions {
  /** Where the engines are: `dist/sandbox` in the checkout and in the package. */
  readonly assetsFolder: string;
  /** Where Python's memory snapshot is kept for later processes; need not exist yet. Without it they start slowly. */
  readonly cacheFolder?: string;
  /** How Python comes by packages; without it there are none. */
  readonly packages?: PackageOptions;
  /** Without snapshots, every start of Python is a slow one. */
  readonly usesSnapshot?: boolean;
  /** Whether each run is likely to be followed by another, as in an editor, so that the next engine starts at once. */
  readonly expectsMore?: boolean;
  /** How long an engine that nobody uses is kept; each holds about 20 (JavaScript) or 100 (Python) megabytes. */
  readonly maxIdleMs?: number;
}

/** Each Python run may hold some hundred megabytes. */
const maxRunsAtOnce = 4;
const fiveMinutesMs = 5 * 60 * 1000;

export function createSandbox({
  assetsFolder,
  cacheFolder,
  packages: packageOptions,
  usesSnapshot = true,
  expectsMore = false,
  maxIdleMs = fiveMinutesMs,
}: SandboxOptions): Sandbox {
  const python = createPythonBoot({ assetsFolder, cacheFolder, usesSnapshot });
  const pools: Readonly<Record<Language, WorkerPool>> = {
    python: createWorkerPool({ boot: python.boot, maxIdleMs, expectsMore }),
    javascript: createWorkerPool({
      boot: booter(() => readJavaScriptAssets(assetsFolder)),
      maxIdleMs,
      expectsMore,
    }),
  };
  const packages =
    packageOptions &&
    createPythonPackages({
      assetsFolder,
      cacheFolder,
      options: packageOptions,
      boot: python.boot,
      maxIdleMs,
      expectsMore,
    });
  const turnstile = createTurnstile(maxRunsAtOnce);
  const running = new Set<EngineWorker>();
  let isDisposed = false;

  return {
    async run(request, signal, onPackages) {
      const provision = await provide(request, signal, onPackages);
      if (provision.kind === "unavailable") return provision.outcome;
      return turnstile(async () => {
        if (isDisposed) throw new Error("The sandbox has been closed.");
        const refusal = whyNoMoreThreads();
        if (refusal !== undefined) return { ...crashed(refusal), console: [], elapsedMs: 0 };
        const pool = provision.pool ?? pools[request.language];
        const worker = await pool.take(request.limits.memoryBytes);
        running.add(worker);
        let workerIsIdle = false;
        try {
          const run = await runBounded(worker, request, signal, provision.obtainable);
          workerIsIdle = run.workerIsIdle;
          return run.outcome;
        } finally {
          running.delete(worker);
          pool.giveBack(worker, workerIsIdle);
        }
      });
    },
    async warm(language) {
      if (!isDisposed) await pools[language].warm();
    },
    async dispose() {
      isDisposed = true;
      const ended = [...running].map((worker) => worker.end());
      await Promise.all([...ended, pools.python.dispose(), pools.javascript.dispose(), packages?.dispose()]);
      await python.settled();
    },
  };

  /** Outside the turnstile: a question or a download must not hold up other runs. */
  async function provide(
    request: RunRequest,
    signal = new AbortController().signal,
    onPackages?: WatchPackages,
  ): Promise<Provision> {
    if (!packages || request.language !== "python") return { kind: "provided", obtainable: [] };
    return packages.provide(request, signal, onPackages);
  }
}

/** Reads the files once, when they are first needed. */
function booter<Data extends { readonly signal: Int32Array }>(
  read: () => Promise<EngineAssets<Data>>,
): (whenUnderWay?: () => void) => Promise<EngineWorker> {
  const withAssets = readOnce(read);
  return (whenUnderWay) => withAssets(async (assets) => (await startEngine([assets], whenUnderWay)).worker);
}
