/**
 * The memory of an engine with everything loaded, so that others start from a copy of it. Only what is not zero is
 * kept. As a file: the header's length (32 bits, little endian), the header as JSON, the bytes of all stretches.
 */
export interface MemoryImage {
  readonly header: ImageHeader;
  /** Of all stretches, one after the other. */
  readonly bytes: Uint8Array;
}

export interface ImageHeader {
  /** Where the engine allocated them; a copy must have done so too. */
  readonly runtimeAt: number;
  readonly contextAt: number;
  /** Where the context keeps the state of `Math.random`. */
  readonly randomStateAt: number;
  readonly memoryBytes: number;
  /** Start and length in bytes. */
  readonly stretches: readonly (readonly [start: number, length: number])[];
}

const blockBytes = 4096;

export function takeImage(memory: Uint8Array, places: Omit<ImageHeader, "memoryBytes" | "stretches">): MemoryImage {
  const stretches: [number, number][] = [];
  for (let start = 0; start < memory.length; start += blockBytes) {
    if (memory.subarray(start, start + blockBytes).every((byte) => byte === 0)) continue;
    const last = stretches.at(-1);
    if (last && last[0] + last[1] === start) last[1] += blockBytes;
    else stretches.push([start, blockBytes]);
  }
  const bytes = new Uint8Array(stretches.reduce((sum, [, length]) => sum + length, 0));
  let at = 0;
  for (const [start, length] of stretches) {
    bytes.set(memory.subarray(start, start + length), at);
    at += length;
  }
  return { header: { ...places, memoryBytes: memory.length, stretches }, bytes };
}

/**
 * Puts the image into the memory of an engine that has just started. What such an engine has written lies in blocks
 * that the image has too, since it grew out of one.
 */
export function putImage({ header, bytes }: MemoryImage, memory: Uint8Array): void {
  let at = 0;
  for (const [start, length] of header.stretches) {
    memory.set(bytes.subarray(at, at + length), start);
    at += length;
  }
}

export function writeImage({ header, bytes }: MemoryImage, encodeText: (text: string) => Uint8Array): Uint8Array {
  const head = encodeText(JSON.stringify(header));
  const file = new Uint8Array(4 + head.length + bytes.length);
  new DataView(file.buffer).setUint32(0, head.length, true);
  file.set(head, 4);
  file.set(bytes, 4 + head.length);
  return file;
}

/** Throws when the file is none. */
export function readImage(file: Uint8Array, decodeText: (bytes: Uint8Array) => string): MemoryImage {
  const start = 4 + new DataView(file.buffer, file.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(decodeText(file.slice(4, start))) as ImageHeader;
  const bytes = file.subarray(start);
  const expected = header.stretches.reduce((sum, [, length]) => sum + length, 0);
  if (bytes.length !== expected) throw new Error("The engine's memory image is incomplete.");
  return { header, bytes };
}
