import { createHash } from "node:crypto";
import { cachedDataVersionTag } from "node:v8";
import { type EngineAssets, readPythonAssets } from "../engine-assets.ts";
import { type EngineWorker, startEngine } from "../engine-worker.ts";
import { mayTrustOwnFiles } from "../own-files.ts";
import { readOnce } from "../read-once.ts";
import type { PackageSet, PythonSnapshot, PythonWorkerData } from "../worker-protocol.ts";
import { readSnapshot, removeSnapshot, writeSnapshot } from "./snapshot-file.ts";

export interface PythonBootOptions {
  readonly assetsFolder: string;
  /** Where a snapshot outlives the process; without it, and on a build server, it is kept in memory alone. */
  readonly cacheFolder?: string | undefined;
  /** Whether the first interpreter's memory is kept, so that the next ones start from it. */
  readonly usesSnapshot: boolean;
}

export interface PythonBoot {
  /** An interpreter that has these packages, if any. `whenUnderWay`: see the worker pool. */
  boot(whenUnderWay?: () => void, packages?: PackageSet): Promise<EngineWorker>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

/**
 * Boots interpreters. The first one leaves a snapshot of its memory from before any of the user's code; the next
 * ones, and those of later processes, are restored from it, which is several times as quick. When that fails for
 * any reason, the snapshot is dropped and the boot is a normal one.
 */
export function createPythonBoot({ assetsFolder, usesSnapshot, ...options }: PythonBootOptions): PythonBoot {
  const cacheFolder = mayTrustOwnFiles() ? options.cacheFolder : undefined;
  const withAssets = readOnce(() => readHashedAssets(assetsFolder));
  let kept: { readonly key: Buffer; readonly snapshot: PythonSnapshot } | undefined;
  let looking: Promise<void> = Promise.resolve();
  let writing: Promise<void> = Promise.resolve();
  let isMaking = false;

  return {
    boot: (whenUnderWay, packages) => withAssets((assets) => bootFrom(withPackages(assets, packages), whenUnderWay)),
    settled: () => writing,
  };

  async function bootFrom({ assets: normal, hash }: HashedAssets, whenUnderWay?: () => void): Promise<EngineWorker> {
    if (!usesSnapshot) return (await startEngine([normal], whenUnderWay)).worker;
    const key = keyOf(hash);
    const snapshot = await find(key);
    const makes = !snapshot && !isMaking;
    isMaking ||= makes;
    const quicker = snapshot ? { snapshot } : makes ? { leavesSnapshot: true } : undefined;
    const choices = quicker ? [{ ...normal, data: { ...normal.data, ...quicker } }, normal] : [normal];
    try {
      const started = await startEngine(choices, whenUnderWay);
      if (snapshot && started.startedFrom === normal) await drop(key);
      if (started.snapshot) keep(key, started.snapshot);
      return started.worker;
    } finally {
      if (makes) isMaking = false;
    }
  }

  /** Boots that begin together read the file once. */
  async function find(key: Buffer): Promise<PythonSnapshot | undefined> {
    const look = async () => {
      if (kept?.key.equals(key) || cacheFolder === undefined) return;
      const snapshot = await readSnapshot(cacheFolder, key);
      if (snapshot) kept = { key, snapshot };
    };
    looking = looking.then(look, look);
    await looking;
    return kept?.key.equals(key) ? kept.snapshot : undefined;
  }

  function keep(key: Buffer, snapshot: PythonSnapshot): void {
    kept = { key, snapshot };
    if (cacheFolder === undefined) return;
    // A folder that cannot be written costs time, not the run.
    writing = writing.then(() => writeSnapshot(cacheFolder, key, snapshot)).catch(() => {});
  }

  async function drop(key: Buffer): Promise<void> {
    if (kept?.key.equals(key)) kept = undefined;
    if (cacheFolder !== undefined) await removeSnapshot(cacheFolder, key);
  }
}

function withPackages(hashed: HashedAssets, packages: PackageSet | undefined): HashedAssets {
  if (!packages) return hashed;
  return { ...hashed, assets: { ...hashed.assets, data: { ...hashed.assets.data, packages } } };
}

interface HashedAssets {
  readonly assets: EngineAssets<PythonWorkerData>;
  /** Of Pyodide with its build id and its gate (the realm's script), the harness (the worker's) and the library. */
  readonly hash: string;
  /** Never used itself: while it is there, V8 gives its native code to every worker that compiles the same bytes. */
  readonly compiled: Promise<unknown>;
}

async function readHashedAssets(folder: string): Promise<HashedAssets> {
  const assets = await readPythonAssets(folder);
  const { realmScript, library, engine } = assets.data;
  const compiled = WebAssembly.compile(engine).catch(() => {}); // A worker meets the same error, and tells it.
  const hash = createHash("sha256").update(assets.script).update(realmScript).update(library);
  return { assets, hash: hash.update(String(engine.length)).digest("hex"), compiled };
}

/** Of all that a snapshot depends on; the interpreter notes the time zone when it starts. */
function keyOf(assetsHash: string): Buffer {
  const year = new Date().getFullYear();
  const offsets = [0, 6].map((month) => new Date(year, month, 1).getTimezoneOffset());
  // The tag stands for V8's flags and for what the processor can.
  const machine = [process.arch, process.versions.v8, cachedDataVersionTag()];
  const zone = [Intl.DateTimeFormat().resolvedOptions().timeZone, ...offsets];
  return createHash("sha256")
    .update(JSON.stringify([assetsHash, ...machine, ...zone]))
    .digest();
}
