import { createHash, randomUUID } from "node:crypto";
import { access, constants, lstat, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errnoOf } from "./errno.ts";
import { withFileLock } from "./file-lock.ts";
import { readNamedFile } from "./read-named-file.ts";

/** Why a file stays as it is; the message is the end of a sentence that names the file. */
export class NotReplaced extends Error {
  constructor(readonly reason: keyof typeof reasons) {
    super(reasons[reason]);
  }
}

const reasons = {
  changed: "it was changed in the meantime.",
  "read-only": "it is read-only. Make it writable first.",
  "read-only-folder": "its folder is read-only. Make the folder writable first.",
} as const;

/**
 * Replaces the content of a file that is there, whole or not at all: whoever reads it, and whatever crashes, finds the
 * old content or the new one. A link stays a link, and the file keeps its permissions, and its owner where that is
 * allowed. Of a file with several names only this one gets the new content: nothing is ever written through a hard link.
 * The text's byte order mark, if it has one, is written as any character.
 *
 * With `before`, only a file that still holds that text is replaced, also when several programs do so at once.
 * `looksAgain` is asked before anything is made beside the file, and before it is replaced; it rejects to prevent that.
 * Throws `NotReplaced`, or the file system's error when the file is not there.
 */
export async function replaceFile(
  path: string,
  text: string,
  before?: string,
  looksAgain: () => Promise<void> = async () => {},
): Promise<void> {
  const target = await realpath(path);
  await looksAgain();
  const folder = dirname(target);
  // A rename would ask for the folder's permissions alone.
  await access(target, constants.W_OK).catch(refuseAs("read-only"));
  await access(folder, constants.W_OK).catch(refuseAs("read-only-folder"));
  // Short whatever the file is called, and the same for everyone who writes this file.
  const short = `.${createHash("sha256").update(basename(target)).digest("hex").slice(0, 12)}.`;
  await withFileLock(join(folder, `${short}lock`), async ({ isHeld }) => {
    await removeLeftovers(folder, short);
    if (before !== undefined && textOf(target) !== before) throw new NotReplaced("changed");
    const unfinished = join(folder, `${short}${randomUUID()}${ending}`);
    try {
      await writeLike(target, unfinished, text);
      if (!(await isHeld())) throw new NotReplaced("changed");
      await looksAgain();
      await rename(unfinished, target);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {});
      throw error;
    }
  });
}

const ending = ".unfinished";

/** What crashes have left of earlier writes of the same file. What somebody else calls like that is left alone. */
async function removeLeftovers(folder: string, short: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(short) && name.endsWith(ending));
  for (const path of names.map((name) => join(folder, name))) {
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isFile()) await rm(path, { force: true });
  }
}

/** Undefined when it cannot be read, or is no ordinary file any more. */
function textOf(path: string): string | undefined {
  const file = readNamedFile(path, { followsLink: false, maxBytes: Number.POSITIVE_INFINITY });
  return file.kind === "bytes" ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes) : undefined;
}

/** With the permissions of `target`, and its owner where that is allowed. */
async function writeLike(target: string, path: string, text: string): Promise<void> {
  const { mode, uid, gid } = await stat(target);
  const file = await open(path, "wx", mode & 0o777);
  try {
    await file.writeFile(text, "utf8");
    const made = await file.stat();
    // Who may write the file need not be allowed to give it away.
    if (made.uid !== uid || made.gid !== gid) await file.chown(uid, gid).catch(() => {});
    // The process's umask may have taken permissions away.
    await file.chmod(mode & 0o777);
    // Else a crash of the machine could leave the new name on content that was never written.
    await file.sync();
  } finally {
    await file.close();
  }
}

function refuseAs(reason: NotReplaced["reason"]): (error: unknown) => never {
  return (error) => {
    throw ["EACCES", "EPERM", "EROFS"].includes(errnoOf(error)) ? new NotReplaced(reason) : error;
  };
}
