// The way to a file that the user names on the command line. It may lie anywhere, but a pattern such as *.yml also names
// whatever a stranger's folder brings along: a pipe without a writer, or a link to a device.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { errnoOf } from "./errno.ts";

/** More than any text that is looked at in one piece; devices such as /dev/zero have no end. */
export const maxChosenFileBytes = 256 * 1024 * 1024;

/**
 * The bytes of a regular file, or all that comes from a stream which the shell has opened for this program: /dev/stdin,
 * or /dev/fd/63 for `<(…)`. Only for these it waits; they can be read once, and are remembered. Throws the file system's
 * error, or one whose message is the end of a sentence that names the file, with the remedy.
 */
export function readChosenFile(path: string): Uint8Array {
  const stream = openedStream(path);
  if (stream !== undefined) return readOnce(stream);
  const file = opened(path);
  try {
    const about = fstatSync(file);
    // A folder cannot be read, which the file system itself says.
    if (!about.isFile() && !about.isDirectory()) {
      throw new Error(irregular);
    }
    if (about.size > maxChosenFileBytes) throw tooLarge();
    return readWhole(file);
  } finally {
    closeSync(file);
  }
}

const irregular = "it is no regular file. Name an ordinary file, or /dev/stdin.";

function opened(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw errnoOf(error) === "ENXIO" ? new Error(irregular) : error; // A socket cannot even be opened.
  }
}

/** Whether the path names such a stream, beside which there is no place for other files. */
export function isStream(path: string): boolean {
  return openedStream(path) !== undefined;
}

/** By the very name that a shell gives it: a link of another name may come from anybody. */
function openedStream(path: string): number | undefined {
  if (path === "/dev/stdin") return 0;
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d{1,6})$/.exec(path)?.[1];
  return number === undefined || process.platform === "win32" ? undefined : Number(number);
}

const taken = new Map<number, Uint8Array>();

function readOnce(stream: number): Uint8Array {
  const bytes = taken.get(stream) ?? readWhole(stream);
  taken.set(stream, bytes);
  return bytes;
}

const chunkBytes = 64 * 1024;

function readWhole(file: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let length = 0; ; ) {
    const chunk = new Uint8Array(chunkBytes);
    const count = readSome(file, chunk);
    if (count === 0) return Buffer.concat(chunks, length);
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > maxChosenFileBytes) {
      throw tooLarge();
    }
  }
}

function tooLarge(): Error {
  return new Error(`it is larger than ${maxChosenFileBytes / 1024 / 1024} MB. Name a smaller file.`);
}

const pauseMs = 5;

/** Waits for what a stream has not got yet; a regular file always answers. */
function readSome(file: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, chunk, 0, chunk.length, null);
    } catch (error) {
      if (errnoOf(error) === "EOF") return 0; // The end of a stream, on Windows.
      if (errnoOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}
