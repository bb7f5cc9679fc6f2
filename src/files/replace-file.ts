import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Replaces the content of a file that is there, whole or not at all: whoever reads it, and whatever crashes, finds the
 * old content or the new one. A link stays a link, and the file keeps its permissions. The text's byte order mark, if it
 * has one, is written as any character. Throws when the file is not there or its folder cannot be written.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  const { mode } = await stat(target);
  const unfinished = join(dirname(target), `.${basename(target)}.${randomUUID()}.unfinished`);
  try {
    const file = await open(unfinished, "wx", mode & 0o777);
    try {
      await file.writeFile(text, "utf8");
      // The process's umask may have taken permissions away.
      await file.chmod(mode & 0o777);
      // Else a crash of the machine could leave the new name on content that was never written.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw error;
  }
}
