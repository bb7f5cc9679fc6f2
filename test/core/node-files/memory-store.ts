import type { FileStore } from "../../../src/core/node-files/file-store.ts";
import { applyEdit } from "../../../src/core/text/text-edit.ts";

/** Files in memory, by path. */
export function memoryStore(files: Map<string, string>, unifiesLineEnds = false): FileStore {
  const write = async (path: string, text: string): Promise<void> => {
    files.set(path, text);
  };
  return {
    unifiesLineEnds,
    read: async (path) => files.get(path),
    write,
    edit: (path, text, edit) => write(path, applyEdit(text, edit)),
    list: async (folder) => {
      const inside = [...files.keys()]
        .filter((path) => path.startsWith(folder))
        .map((path) => path.slice(folder.length));
      return [...new Set(inside.map((path) => path.replace(/\/.*/, "/")))];
    },
  };
}
