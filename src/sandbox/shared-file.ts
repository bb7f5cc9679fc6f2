import { constants, type FileHandle, open } from "node:fs/promises";

/** No file of ours is as large, nor one of a package. */
const maxFileBytes = 512 * 1024 * 1024;

/**
 * A file's content in shared memory, so that every worker reads the same copy. Rejects with the file system's error, and
 * for what is no regular file or too large; it never waits for a pipe.
 */
export async function readShared(path: string): Promise<Uint8Array> {
  // Windows does not know the flag, and needs none.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return await readSharedFrom(file);
  } finally {
    await file.close();
  }
}

/** Of a file that is open already. Rejects as `readShared` does. */
export async function readSharedFrom(file: FileHandle): Promise<Uint8Array> {
  const about = await file.stat();
  // A folder cannot be read, which the file system itself says.
  if (!about.isFile() && !about.isDirectory()) throw new Error("it is no regular file");
  const { size } = about;
  if (size > maxFileBytes) throw new Error(`it is larger than ${maxFileBytes / 1024 / 1024} MB`);
  const content = new Uint8Array(new SharedArrayBuffer(size));
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(content, at, size - at, at);
    if (bytesRead === 0) throw new Error("it became shorter while it was read");
    at += bytesRead;
  }
  return content;
}
