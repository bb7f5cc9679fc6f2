import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * A snapshot's file is named by its key and holds a SHA-256 of all that follows (32 bytes), the key (32 bytes) and
 * the snapshot. What is cut off, changed or of another key is not used.
 */
const hashBytes = 32;
const headerBytes = 2 * hashBytes;
const extension = ".python-snapshot";
/** Of several engines on one machine, such as two versions of Node; about 31 MB each. */
const maxFiles = 3;
const abandonedAfterMs = 60 * 60 * 1000;

/** The snapshot of a key (32 bytes) in shared memory, or undefined when there is none that can be trusted. */
export async function readSnapshot(folder: string, key: Uint8Array): Promise<Uint8Array | undefined> {
  const path = snapshotPath(folder, key);
  const content = await readFile(path).catch(() => undefined);
  if (!content) return undefined;
  const isWhole =
    content.subarray(hashBytes, headerBytes).equals(key) &&
    content.subarray(0, hashBytes).equals(await sha256(content.subarray(hashBytes)));
  if (!isWhole) {
    await removeSnapshot(folder, key);
    return undefined;
  }
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
  const snapshot = new Uint8Array(new SharedArrayBuffer(content.length - headerBytes));
  snapshot.set(content.subarray(headerBytes));
  return snapshot;
}

/** Appears under its name only when it is complete. Throws when the folder cannot be written. */
export async function writeSnapshot(folder: string, key: Uint8Array, snapshot: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const content = Buffer.alloc(headerBytes + snapshot.length);
  content.set(key, hashBytes);
  content.set(snapshot, headerBytes);
  content.set(await sha256(content.subarray(hashBytes)));
  const unfinished = `${snapshotPath(folder, key)}.${randomUUID()}`;
  try {
    await writeFile(unfinished, content, { mode: 0o600 });
    await rename(unfinished, snapshotPath(folder, key));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw error;
  }
  await prune(folder);
}

export async function removeSnapshot(folder: string, key: Uint8Array): Promise<void> {
  await rm(snapshotPath(folder, key), { force: true }).catch(() => {});
}

/** Off the caller's thread. */
async function sha256(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content));
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
