/**
 * Memory without its empty pages: three fifths of an interpreter's are. Words (32 bits) come first: the memory's
 * length in bytes, the number of runs of pages, and for each run where it begins and its length in bytes; then
 * the runs' contents.
 */
const pageBytes = 4096;
const wordBytes = 4;

/** In shared memory, so that every worker reads the same copy. The length must be a multiple of a page's. */
export function packMemory(memory: Uint8Array): Uint8Array {
  const runs = fullRuns(memory);
  const wordCount = 2 + 2 * runs.length;
  const contentBytes = runs.reduce((sum, { bytes }) => sum + bytes, 0);
  const packed = new Uint8Array(new SharedArrayBuffer(wordCount * wordBytes + contentBytes));
  new Uint32Array(packed.buffer, 0, wordCount).set([
    memory.length,
    runs.length,
    ...runs.flatMap(({ at, bytes }) => [at, bytes]),
  ]);
  let to = wordCount * wordBytes;
  for (const { at, bytes } of runs) {
    packed.set(memory.subarray(at, at + bytes), to);
    to += bytes;
  }
  return packed;
}

export function unpackedBytes(packed: Uint8Array): number {
  return wordsOf(packed, 1)[0] ?? 0;
}

/** Writes all of the memory; what the target held there before is gone. */
export function unpackMemory(packed: Uint8Array, target: Uint8Array): void {
  const [, runCount = 0] = wordsOf(packed, 2);
  const words = wordsOf(packed, 2 + 2 * runCount);
  let from = words.length * wordBytes;
  let done = 0;
  for (let word = 2; word < words.length; word += 2) {
    const at = words[word] ?? 0;
    const bytes = words[word + 1] ?? 0;
    target.fill(0, done, at);
    target.set(packed.subarray(from, from + bytes), at);
    from += bytes;
    done = at + bytes;
  }
  target.fill(0, done, unpackedBytes(packed));
}

interface PageRun {
  readonly at: number;
  readonly bytes: number;
}

function fullRuns(memory: Uint8Array): readonly PageRun[] {
  const runs: PageRun[] = [];
  let start = -1;
  for (let at = 0; at <= memory.length; at += pageBytes) {
    const isFull = at < memory.length && !isEmpty(memory, at);
    if (isFull && start < 0) start = at;
    if (isFull || start < 0) continue;
    runs.push({ at: start, bytes: Math.min(at, memory.length) - start });
    start = -1;
  }
  return runs;
}

function isEmpty(memory: Uint8Array, at: number): boolean {
  return new Int32Array(memory.buffer, memory.byteOffset + at, pageBytes / wordBytes).every((word) => word === 0);
}

function wordsOf(packed: Uint8Array, count: number): Uint32Array {
  return new Uint32Array(packed.buffer, packed.byteOffset, count);
}
