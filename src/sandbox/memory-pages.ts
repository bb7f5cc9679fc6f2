/**
 * An engine's memory without its empty pages, which are most of it. Words (32 bits, little endian) come first: the
 * memory's length in bytes, the number of runs of pages, and for each run where it begins and its length in bytes;
 * then the runs' contents.
 */
const pageBytes = 4096;
const wordBytes = 4;

/** In shared memory, so that every worker reads the same copy. The length must be a multiple of a page's. */
export function packMemory(memory: Uint8Array): Uint8Array {
  const runs = fullRuns(memory);
  const words = [memory.length, runs.length, ...runs.flatMap(({ at, bytes }) => [at, bytes])];
  const contentBytes = runs.reduce((sum, { bytes }) => sum + bytes, 0);
  const packed = new Uint8Array(new SharedArrayBuffer(words.length * wordBytes + contentBytes));
  const view = new DataView(packed.buffer);
  for (const [index, word] of words.entries()) view.setUint32(index * wordBytes, word, true);
  let to = words.length * wordBytes;
  for (const { at, bytes } of runs) {
    packed.set(memory.subarray(at, at + bytes), to);
    to += bytes;
  }
  return packed;
}

export function unpackedBytes(packed: Uint8Array): number {
  return wordAt(packed, 0);
}

/** Whether nothing of it was cut off. */
export function isWholePack(packed: Uint8Array): boolean {
  const headerBytes = 2 * wordBytes;
  if (packed.length < headerBytes || packed.length < headerBytes + 2 * wordAt(packed, 1) * wordBytes) return false;
  const last = packedRuns(packed).at(-1);
  return packed.length === (last ? last.from + last.bytes : headerBytes);
}

/** Writes all of the memory; what the target held there before is gone. */
export function unpackMemory(packed: Uint8Array, target: Uint8Array): void {
  let done = 0;
  for (const { at, bytes } of packedRuns(packed)) {
    target.fill(0, done, at);
    done = at + bytes;
  }
  target.fill(0, done, unpackedBytes(packed));
  overlayPages(packed, target);
}

/** Writes the full pages alone, into memory in which all others are known to be empty. */
export function overlayPages(packed: Uint8Array, target: Uint8Array): void {
  for (const { at, from, bytes } of packedRuns(packed)) target.set(packed.subarray(from, from + bytes), at);
}

interface PageRun {
  readonly at: number;
  readonly bytes: number;
}

interface PackedRun extends PageRun {
  /** Where its content begins in the pack. */
  readonly from: number;
}

function packedRuns(packed: Uint8Array): readonly PackedRun[] {
  const runCount = wordAt(packed, 1);
  const runs: PackedRun[] = [];
  let from = (2 + 2 * runCount) * wordBytes;
  for (let word = 2; word < 2 + 2 * runCount; word += 2) {
    const bytes = wordAt(packed, word + 1);
    runs.push({ at: wordAt(packed, word), bytes, from });
    from += bytes;
  }
  return runs;
}

function fullRuns(memory: Uint8Array): readonly PageRun[] {
  const words = new Int32Array(memory.buffer, memory.byteOffset, Math.floor(memory.length / wordBytes));
  const runs: PageRun[] = [];
  let start = -1;
  for (let at = 0; at <= memory.length; at += pageBytes) {
    const isFull = at < memory.length && !isEmpty(words, at / wordBytes);
    if (isFull && start < 0) start = at;
    if (isFull || start < 0) continue;
    runs.push({ at: start, bytes: Math.min(at, memory.length) - start });
    start = -1;
  }
  return runs;
}

/** A loop, since most pages are looked at to their end, and there are thousands. */
function isEmpty(words: Int32Array, from: number): boolean {
  for (let at = from; at < from + pageBytes / wordBytes; at++) if (words[at] !== 0) return false;
  return true;
}

function wordAt(packed: Uint8Array, index: number): number {
  return new DataView(packed.buffer, packed.byteOffset).getUint32(index * wordBytes, true);
}
