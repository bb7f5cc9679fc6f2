// Runs inside a realm of its own, which holds the ECMAScript globals and nothing else.
import "./realm-globals.ts"; // Before Pyodide.

import { loadPyodide, type PyodideInterface } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";
import { type Checkpoint, takeCheckpoint } from "./checkpoint.ts";
import type { EngineExports } from "./engine-exports.ts";
import type { EngineFiles } from "./file-state.ts";
import { gateImports, type ImportGate } from "./import-gate.ts";
import { installImportJudge } from "./import-judge.ts";
import { type InterpreterModule, openInterpreter } from "./interpreter.ts";
import { createNodeRun, type NodeRun } from "./node-run.ts";
import { importPackages, installPackages, type PackageInstaller } from "./package-install.ts";
import { enterRealm, type PythonRealm, type RealmExit, type RunPlan, readAsset, realmHost } from "./realm-host.ts";
import { lendHeaderDecoder, withoutMemory } from "./snapshot-header.ts";

interface PyodideInternals {
  readonly _module: EngineModule;
  readonly _api: PackageInstaller & { readonly config: { _loadSnapshot: Uint8Array | undefined } };
}

/** The parts of Emscripten's module that are used here. */
interface EngineModule extends InterpreterModule {
  readonly FS: EngineFiles;
}

let engine: EngineModule;
let gate: ImportGate;
let nodeRun: NodeRun;
let checkpoint: Checkpoint;
/** Whether the last run left the interpreter in order. */
let isInOrder = false;
let memoryCapBytes = Number.POSITIVE_INFINITY;
let wasRefusedMemory = false;

export const boot: PythonRealm["boot"] = async (host, harness, leavesSnapshot, installation) => {
  enterRealm(host);
  const header = readAsset("snapshot-header");
  const isRestored = header.length > 0;
  let decoder: ReturnType<typeof lendHeaderDecoder> | undefined;
  let memory: WebAssembly.Memory | undefined;
  let exports: EngineExports = {};
  gateTheNextInstance(isRestored ? realmHost().snapshotMemoryBytes() : 0, (instance) => {
    exports = instance.exports as unknown as EngineExports;
    memory = instance.exports.memory;
    if (isRestored) decoder = lendHeaderDecoder();
  });
  const restoreMemory = () => {
    if (memory) realmHost().restoreMemory(new Uint8Array(memory.buffer));
  };
  const pyodide = await loadPyodide({
    indexURL: "/engine/",
    stdLibURL: "/engine/library.zip",
    jsglobals: Object.create(null),
    lockFileContents: { info, packages: {} },
    createPyodideModule,
    ...(isRestored ? { _loadSnapshot: withoutMemory(header, restoreMemory) } : {}),
    ...(leavesSnapshot ? { _makeSnapshot: true } : {}),
  } as never);
  decoder?.takeBack();
  const { _module, _api } = pyodide as unknown as PyodideInternals;
  engine = _module;
  _api.config._loadSnapshot = undefined; // Or it would be held as long as the interpreter.
  if (!isRestored) loadHarness(pyodide, harness);
  if (leavesSnapshot) leaveSnapshot(pyodide);
  const packages = await installPackages(_api, installation);
  connectStreams(pyodide);
  pyodide.runPython("import code_nodes_harness; code_nodes_harness.prepare(); globals().clear()");
  importPackages(pyodide, packages);
  const python = openInterpreter(engine, exports);
  nodeRun = createNodeRun(python, installImportJudge(python));
  gate.lock();
  checkpoint = takeCheckpoint(engine.FS, exports, python);
  return pyodide.version;
};

export const run: PythonRealm["run"] = (memoryBytes) => {
  memoryCapBytes = memoryBytes;
  isInOrder = false;
  wasRefusedMemory = false;
  engine.FS.writeFile("/request.json", readAsset("request"));
  let exit: RealmExit = "finished";
  try {
    nodeRun.run(JSON.parse(realmHost().planText()) as RunPlan);
  } catch (error) {
    exit = describeExit(error);
  }
  const violation = gate.violation();
  isInOrder = exit === "finished" && violation === "" && !wasRefusedMemory;
  return violation ? `left: ${violation}` : exit;
};

