import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { FileChanged, FileProblem, type FileStore } from "../core/node-files/file-store.ts";
import { applyEdit } from "../core/text/text-edit.ts";
import { errnoOf } from "../files/errno.ts";
import { NotReplaced, replaceFile } from "../files/replace-file.ts";
import { readExactText } from "./files.ts";
import { shown } from "./paths.ts";
import { reasonOf } from "./usage.ts";

/** Workflows and node files on this machine, by whole paths. */
export const diskStore: FileStore = {
  read: async (path) => (existsSync(path) ? readExactText(path) : undefined),
  write: writeWhole,
  edit: (path, text, edit) => writeWhole(path, applyEdit(text, edit), text),
  writeAfter: (_other, path, text) => writeWhole(path, text),
  list: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (["ENOENT", "ENOTDIR"].includes(errnoOf(error))) return [];
      throw new FileProblem(`Cannot read ${shown(folder)}: ${reasonOf(error)}`);
    });
    return entries.map((entry) => entry.name + (entry.isDirectory() ? "/" : "")).sort();
  },
};

/** Throws `FileProblem`, or `FileChanged` when the file should hold `before` and does not. */
export async function writeWhole(path: string, text: string, before?: string): Promise<void> {
  try {
    if (before === undefined && !existsSync(path)) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, "");
    }
    await replaceFile(path, text, before);
  } catch (error) {
    const isChanged = error instanceof NotReplaced && error.reason === "changed";
    const message = `Cannot write ${shown(path)}: ${reasonOf(error)}`;
    throw isChanged ? new FileChanged(`${message} Try again.`) : new FileProblem(message);
  }
}
