// An interpreter as it was booted, to which it is put back after a run. What gated code can change is its memory and the
// little that is told here: everything else outside of it is out of reach of the imports that the gate leaves open.
// Found by comparing V8's heap before and after runs, Pyodide 314.0 on Node 20, 2026-11.
import { packMemory, unpackedBytes, unpackMemory } from "../memory-pages.ts";
import type { EngineExports } from "./engine-exports.ts";
import { type EngineFiles, rememberFiles } from "./file-state.ts";
import type { Interpreter } from "./interpreter.ts";

export interface Checkpoint {
  /**
   * Puts the interpreter back, of which nothing may be under way. Gives how many bytes its memory has then, 0 if no more
   * than at the boot; undefined when something has changed that cannot be put back, or too much.
   */
  restore(): number | undefined;
}

/** Every renewal empties what has grown, and it stays with the process: beyond this a new interpreter is cheaper. */
const maxGrownBytes = 64 * 1024 * 1024;

/** Of an interpreter whose gate is locked, before any of the user's code. */
export function takeCheckpoint(files: EngineFiles, exports: EngineExports, python: Interpreter): Checkpoint {
  const memory = exports.memory as WebAssembly.Memory;
  const stackPointer = exports.__stack_pointer as WebAssembly.Global;
  const functions = exports.__indirect_function_table as WebAssembly.Table;
  const image = packMemory(new Uint8Array(memory.buffer));
  const stack = stackPointer.value;
  const calls = functionsIn(functions);
  const references = referencesIn(exports);
  const putFilesBack = rememberFiles(files);
  const forgetLaterTexts = python.rememberTexts();

  return {
    restore() {
      const bootedBytes = unpackedBytes(image);
      const bytes = memory.buffer.byteLength;
      if (bytes > bootedBytes + maxGrownBytes) return undefined;
      if (!isSame(calls, functionsIn(functions)) || !isSame(references, referencesIn(exports))) return undefined;
      const target = new Uint8Array(memory.buffer);
      unpackMemory(image, target);
      target.fill(0, bootedBytes);
      stackPointer.value = stack;
      putFilesBack();
      forgetLaterTexts();
      return bytes > bootedBytes ? bytes : 0;
    },
  };
}

/** What an address of a function stands for: a native library or a callback would add one. */
function functionsIn(table: WebAssembly.Table): readonly unknown[] {
  return Array.from({ length: table.length }, (_, at) => table.get(at));
}

/** The objects of JavaScript that the interpreter holds; the two tables of them say nothing of their length. */
function referencesIn(exports: EngineExports): readonly unknown[] {
  return ["_hiwire_get", "_hiwire_immortal_get"].flatMap((name) => {
    const get = exports[name] as (slot: number) => unknown;
    const found: unknown[] = [];
    try {
      for (;;) found.push(get(found.length));
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    }
    return [...found, name];
  });
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((value, at) => Object.is(value, now[at]));
}
