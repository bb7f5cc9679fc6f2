// Writes a file whole or not at all: whoever reads it, and whatever crashes, finds the old content or the new one.
import { createHash, randomUUID } from "node:crypto";
import { access, constants, type FileHandle, link, lstat, open, readdir, rename, rm } from "node:fs/promises";
import { errnoOf } from "./errno.ts";
import { withFileLock } from "./file-lock.ts";
import type { OpenFolder } from "./open-folder.ts";
import { maxChosenFileBytes } from "./read-chosen-file.ts";
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
 * Replaces a file that holds `before`, also when several programs do so at once. It keeps its permissions, and its owner where that is allowed. Of a file
 * with several names only this one gets the new content: nothing is ever written through a hard link, or through a link
 * that has come into its place. The text's byte order mark, if it has one, is written as any character.
 *
 * Throws `NotReplaced`, or the file system's error.
 */
export async function replaceFile(folder: OpenFolder, name: string, text: string, before: string): Promise<void> {
  const target = folder.at(name);
  await mustBeFile(target);
  // A rename would ask for the folder's permissions alone.
  await access(target, constants.W_OK).catch(refuseAs("read-only"));
  await access(folder.at("."), constants.W_OK).catch(refuseAs("read-only-folder"));
  const short = shortName(name);
  const mustHoldBefore = (): void => {
    if (textOf(target) !== before) throw new NotReplaced("changed");
  };
  await withFileLock(folder.at(`${short}lock`), async ({ isHeld }) => {
    await removeLeftovers(folder, short);
    mustHoldBefore();
    await withUnfinished(folder, short, async (unfinished) => {
      await writeLike(target, unfinished, text);
      if (!(await isHeld())) throw new NotReplaced("changed");
      await mustBeFile(target);
      folder.mustBeInPlace();
      mustHoldBefore();
      await rename(unfinished, target);
    });
  });
}

/** Makes a new file. Throws `NotReplaced` when anything is there by that name, or the file system's error. */
export async function createFile(folder: OpenFolder, name: string, text: string): Promise<void> {
  await access(folder.at("."), constants.W_OK).catch(refuseAs("read-only-folder"));
  const writeNew = async (path: string): Promise<void> => {
    const file = await open(path, "wx");
    await writeThrough(file, text).catch(async (error: unknown) => {
      await rm(path, { force: true }).catch(() => {});
      throw error;
    });
  };
  await withUnfinished(folder, shortName(name), async (unfinished) => {
    await writeNew(unfinished);
    folder.mustBeInPlace();
    // Other than a rename this fails where anything is by now. Not every file system has hard links.
    await link(unfinished, folder.at(name))
      .catch((error: unknown) => {
        if (errnoOf(error) === "EEXIST") throw error;
        return writeNew(folder.at(name));
      })
      .catch((error: unknown) => {
        throw errnoOf(error) === "EEXIST" ? new NotReplaced("changed") : error;
      });
  });
}

/** Short whatever the file is called, and the same for everyone who writes this file. */
function shortName(name: string): string {
  return `.${createHash("sha256").update(name).digest("hex").slice(0, 12)}.`;
}

const ending = ".unfinished";

/** Nothing of that name is left when `act` has ended. */
async function withUnfinished(folder: OpenFolder, short: string, act: (path: string) => Promise<void>): Promise<void> {
  const unfinished = folder.at(`${short}${randomUUID()}${ending}`);
  try {
    await act(unfinished);
  } finally {
    await rm(unfinished, { force: true }).catch(() => {});
  }
}

/** What crashes have left of earlier writes of the same file. What somebody else calls like that is left alone. */
async function removeLeftovers(folder: OpenFolder, short: string): Promise<void> {
  const names = (await readdir(folder.at("."))).filter((name) => name.startsWith(short) && name.endsWith(ending));
  for (const path of names.map((name) => folder.at(name))) {
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isFile()) await rm(path, { force: true });
  }
}

async function mustBeFile(path: string): Promise<void> {
  if (!(await lstat(path)).isFile()) throw new NotReplaced("changed");
}

/** Undefined when it cannot be read, or is no ordinary file any more. */
function textOf(target: string): string | undefined {
  const file = readNamedFile(target, { followsLink: false, maxBytes: maxChosenFileBytes });
  return file.kind === "bytes" ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes) : undefined;
}

/** With the permissions of `target`, and its owner where that is allowed. */
async function writeLike(target: string, path: string, text: string): Promise<void> {
  const { mode, uid, gid } = await lstat(target);
  const file = await open(path, "wx", mode & 0o777);
  await writeThrough(file, text, async () => {
    const made = await file.stat();
    // Who may write the file need not be allowed to give it away.
    if (made.uid !== uid || made.gid !== gid) await file.chown(uid, gid).catch(() => {});
    // The process's umask may have taken permissions away.
    await file.chmod(mode & 0o777);
  });
}

/** Closes the file too. Else a crash of the machine could leave the new name on content that was never written. */
async function writeThrough(file: FileHandle, text: string, also: () => Promise<void> = async () => {}): Promise<void> {
  try {
    await file.writeFile(text, "utf8");
    await also();
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
