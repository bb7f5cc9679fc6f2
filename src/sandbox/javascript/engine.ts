import { randomFillSync } from "node:crypto";
import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSRuntime,
} from "quickjs-emscripten";
import { overlayPages, unpackedBytes } from "../memory-pages.ts";
import type { MemoryImage } from "./memory-image.ts";

export interface FreshEngine {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly memory: WebAssembly.Memory;
  /** Whether the guest is in its memory already. */
  readonly isPrepared: boolean;
}

export type EngineMaker = (memoryBytes: number) => Promise<FreshEngine>;

const pageBytes = 65536;
const initialPages = 256;
/** Deep enough for real recursion, and far below what the thread's own stack allows. */
const maxStackBytes = 1024 * 1024;

/**
 * Makes engines that share nothing but their compiled code: a new wasm instance and memory for each. With an image
 * they begin as copies of the engine that it was taken from, if they allocate as that one did.
 */
export function createEngineMaker(engineBytes: Uint8Array, image?: MemoryImage): EngineMaker {
  const wasmModule = new WebAssembly.Module(engineBytes.slice());
  const firstPages = Math.max(initialPages, Math.ceil((image ? unpackedBytes(image.memory) : 0) / pageBytes));
  return async (memoryBytes) => {
    const maximum = Math.max(firstPages, Math.ceil(memoryBytes / pageBytes));
    const memory = new WebAssembly.Memory({ initial: firstPages, maximum });
    const settings = { wasmModule, wasmMemory: memory } as never;
    const quickJs = await newQuickJSWASMModuleFromVariant(newVariant(variant, settings));
    const runtime = quickJs.newRuntime();
    const context = runtime.newContext();
    const isPrepared = image !== undefined && isLaidOutAs(image, runtime, context);
    if (isPrepared) startFrom(image, memory);
    runtime.setMemoryLimit(memoryBytes);
    runtime.setMaxStackSize(maxStackBytes);
    return { runtime, context, memory, isPrepared };
  };
}

/** Where an engine allocated what its owner points to. */
export function placesOf(runtime: QuickJSRuntime, context: QuickJSContext) {
  return { runtimeAt: pointer(runtime, "rt"), contextAt: pointer(context, "ctx") };
}

function pointer(owner: object, name: string): number {
  return Number((Reflect.get(owner, name) as { readonly value?: unknown } | undefined)?.value ?? Number.NaN);
}

function isLaidOutAs({ header }: MemoryImage, runtime: QuickJSRuntime, context: QuickJSContext): boolean {
  const { runtimeAt, contextAt } = placesOf(runtime, context);
  return runtimeAt === header.runtimeAt && contextAt === header.contextAt;
}

function startFrom({ header, memory: packed }: MemoryImage, memory: WebAssembly.Memory): void {
  const bytes = new Uint8Array(memory.buffer);
  // What an engine has written at its start lies in pages that the image has too, since it grew out of such a start.
  overlayPages(packed, bytes);
  const { randomStateAt } = header;
  randomFillSync(bytes, randomStateAt, 8);
  // The generator never leaves zero.
  bytes[randomStateAt] = (bytes[randomStateAt] ?? 0) | 1;
}