export const renew: PythonRealm["renew"] = () => {
  const grownBytes = isInOrder ? checkpoint.restore() : undefined;
  isInOrder = false;
  return grownBytes !== undefined && nodeRun.renew() ? grownBytes : undefined;
};

/**
 * Before anything that belongs to one interpreter: files and streams are not in the snapshot. The gate is around the
 * imports already, as it is when the snapshot is restored; otherwise the function table would be another.
 */
function leaveSnapshot(pyodide: PyodideInterface): void {
  pyodide.runPython("import code_nodes_harness; code_nodes_harness.preload(); globals().clear()");
  realmHost().leaveSnapshot((pyodide as unknown as { makeMemorySnapshot(): Uint8Array }).makeMemorySnapshot());
}

/** Pyodide takes its streaming path; what it instantiates is gated and its memory capped before it starts. */
function gateTheNextInstance(memoryBytes: number, whenInstantiated: (instance: WebAssembly.Instance) => void): void {
  const instantiate = async (_response: unknown, imports: WebAssembly.Imports) => {
    let memory: WebAssembly.Memory | undefined;
    gate = gateImports(imports.env, () => memory);
    const module = new WebAssembly.Module(readAsset("engine"));
    const instance = new WebAssembly.Instance(module, imports);
    memory = instance.exports.memory;
    growTo(memoryBytes, memory);
    whenInstantiated(instance);
    capGrowth(instance.exports.memory);
    return { module, instance };
  };
  Object.defineProperty(WebAssembly, "instantiateStreaming", { value: instantiate, configurable: true });
}

function growTo(bytes: number, memory: WebAssembly.Memory): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
}

const pageBytes = 65536;

/** The engine grows its memory only through this method; a refusal is a MemoryError in Python. */
function capGrowth(memory: WebAssembly.Memory): void {
  const grow = WebAssembly.Memory.prototype.grow.bind(memory);
  Object.defineProperty(memory, "grow", {
    value: (pages: number) => {
      wasRefusedMemory = memory.buffer.byteLength + pages * pageBytes > memoryCapBytes;
      if (wasRefusedMemory) throw new RangeError("memory limit");
      return grow(pages);
    },
  });
}

function connectStreams(pyodide: PyodideInterface): void {
  const host = realmHost();
  const print = (descriptor: number) => ({
    isatty: false,
    write: (bytes: Uint8Array) => {
      host.writeConsole(descriptor, bytes);
      return bytes.length;
    },
  });
  pyodide.setStdin({ stdin: () => null });
  pyodide.setStdout(print(1));
  pyodide.setStderr(print(2));
  pyodide.setInterruptBuffer(signals as unknown as Uint8Array);
}

/** The interpreter reads element 0 and then writes 0 to it. */
const signals = {
  get 0() {
    return realmHost().takeSignal();
  },
  set 0(_cleared: number) {},
};

function loadHarness(pyodide: PyodideInterface, harness: Readonly<Record<string, string>>): void {
  for (const [moduleName, text] of Object.entries(harness)) {
    engine.FS.writeFile(`/${moduleName}.py`, text);
    pyodide.runPython(`
import os, sys, types
module = sys.modules["${moduleName}"] = types.ModuleType("${moduleName}")
with open("/${moduleName}.py", encoding="utf-8") as file:
    exec(compile(file.read(), "<sandbox>", "exec"), module.__dict__)
os.unlink("/${moduleName}.py")
`);
  }
}

function describeExit(error: unknown): RealmExit {
  const { name, message, status } = Object(error) as { name?: unknown; message?: unknown; status?: unknown };
  if (name === "ExitStatus") return `exited: ${String(status)}`;
  if (name === "RangeError" && String(message).includes("call stack")) return "overflowed";
  // Not every place in the interpreter survives that.
  if (wasRefusedMemory) return "memory";
  return `broke: ${String(message)}`;
}
