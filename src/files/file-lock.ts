import { open, readFile, rm, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** Writing a workflow takes far less, on a slow network too. */
const abandonedAfterMs = 10_000;
const pauseMs = 20;

/**
 * Runs `act` while no other process does so under the same lock, which is a file at `path` with the number of the
 * process that holds it. A lock that a crash has left behind is taken over. Rejects as `act` does, or when the lock
 * cannot be written.
 */
export async function withFileLock<Result>(path: string, act: () => Promise<Result>): Promise<Result> {
  while (!(await isTaken(path))) {
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await wait(pauseMs);
  }
  try {
    return await act();
  } finally {
    await rm(path, { force: true });
  }
}

/** False when somebody else has it. */
async function isTaken(path: string): Promise<boolean> {
  try {
    const lock = await open(path, "wx");
    await lock.writeFile(String(process.pid)).finally(() => lock.close());
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = [Number(await readFile(path, "utf8")), await stat(path)];
    return Date.now() - mtimeMs > abandonedAfterMs || (holder > 0 && !isRunning(holder));
  } catch {
    return false; // It was given back just now.
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // It runs, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
