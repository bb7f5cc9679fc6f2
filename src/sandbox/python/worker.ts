import { randomFillSync, randomInt } from "node:crypto";
import { TextDecoder } from "node:util";
import { createContext, Script } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import type { RunRequest } from "../../core/run/request.ts";
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
import { harnessModules } from "./harness-modules.ts";
import { type PackageInstallation, packageAsset } from "./package-install.ts";
import type { PythonRealm, RealmAsset, RealmExit, RealmHost, RunPlan } from "./realm-host.ts";
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
/** What is printed on stdout while the platform's own line is expected. */
let announcement: string | undefined;
let printing: object | undefined;
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
  writeConsole: (descriptor, bytes) => {
    if (announcement === undefined || descriptor !== 1) {
      writeConsole(descriptor === 2 ? "stderr" : "stdout", bytes);
    } else if (announcement.length < maxErrorBytes) announcement += latin1.decode(bytes);
  },
  expectAnnouncement: () => {
    announcement = "";
  },
  announced: (errorBytes) => {
    const isPrinted = announcement?.includes("<<RESULT>>") ?? false;
    announcement = undefined;
    const error = readError(latin1.decode(errorBytes), "call");
    if (error) printing = { kind: "threw", error };
    else if (!isPrinted) printing = { kind: "lost" };
  },
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
  await realm.boot(host, harnessModules, leavesSnapshot, packages ? installationOf(packages) : "");
  port?.on("message", ({ request, console, obtainable = [] }: RunMessage) => {
    const startedAt = clock.now();
    const { modules: policy, entryPoint, awaitsResult, printsResult, limits, ...own } = request;
    const forbiddenStatus = 1_000_000 + randomInt(1_000_000_000);
    requestBytes = encoder.encode(JSON.stringify({ ...own, forbiddenStatus }));
    const print = printsResult && { printsResult };
    planText = JSON.stringify({
      modules: policy,
      entryPoint,
      awaitsResult,
      ...print,
      limits,
      obtainable,
    } satisfies RunPlan);
    writeConsole = createConsoleWriter(console, limits.consoleBytes);
    const exit = namedExit(realm.run(limits.memoryBytes), forbiddenStatus, request.forbiddenCalls);
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
  announcement = undefined;
  printing = undefined;
  writeConsole = () => {};
  let memoryBytes: number | undefined;
  try {
    if (isRenewable && !wasInterrupted && --renewalsLeft >= 0) memoryBytes = realm.renew();
  } catch {
    // It has to be ended.
  }
  post({ kind: "renewed", memoryBytes });
}

/** The interpreter ends with a status of its own for each call that it may not make. */
function namedExit(exit: RealmExit, firstStatus: number, forbiddenCalls: RunRequest["forbiddenCalls"] = []): string {
  const status = /^exited: (\d+)$/.exec(exit)?.[1];
  const call = status === undefined ? undefined : forbiddenCalls[Number(status) - firstStatus];
  return call === undefined ? exit : `forbidden: ${call}`;
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
      return { header: JSON.stringify({ kind, printing }), resultText: latin1.decode(bytes) };
    case "threw":
      return { header: threw(bytes, phase), resultText: "" };
    case "memory":
    case "output":
      return { header: JSON.stringify({ kind: "stopped", limit: kind }), resultText: "" };
  }
}

function threw(bytes: Uint8Array, phase: string): string {
  const error = bytes.length > maxErrorBytes ? undefined : readError(latin1.decode(bytes), phase);
  return error ? JSON.stringify({ kind: "threw", error }) : "";
}

function readError(errorText: string, phase: string): object | undefined {
  try {
    const { type, message, traceback, frames } = Object(JSON.parse(errorText));
    if (![type, message, traceback].every((text) => typeof text === "string")) return undefined;
    return { type, message, traceback, frames, phase };
  } catch {
    return undefined;
  }
}
