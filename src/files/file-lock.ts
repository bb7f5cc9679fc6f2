import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { errnoOf } from "./errno.ts";

/** Writing a workflow takes far less, on a slow network too. */
const abandonedAfterMs = 10_000;
const patienceMs = 30_000;
const pauseMs = 20;

export interface HeldLock {
  /** False when somebody took the lock for abandoned. */
  isHeld(): Promise<boolean>;
}

/**
 * Runs `act` while no other process does so under the same lock: a file at `path` that names the process that holds it.
 * A lock that a crash has left behind is taken over. Rejects as `act` does, or when the lock cannot be had.
 */
export async function withFileLock<Result>(path: string, act: (lock: HeldLock) => Promise<Result>): Promise<Result> {
  const mine = `${process.pid} ${randomUUID()}`;
  for (const end = Date.now() + patienceMs; !(await isTaken(path, mine)); ) {
    const other = await abandoned(path);
    if (other !== undefined) await takeAway(path, other);
    else if (Date.now() > end) throw new Error(`${path} is in the way. Delete it when no program is writing there.`);
    else await wait(pauseMs);
  }
  const isHeld = async (): Promise<boolean> => (await contentOf(path)) === mine;
  try {
    return await act({ isHeld });
  } finally {
    if (await isHeld()) await rm(path, { force: true });
  }
}

/** False when somebody else has it. */
async function isTaken(path: string, mine: string): Promise<boolean> {
  try {
    const lock = await open(path, "wx");
    await lock.writeFile(mine).finally(() => lock.close());
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** What an abandoned lock holds; undefined while it is somebody's, or nobody's any more. */
async function abandoned(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs } = await stat(path);
    const content = await contentOf(path);
    const holder = Number(content.split(" ")[0]);
    return Date.now() - mtimeMs > abandonedAfterMs || (holder > 0 && !isRunning(holder)) ? content : undefined;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** By a name of one's own: of several who try, one finds it, and who finds another's new lock instead puts it back. */
async function takeAway(path: string, content: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await contentOf(aside)) === content) await rm(aside, { recursive: true, force: true });
    else await rename(aside, path);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
  }
}

/** Empty for a lock that was not written yet, or that cannot be read. */
async function contentOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
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
