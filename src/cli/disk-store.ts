import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, sep } from "node:path";
import type { FileStore } from "../core/node-files/file-store.ts";
import { applyEdit } from "../core/text/text-edit.ts";
import { replaceFile } from "../files/replace-file.ts";
import { readExactText } from "./files.ts";
import { reasonOf, UsageError } from "./usage.ts";

/** Workflows and node files on this machine. Whatever cannot be read or written is a `UsageError`. */
export const diskStore: FileStore = {
  unifiesLineEnds: false,
  read: async (path) => (existsSync(path) ? readExactText(path) : undefined),
  write: writeWhole,
  edit: (path, text, edit) => writeWhole(path, applyEdit(text, edit)),
  list: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw new UsageError(`Cannot read ${folder}: ${reasonOf(error)}`);
    });
    return entries.map((entry) => entry.name + (entry.isDirectory() ? "/" : "")).sort();
  },
};

/** A path as the user wrote it, in the form that node files' paths have. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    if (!existsSync(path)) await writeFile(path, "");
    await replaceFile(path, text);
  } catch (error) {
    throw new UsageError(`Cannot write ${path}: ${reasonOf(error)}`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
