import type { GuestError } from "../../core/run/outcome.ts";
import type { RunRequest } from "../../core/run/request.ts";

/**
 * What Pyodide's realm gets from the worker around it. Only primitives come back, and bytes are written into
 * arrays of the realm, so that no object of the worker ever enters.
 */
export interface RealmHost {
  /** Milliseconds. */
  now(): number;
  fillRandom(target: Uint8Array): void;
  sizeOf(asset: RealmAsset): number;
  fill(asset: RealmAsset, target: Uint8Array): void;
  /** The number of a pending signal (2 interrupts), or 0; taking it clears it. */
  takeSignal(): number;
  /** How much memory the snapshot was taken of. */
  snapshotMemoryBytes(): number;
  /** Writes all of the snapshot's memory. */
  restoreMemory(target: Uint8Array): void;
  leaveSnapshot(bytes: Uint8Array): void;
  writeConsole(descriptor: number, bytes: Uint8Array): void;
  /** What is printed on stdout from now on belongs to the platform's own last line. */
  expectAnnouncement(): void;
  /** It was printed, or not: then with the error's description. */
  announced(errorBytes: Uint8Array): void;
  /** What the code is held to, as the JSON of a `RunPlan`. */
  planText(): string;
  /** Of the run under way, once, when all of its code has ended. */
  report(kind: ReportKind, phase: GuestError["phase"], bytes: Uint8Array): void;
}

/** What the realm itself decides by, out of the interpreter's reach. */
export type RunPlan = Pick<RunRequest, "modules" | "entryPoint" | "awaitsResult" | "printsResult" | "limits"> & {
  readonly obtainable: readonly string[];
};

/** "returned" comes with the result's JSON text, "threw" with the error's description; the others with nothing. */
export type ReportKind = "returned" | "threw" | "memory" | "output";

export type RealmAsset = "engine" | "standard-library" | "snapshot-header" | "request" | PackageAsset;
/** By its place in the installation. */
export type PackageAsset = `package-${number}`;

/** How a run left the interpreter; what the code itself did is in the report. */
export type RealmExit =
  | "finished"
  | "overflowed"
  | "memory"
  /** It called a closed import. */
  | `left: ${string}`
  | `exited: ${string}`
  | `broke: ${string}`;

export interface PythonRealm {
  /**
   * Boots an interpreter, from the host's snapshot unless that is empty, and locks its gate; gives Pyodide's version.
   * `installation` is the JSON of a `PackageInstallation`, or "".
   */
  boot(
    host: RealmHost,
    harness: Readonly<Record<string, string>>,
    leavesSnapshot: boolean,
    installation: string,
  ): Promise<string>;
  /** Runs the request that the host holds ready: once after the boot, and once after each renewal. */
  run(memoryBytes: number): RealmExit;
  /**
   * Makes the interpreter what it was when it had booted, after a run that left it in order. Gives how many bytes its
   * memory has if that is more than then, else 0; undefined when the interpreter has to be ended.
   */
  renew(): number | undefined;
}

let current: RealmHost | undefined;

/** Wraps each function of the worker, so that neither its results nor its errors are objects of the worker. */
export function enterRealm(host: RealmHost): void {
  const call = <T>(action: () => T): T => {
    try {
      return action();
    } catch {
      throw new Error("The sandbox's host failed.");
    }
  };
  current = {
    now: () => call(() => Number(host.now())),
    fillRandom: (target) => call(() => void host.fillRandom(target)),
    sizeOf: (asset) => call(() => Number(host.sizeOf(asset))),
    fill: (asset, target) => call(() => void host.fill(asset, target)),
    takeSignal: () => call(() => Number(host.takeSignal())),
    snapshotMemoryBytes: () => call(() => Number(host.snapshotMemoryBytes())),
    restoreMemory: (target) => call(() => void host.restoreMemory(target)),
    leaveSnapshot: (bytes) => call(() => void host.leaveSnapshot(bytes)),
    writeConsole: (descriptor, bytes) => call(() => void host.writeConsole(descriptor, bytes)),
    expectAnnouncement: () => call(() => void host.expectAnnouncement()),
    announced: (errorBytes) => call(() => void host.announced(errorBytes)),
    planText: () => call(() => String(host.planText())),
    report: (kind, phase, bytes) => call(() => void host.report(kind, phase, bytes)),
  };
}

export function realmHost(): RealmHost {
  if (!current) throw new Error("The realm has not been entered.");
  return current;
}

/** A copy, in an array of this realm. */
export function readAsset(asset: RealmAsset): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(realmHost().sizeOf(asset));
  realmHost().fill(asset, bytes);
  return bytes;
}
