import { isWholePack, packMemory } from "../memory-pages.ts";

/**
 * The memory of an engine with everything loaded, so that others start from a copy of it. As a file: the header's
 * length (32 bits, little endian), the header as JSON, the packed memory.
 */
export interface MemoryImage {
  readonly header: ImageHeader;
  /** Packed. */
  readonly memory: Uint8Array;
}

export interface ImageHeader {
  /** Where the engine allocated them; a copy must have done so too. */
  readonly runtimeAt: number;
  readonly contextAt: number;
  /** Where the context keeps the state of `Math.random`. */
  readonly randomStateAt: number;
}

export function takeImage(memory: Uint8Array, header: ImageHeader): MemoryImage {
  return { header, memory: packMemory(memory) };
}

export function writeImage({ header, memory }: MemoryImage, encodeText: (text: string) => Uint8Array): Uint8Array {
  const head = encodeText(JSON.stringify(header));
  const file = new Uint8Array(4 + head.length + memory.length);
  new DataView(file.buffer).setUint32(0, head.length, true);
  file.set(head, 4);
  file.set(memory, 4 + head.length);
  return file;
}

/** Throws when the file is none. */
export function readImage(file: Uint8Array, decodeText: (bytes: Uint8Array) => string): MemoryImage {
  const start = 4 + new DataView(file.buffer, file.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(decodeText(file.slice(4, start))) as ImageHeader;
  const memory = file.subarray(start);
  if (!isWholePack(memory)) throw new Error("The engine's memory image is incomplete.");
  return { header, memory };
}
