import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, sep } from "node:path";
import { FileChanged, FileProblem, type FileStore } from "../core/node-files/file-store.ts";
import { applyEdit } from "../core/text/text-edit.ts";
import { NotReplaced, replaceFile } from "../files/replace-file.ts";
import { readExactText } from "./files.ts";
import { reasonOf } from "./usage.ts";

/** Workflows and node files on this machine. */
export const diskStore: FileStore = {
  read: async (path) => (existsSync(path) ? readExactText(path) : undefined),
  write: writeWhole,
  edit: (path, text, edit) => writeWhole(path, applyEdit(text, edit), text),
  list: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw new FileProblem(`Cannot read ${folder}: ${reasonOf(error)}`);
    });
    return entries.map((entry) => entry.name + (entry.isDirectory() ? "/" : "")).sort();
  },
};

/** A path as the user wrote it, in the form that node files' paths have. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** Throws `FileProblem`, or `FileChanged` when the file should hold `before` and does not. */
export async function writeWhole(path: string, text: string, before?: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    if (!existsSync(path)) await writeFile(path, "");
    await replaceFile(path, text, before);
  } catch (error) {
    const message = `Cannot write ${path}: ${reasonOf(error)}`;
    throw error instanceof NotReplaced && error.reason === "changed"
      ? new FileChanged(message)
      : new FileProblem(message);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
