import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readFacts } from "../../core/languages/all-languages.ts";
import type { RunOutcome } from "../../core/run/outcome.ts";
import type { RunRequest } from "../../core/run/request.ts";
import type { EngineWorker } from "../engine-worker.ts";
import { readOnce } from "../read-once.ts";
import { createWorkerPool, type WorkerPool } from "../worker-pool.ts";
import type { PackageSet } from "../worker-protocol.ts";
import { type NeededPackages, neededPackages, obtainableModules } from "./needed-packages.ts";
import { type PackageLock, readPackageLock } from "./package-lock.ts";
import { DownloadCancelled, type PackageOptions, PackageProblem } from "./package-options.ts";
import { createPackageStore } from "./package-store.ts";

/** Interpreters that have the packages which a node's code imports. */
export interface PythonPackages {
  /** Resolves once every package is at hand, which may have taken a question and a download. */
  provide(request: RunRequest, signal: AbortSignal, onPackages?: WatchPackages): Promise<Provision>;
  dispose(): Promise<void>;
}

export type WatchPackages = (isWaiting: boolean) => void;

export type Provision =
  | {
      readonly kind: "provided";
      /** Undefined when the code needs no packages. */
      readonly pool?: WorkerPool;
      /** Modules that come along only when the code shows that it needs them. */
      readonly obtainable: readonly string[];
    }
  | { readonly kind: "unavailable"; readonly outcome: RunOutcome };

export interface PythonPackagesNeeds {
  /** Holds the lock file that belongs to the engine. */
  readonly assetsFolder: string;
  readonly cacheFolder?: string | undefined;
  readonly options: PackageOptions;
  boot(whenUnderWay: (() => void) | undefined, packages: PackageSet): Promise<EngineWorker>;
  /** How long an interpreter that nobody uses is kept. */
  readonly maxIdleMs: number;
  /** Whether each run is likely to be followed by another. */
  readonly expectsMore: boolean;
}

/**
 * Where Pyodide publishes the packages of this very version: the `indexURL` of its own `loadPyodide`, seen 2026-11.
 * @internal
 */
export const pyodideAddress = "https://cdn.jsdelivr.net/pyodide/v314.0.7/full/";

/** Each may keep an interpreter of more than a hundred megabytes ready. */
const maxPools = 2;

export function createPythonPackages({
  assetsFolder,
  cacheFolder,
  options,
  boot,
  maxIdleMs,
  expectsMore,
}: PythonPackagesNeeds): PythonPackages {
  const store = createPackageStore({
    ...options,
    defaultAddress: options.defaultAddress ?? pyodideAddress,
    cacheFolder: cacheFolder && join(cacheFolder, "python-packages"),
  });
  /** By the hashes of their files; the one used last comes last. */
  const pools = new Map<string, WorkerPool>();
  const closing = new Set<Promise<void>>();
  const withLock = readOnce(() => readLock(assetsFolder, options.lockText));

  return {
    async provide(request, signal, onPackages) {
      const lock = await withLock(async (read) => read);
      const needed = neededBy(request, lock);
      const obtainable = obtainableModules(lock, request.modules, needed);
      if (needed.packages.length === 0) return { kind: "provided", obtainable };
      try {
        return { kind: "provided", pool: await poolFor(needed, signal, onPackages), obtainable };
      } catch (error) {
        return { kind: "unavailable", outcome: outcomeOf(error, signal) };
      }
    },
    async dispose() {
      await Promise.all([...[...pools.values()].map((pool) => pool.dispose()), ...closing]);
    },
  };

  async function poolFor(
    needed: NeededPackages,
    signal: AbortSignal,
    onPackages: WatchPackages | undefined,
  ): Promise<WorkerPool> {
    const key = keyOf(needed);
    const known = pools.get(key);
    const pool = known ?? (await openPool(needed, signal, onPackages));
    pools.delete(key);
    pools.set(key, pool);
    for (const [oldest, unused] of [...pools].slice(0, -maxPools)) {
      pools.delete(oldest);
      const closed = unused.dispose().finally(() => closing.delete(closed));
      closing.add(closed);
    }
    return pool;
  }

  /** Its interpreters start from the verified bytes in memory, whatever becomes of the files. */
  async function openPool(
    { packages, modules }: NeededPackages,
    signal: AbortSignal,
    onPackages: WatchPackages | undefined,
  ): Promise<WorkerPool> {
    onPackages?.(true);
    const contents = await unlessAborted(store.obtain(packages, signal), signal).finally(() => onPackages?.(false));
    const files = packages.map(({ fileName, installTo }, at) => ({
      name: fileName,
      installTo,
      bytes: contents[at] ?? new Uint8Array(),
    }));
    return createWorkerPool({
      boot: (whenUnderWay) => boot(whenUnderWay, { files, modules }),
      maxIdleMs,
      expectsMore,
    });
  }
}

async function readLock(assetsFolder: string, lockText: string | undefined): Promise<PackageLock> {
  return readPackageLock(lockText ?? (await readFile(join(assetsFolder, "python-packages.json"), "utf8")));
}

/** Code that cannot be read ends with its syntax error; nothing is downloaded for it. */
function neededBy({ code, modules, language, imports: known }: RunRequest, lock: PackageLock): NeededPackages {
  if (known) return neededPackages(lock, known, modules);
  const { imports, syntaxErrors } = readFacts(language, code);
  return neededPackages(lock, syntaxErrors.length > 0 ? [] : imports, modules);
}

function keyOf({ packages, modules }: NeededPackages): string {
  return [...packages.map(({ sha256 }) => sha256).sort(), ...modules].join(" ");
}

/** A question that stays open must not keep a stopped run waiting. */
function unlessAborted<Result>(result: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new DownloadCancelled());
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", cancel));
  });
}

function outcomeOf(error: unknown, signal: AbortSignal): RunOutcome {
  const stopped = { kind: "stopped", console: [], elapsedMs: 0 } as const;
  if (error instanceof PackageProblem) return { ...stopped, limit: "packages", message: error.message };
  if (signal.aborted) return { ...stopped, limit: "cancelled", message: "You stopped the run." };
  if (error instanceof DownloadCancelled) {
    return {
      ...stopped,
      limit: "cancelled",
      message: "You cancelled the download of the packages that the code needs.",
    };
  }
  throw error;
}
