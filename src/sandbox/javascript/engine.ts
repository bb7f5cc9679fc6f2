import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSRuntime,
} from "quickjs-emscripten";

export interface FreshEngine {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
}

const pageBytes = 65536;
const initialPages = 256;
/** Deep enough for real recursion, and far below what the thread's own stack allows. */
const maxStackBytes = 1024 * 1024;

/** Makes engines that share nothing but their compiled code: a new wasm instance and memory for each. */
export function createEngineMaker(engineBytes: Uint8Array): (memoryBytes: number) => Promise<FreshEngine> {
  const wasmModule = new WebAssembly.Module(engineBytes.slice());
  return async (memoryBytes) => {
    const maximum = Math.max(initialPages, Math.ceil(memoryBytes / pageBytes));
    const wasmMemory = new WebAssembly.Memory({ initial: initialPages, maximum });
    const quickJs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule, wasmMemory } as never));
    const runtime = quickJs.newRuntime();
    runtime.setMemoryLimit(memoryBytes);
    runtime.setMaxStackSize(maxStackBytes);
    return { runtime, context: runtime.newContext() };
  };
}
