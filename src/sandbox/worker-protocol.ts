import type { RunRequest } from "../core/run/request.ts";
import type { GuestSources } from "./javascript/guest.ts";

/** What a worker is born with. Buffers are shared, so that a new worker costs no copies. */
export interface PythonWorkerData {
  readonly signal: Int32Array;
  readonly engine: Uint8Array;
  readonly library: Uint8Array;
  readonly realmScript: string;
  /** What to start from, as an earlier worker left it. */
  readonly snapshot?: PythonSnapshot;
  /** Whether this worker is to leave one. */
  readonly leavesSnapshot?: boolean;
  readonly packages?: PackageSet;
}

/** Verified packages, in shared memory, and the modules of them to import ahead of the user's code. */
export interface PackageSet {
  readonly files: readonly PackageFile[];
  readonly modules: readonly string[];
}

export interface PackageFile {
  readonly name: string;
  readonly installTo: "site" | "dynlib";
  readonly bytes: Uint8Array;
}

/** An interpreter that has not run any of the user's code. */
export interface PythonSnapshot {
  /** Pyodide's own description of it. */
  readonly header: Uint8Array;
  /** Packed, in shared memory. */
  readonly memory: Uint8Array;
  /** V8's code for the realm's script; only from a worker of this process, since it runs outside of the interpreter. */
  readonly realmCode?: Uint8Array;
}

export interface JavaScriptWorkerData {
  readonly signal: Int32Array;
  readonly engine: Uint8Array;
  /** The memory that every run starts with, as the build left it. */
  readonly memory: Uint8Array;
  /** What is loaded instead where that memory does not fit. */
  readonly sources: GuestSources;
}

export interface RunMessage {
  readonly request: RunRequest;
  readonly console: SharedArrayBuffer;
  /** Python modules that would have come along, if the code had shown that it needs them. */
  readonly obtainable?: readonly string[];
}

export type WorkerMessage =
  | { readonly kind: "ready"; readonly snapshot?: PythonSnapshot | undefined }
  | { readonly kind: "boot-failed"; readonly message: string }
  | ({
      readonly kind: "done";
      readonly elapsedMs: number;
      /** Whether "renewed" follows, before which the engine is not ready for another run. */
      readonly isRenewing: boolean;
    } & RunEnd)
  | {
      readonly kind: "renewed";
      /** How much memory the engine has, if more than when it booted, else 0; absent when it cannot be used again. */
      readonly memoryBytes: number | undefined;
    };

/** How the engine was left, and what the harness in it reported; everything in it is the guest's word. */
export interface RunEnd {
  readonly exit: string;
  /** Whether the engine took notice of the signal to stop. */
  readonly wasInterrupted: boolean;
  /** JSON: `{"kind": "returned" | "threw" | "stopped", …}`; empty when the harness got no further. */
  readonly header: string;
  readonly resultText: string;
}

/** What the host writes into `signal[0]`; Python raises KeyboardInterrupt for it, JavaScript stops. */
export const interruptSignal = 2;
