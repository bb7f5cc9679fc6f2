import { randomUUID } from "node:crypto";
import { type FileHandle, lstat, open, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { errnoOf } from "./errno.ts";
import { readNamedFile } from "./read-named-file.ts";

/** Who holds a lock says so this often: the file's time is then renewed. */
const lifeSignMs = 250;
/** So long a lock may stay as it is, with neither another holder nor a sign of life, until it is called in the way. */
const patienceMs = 2_000;
/** And so long one holder may have it: writing a workflow takes far less, on a slow network too. */
const longestMs = 30_000;
const abandonedAfterMs = 10_000;
const pauseMs = 20;
/** Of a pause that took longer, because the machine is busy or was asleep, only this much counts. */
const longestPauseMs = 100;

export interface HeldLock {
  /** False when somebody took the lock for abandoned. */
  isHeld(): Promise<boolean>;
}

/**
 * Runs `act` while no other process does so under the same lock: a file at `path` that names the process that holds it.
 * A lock that a crash has left behind is taken over. Rejects as `act` does, or when the lock cannot be had.
 *
 * The name can be foretold, so a folder may bring such a file along, or a link, a pipe or a folder of that name: none is
 * followed or waited for. What a file says of a running process is believed only as long as there are signs of life.
 */
export async function withFileLock<Result>(path: string, act: (lock: HeldLock) => Promise<Result>): Promise<Result> {
  const mine = `${process.pid} ${randomUUID()} ${encodeURIComponent(hostname())}`;
  const lock = await taken(path, mine);
  const isHeld = async (): Promise<boolean> => contentOf(path) === mine;
  const signs = setInterval(() => {
    const now = new Date();
    void lock.utimes(now, now).catch(() => {});
  }, lifeSignMs);
  try {
    return await act({ isHeld });
  } finally {
    clearInterval(signs);
    await lock.close();
    if (await isHeld()) await rm(path, { force: true });
  }
}

/** The lock, as soon as it can be had. */
async function taken(path: string, mine: string): Promise<FileHandle> {
  let last: { readonly content: string; readonly mtimeMs: number } | undefined;
  let heldMs = 0;
  let silentMs = 0;
  for (let before = Date.now(); ; ) {
    const lock = await newLock(path, mine);
    if (lock) return lock;
    const seen = await lookAt(path);
    if (!seen) continue; // It was given back.
    if (isAbandoned(seen)) {
      await takeAway(path, seen.content);
      continue;
    }
    const passedMs = Math.min(Date.now() - before, longestPauseMs);
    before = Date.now();
    const isSameHolder = seen.content === last?.content;
    heldMs = isSameHolder ? heldMs + passedMs : 0;
    silentMs = isSameHolder && seen.mtimeMs === last?.mtimeMs ? silentMs + passedMs : 0;
    if (silentMs > patienceMs || heldMs > longestMs) throw inTheWay(path);
    last = seen;
    await wait(pauseMs);
  }
}

/** Undefined when there is one. */
async function newLock(path: string, mine: string): Promise<FileHandle | undefined> {
  let lock: FileHandle;
  try {
    lock = await open(path, "wx");
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return undefined;
    throw error;
  }
  try {
    await lock.writeFile(mine);
    return lock;
  } catch (error) {
    await lock.close();
    await rm(path, { force: true });
    throw error;
  }
}

interface SeenLock {
  readonly content: string;
  readonly mtimeMs: number;
}

/** Undefined when it is not there any more. Throws for what cannot be a lock, which nobody will give back. */
async function lookAt(path: string): Promise<SeenLock | undefined> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile()) throw inTheWay(path);
    return { content: contentOf(path), mtimeMs: stats.mtimeMs };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isAbandoned({ content, mtimeMs }: SeenLock): boolean {
  const [holder, , host] = content.split(" ");
  // Only this machine knows which of its processes run.
  const isHere = host === undefined || host === encodeURIComponent(hostname());
  return Date.now() - mtimeMs > abandonedAfterMs || (isHere && Number(holder) > 0 && !isRunning(Number(holder)));
}

/** By a name of one's own: of several who try, one finds it, and who finds another's new lock instead puts it back. */
async function takeAway(path: string, content: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if (contentOf(aside) === content) await rm(aside, { force: true });
    else await rename(aside, path);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
  }
}

/** No lock says more. */
const maxLockBytes = 1024;

/** Empty for a lock that was not written yet, or that cannot be read. */
function contentOf(path: string): string {
  const file = readNamedFile(path, { followsLink: false, maxBytes: maxLockBytes });
  return file.kind === "bytes" ? new TextDecoder().decode(file.bytes) : "";
}

function inTheWay(path: string): Error {
  return new Error(`${path} is in the way. Delete it when no program is writing there.`);
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // It runs, and belongs to somebody else.
    return errnoOf(error) === "EPERM";
  }
}
