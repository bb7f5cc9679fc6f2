import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open } from "node:fs/promises";

/**
 * Files that the product left for itself and that work like a program: a hash beside them says nothing of who wrote
 * them. They are used only where nobody else could have: this user's own, writable by no other, and no links.
 * Windows keeps others out of a user's folders by itself, and has neither owners nor modes here.
 */
export async function openOwnFile(path: string): Promise<FileHandle | undefined> {
  // Without waiting for who writes into a pipe. Windows knows neither flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = await open(path, flags).catch(() => undefined);
  if (!file) return undefined;
  const stats = await file.stat();
  if (stats.isFile() && stats.nlink <= 1 && isOwn(stats)) return file;
  await file.close();
  return undefined;
}

/** Whether files in it can be this user's alone; with `makes`, after making it if it is not there. */
export async function isOwnFolder(path: string, { makes = false } = {}): Promise<boolean> {
  if (makes) await mkdir(path, { recursive: true, mode: 0o700 });
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isDirectory() === true && isOwn(stats);
}

/**
 * A folder that a build server puts back is this user's by owner and mode, whoever filled it: a pull request's run can
 * have done that.
 */
export function mayTrustOwnFiles(environment: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return ["", "0", "false"].includes((environment.CI ?? "").toLowerCase());
}

function isOwn({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  const user = process.geteuid?.();
  return user === undefined || (uid === user && (mode & writableByOthers) === 0);
}

const writableByOthers = 0o022;
