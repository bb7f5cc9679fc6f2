import { createHash } from "node:crypto";
import { readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { readShared } from "../shared-file.ts";
import type { PythonSnapshot } from "../worker-protocol.ts";
import { writeWholeFile } from "../write-whole-file.ts";

/**
 * A snapshot's file is named by its key and holds a SHA-256 of all that follows (32 bytes), the key (32 bytes), the
 * lengths of the snapshot's parts in bytes (32 bits each, little-endian) and the parts. What is cut off, changed or
 * of another key is not used.
 */
const partNames = ["memory", "header", "realmCode"] as const;
const hashBytes = 32;
const lengthBytes = 4;
const headerBytes = 2 * hashBytes + partNames.length * lengthBytes;
const extension = ".python-snapshot";
/** Of several engines on one machine, such as two versions of Node; about 15 MB each. */
const maxFiles = 3;
const abandonedAfterMs = 60 * 60 * 1000;

/** The snapshot of a key (32 bytes), or undefined when there is none that can be trusted. */
export async function readSnapshot(folder: string, key: Uint8Array): Promise<PythonSnapshot | undefined> {
  const path = snapshotPath(folder, key);
  const content = await readShared(path).catch(() => undefined);
  if (!content) return undefined;
  if (!isWhole(content, key)) {
    await removeSnapshot(folder, key);
    return undefined;
  }
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
  const [memoryBytes = 0, ownHeaderBytes = 0] = new Uint32Array(content.buffer, 2 * hashBytes, partNames.length);
  const headerAt = headerBytes + memoryBytes;
  const realmCodeAt = headerAt + ownHeaderBytes;
  return {
    memory: content.subarray(headerBytes, headerAt),
    header: content.subarray(headerAt, realmCodeAt),
    realmCode: content.subarray(realmCodeAt),
  };
}

/** Appears under its name only when it is complete. Throws when the folder cannot be written. */
export async function writeSnapshot(folder: string, key: Uint8Array, snapshot: PythonSnapshot): Promise<void> {
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
  await rm(snapshotPath(folder, key), { force: true }).catch(() => {});
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
