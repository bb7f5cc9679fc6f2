import { randomFillSync } from "node:crypto";
import { TextDecoder } from "node:util";
import { createContext, Script } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { type ConsoleWriter, createConsoleWriter } from "../console-buffer.ts";
import { packMemory, unpackedBytes, unpackMemory } from "../memory-pages.ts";
import { silenceThread, stripGlobals } from "../strip-globals.ts";
import type {
  PackageSet,
  PythonSnapshot,
  PythonWorkerData,
  RunEnd,
  RunMessage,
  WorkerMessage,
} from "../worker-protocol.ts";
import bridge from "./bridge.py";
import errors from "./errors.py";
import eventLoop from "./event_loop.py";
import harness from "./harness.py";
import { type PackageInstallation, packageAsset } from "./package-install.ts";
import packagesModule from "./packages.py";
import type { PythonRealm, RealmAsset, RealmHost, RunPlan } from "./realm-host.ts";
import { headerBytesOf } from "./snapshot-header.ts";

// One interpreter, and one run after the other: after each it is made what it was when it had booted, or ended.
const port = parentPort;
if (!port) throw new Error("This is a worker.");
const post = (message: WorkerMessage) => port.postMessage(message);
const {
  signal,
  engine,
  library,
  realmScript,
  snapshot,
  leavesSnapshot = false,
  packages,
} = workerData as PythonWorkerData;
const clock = performance;
const later = setImmediate;
/** What native libraries keep outside of the memory has not been looked at. */
const isRenewable = packages?.files.every(({ name }) => name.endsWith("-none-any.whl")) ?? true;
/** A bound for what nobody has thought of; a boot for so many runs costs a millisecond each. */
let renewalsLeft = 200;
const latin1 = new TextDecoder("latin1");

let requestBytes = new Uint8Array();
let writeConsole: ConsoleWriter = () => {};
let planText = "";
const nothingReported: Pick<RunEnd, "header" | "resultText"> = { header: "", resultText: "" };
let report = nothingReported;
let wasInterrupted = false;
let leftMemory: Omit<PythonSnapshot, "realmCode"> | undefined;

const assets: Readonly<Partial<Record<RealmAsset, () => Uint8Array>>> = {
  engine: () => engine,
  "standard-library": () => library,
  "snapshot-header": () => snapshot?.header ?? new Uint8Array(),
  request: () => requestBytes,
  ...Object.fromEntries((packages?.files ?? []).map(({ bytes }, at) => [packageAsset(at), () => bytes])),
};

const host: RealmHost = {
  now: () => clock.now(),
  fillRandom: (target) => void randomFillSync(target),
  sizeOf: (asset) => contentOf(asset).length,
  fill: (asset, target) => target.set(contentOf(asset)),
  takeSignal: () => {
    const taken = Atomics.exchange(signal, 0, 0);
    wasInterrupted ||= taken !== 0;
    return taken;
  },
  snapshotMemoryBytes: () => (snapshot ? unpackedBytes(snapshot.memory) : 0),
  restoreMemory: (target) => {
    if (snapshot) unpackMemory(snapshot.memory, target);
  },
  leaveSnapshot: (bytes) => {
    const at = headerBytesOf(bytes);
    leftMemory = { header: bytes.slice(0, at), memory: packMemory(bytes.subarray(at)) };
  },
  writeConsole: (descriptor, bytes) => writeConsole(descriptor === 2 ? "stderr" : "stdout", bytes),
  planText: () => planText,
  report: (kind, phase, bytes) => {
    report = readReport(kind, phase, bytes);
  },
};

silenceThread();
start().catch((error: unknown) => post({ kind: "boot-failed", message: String(Object(error).stack ?? error) }));

async function start(): Promise<void> {
  const encoder = new TextEncoder();
  const { realm, script } = openRealm();
  const modules = {
    code_nodes_bridge: bridge,
    code_nodes_errors: errors,
    code_nodes_loop: eventLoop,
    code_nodes_packages: packagesModule,
    code_nodes_harness: harness,
  };
  await realm.boot(host, modules, leavesSnapshot, packages ? installationOf(packages) : "");
  port?.on("message", ({ request, console, obtainable = [] }: RunMessage) => {
    const startedAt = clock.now();
    const { modules: policy, entryPoint, awaitsResult, limits, ...own } = request;
    requestBytes = encoder.encode(JSON.stringify(own));
    planText = JSON.stringify({ modules: policy, entryPoint, awaitsResult, limits, obtainable } satisfies RunPlan);
    writeConsole = createConsoleWriter(console, limits.consoleBytes);
    wasInterrupted = false;
    report = nothingReported;
    const exit = realm.run(limits.memoryBytes);
    post({ kind: "done", exit, wasInterrupted, ...report, elapsedMs: clock.now() - startedAt, isRenewing: true });
    // When the answer is on its way, and whatever the run has left to do in this thread has been done.
    later(() => renew(realm));
  });
  stripGlobals();
  // Now it holds what the boot has compiled.
  const left = leftMemory && { ...leftMemory, realmCode: Uint8Array.from(script.createCachedData()) };
  post({ kind: "ready", snapshot: left });
  leftMemory = undefined;
}

function renew(realm: PythonRealm): void {
  requestBytes = new Uint8Array();
  report = nothingReported;
  writeConsole = () => {};
  let memoryBytes: number | undefined;
  try {
    if (isRenewable && !wasInterrupted && --renewalsLeft >= 0) memoryBytes = realm.renew();
  } catch {
    // It has to be ended.
  }
  post({ kind: "renewed", memoryBytes });
}

function contentOf(asset: RealmAsset): Uint8Array {
  const read = assets[asset];
  if (!read) throw new Error(`There is no ${asset}.`);
  return read();
}

function installationOf({ files, modules }: PackageSet): string {
  const installation: PackageInstallation = {
    files: files.map(({ name, installTo }) => ({ name, installTo })),
    modules,
  };
  return JSON.stringify(installation);
}

/** For an error's message and traceback. */
const maxErrorBytes = 4 * 1024 * 1024;

/** A realm without any object of Node; the script's only name is the realm's interface. */
function openRealm(): { readonly realm: PythonRealm; readonly script: Script } {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: true } });
  const script = new Script(realmScript, {
    filename: "python-realm.js",
    ...(snapshot?.realmCode && { cachedData: snapshot.realmCode }),
  });
  script.runInContext(context);
  const realm = new Script("realm").runInContext(context) as PythonRealm;
  Reflect.deleteProperty(context, "realm");
  return { realm, script };
}

/** The header is the host's own: of what the guest wrote, it holds an error's description at most. */
function readReport(
  kind: Parameters<RealmHost["report"]>[0],
  phase: string,
  bytes: Uint8Array,
): Pick<RunEnd, "header" | "resultText"> {
  switch (kind) {
    case "returned":
      return { header: JSON.stringify({ kind }), resultText: latin1.decode(bytes) };
    case "threw":
      return { header: bytes.length > maxErrorBytes ? "" : threw(latin1.decode(bytes), phase), resultText: "" };
    case "memory":
    case "output":
      return { header: JSON.stringify({ kind: "stopped", limit: kind }), resultText: "" };
  }
}

function threw(errorText: string, phase: string): string {
  try {
    const { type, message, traceback, frames } = Object(JSON.parse(errorText));
    if (![type, message, traceback].every((text) => typeof text === "string")) return "";
    return JSON.stringify({ kind: "threw", error: { type, message, traceback, frames, phase } });
  } catch {
    return "";
  }
}
