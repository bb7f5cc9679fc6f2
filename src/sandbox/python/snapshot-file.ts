import { createHash } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isOwnFolder, openOwnFile } from "../own-files.ts";
import { readSharedFrom } from "../shared-file.ts";
import type { PythonSnapshot } from "../worker-protocol.ts";
import { writeWholeFile } from "../write-whole-file.ts";

/**
 * A snapshot's file is named by its key and holds a SHA-256 of all that follows (32 bytes), the key (32 bytes), the
 * lengths of the snapshot's parts in bytes (32 bits each, little-endian) and the parts. What is cut off, changed or
 * of another key is not used, nor what another user could have written. V8's code for the realm is not in it: that
 * would run outside of the interpreter.
 */
const partNames = ["memory", "header"] as const;
const hashBytes = 32;
const lengthBytes = 4;
const headerBytes = 2 * hashBytes + partNames.length * lengthBytes;
const extension = ".python-snapshot";
/** Of several engines on one machine, such as two versions of Node; about 15 MB each. */
const maxFiles = 3;
const abandonedAfterMs = 60 * 60 * 1000;

/** The snapshot of a key (32 bytes), or undefined when there is none that can be trusted. */
export async function readSnapshot(folder: string, key: Uint8Array): Promise<PythonSnapshot | undefined> {
  if (!(await isOwnFolder(folder))) return undefined;
  const content = await readOwn(snapshotPath(folder, key)).catch(() => undefined);
  if (!content) return undefined;
  if (!isWhole(content, key)) {
    await removeSnapshot(folder, key);
    return undefined;
  }
  const [memoryBytes = 0] = new Uint32Array(content.buffer, 2 * hashBytes, partNames.length);
  const headerAt = headerBytes + memoryBytes;
  return { memory: content.subarray(headerBytes, headerAt), header: content.subarray(headerAt) };
}

/** Marks the file as used now. */
async function readOwn(path: string): Promise<Uint8Array | undefined> {
  const file = await openOwnFile(path);
  if (!file) return undefined;
  try {
    const content = await readSharedFrom(file);
    const now = new Date();
    await file.utimes(now, now).catch(() => {});
    return content;
  } finally {
    await file.close();
  }
}

/** Appears under its name only when it is complete. Throws when the folder cannot be written or is not this user's. */
export async function writeSnapshot(folder: string, key: Uint8Array, snapshot: PythonSnapshot): Promise<void> {
  if (!(await isOwnFolder(folder, { makes: true }))) throw new Error(`${folder} is not this user's alone.`);
  const parts = partNames.map((name) => snapshot[name]);
  const header = Buffer.alloc(headerBytes);
  header.set(key, hashBytes);
  for (const [index, part] of parts.entries()) header.writeUInt32LE(part.length, 2 * hashBytes + index * lengthBytes);
  const content = Buffer.concat([header, ...parts]);
  content.set(sha256(content.subarray(hashBytes)));
  await writeWholeFile(snapshotPath(folder, key), content);
  await prune(folder);
}

export async function removeSnapshot(folder: string, key: Uint8Array): Promise<void> {
  if (await isOwnFolder(folder)) await rm(snapshotPath(folder, key), { force: true }).catch(() => {});
}

function isWhole(content: Uint8Array, key: Uint8Array): boolean {
  if (content.length < headerBytes || !sha256(content.subarray(hashBytes)).equals(content.subarray(0, hashBytes)))
    return false;
  return Buffer.from(content.subarray(hashBytes, 2 * hashBytes)).equals(key);
}

function sha256(content: Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}

function snapshotPath(folder: string, key: Uint8Array): string {
  return join(folder, `${Buffer.from(key).toString("hex")}${extension}`);
}

/** Leaves the snapshots that were used last, and what another process is writing. */
async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.includes(extension));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const usedAt = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
      return { path, usedAt, isWhole: name.endsWith(extension) };
    }),
  );
  const whole = files.filter(({ isWhole }) => isWhole).sort((one, other) => other.usedAt - one.usedAt);
  const abandoned = files.filter(({ isWhole, usedAt }) => !isWhole && usedAt < Date.now() - abandonedAfterMs);
  for (const { path } of [...whole.slice(maxFiles), ...abandoned]) await rm(path, { force: true }).catch(() => {});
}
