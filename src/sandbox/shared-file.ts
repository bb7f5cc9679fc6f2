import { type FileHandle, open } from "node:fs/promises";

/** A file's content in shared memory, so that every worker reads the same copy. */
export async function readShared(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    return await readSharedFrom(file);
  } finally {
    await file.close();
  }
}

export async function readSharedFrom(file: FileHandle): Promise<Uint8Array> {
  const { size } = await file.stat();
  const content = new Uint8Array(new SharedArrayBuffer(size));
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(content, at, size - at, at);
    if (bytesRead === 0) throw new Error("The file became shorter while it was read.");
    at += bytesRead;
  }
  return content;
}
