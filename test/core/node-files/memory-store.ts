import { FileChanged, type FileStore } from "../../../src/core/node-files/file-store.ts";

/** Files in memory, by path. */
export function memoryStore(files: Map<string, string>): FileStore {
  const write = async (path: string, text: string, before: string | undefined): Promise<void> => {
    if (files.get(path) !== before) throw new FileChanged(`${path} was changed.`);
    files.set(path, text);
  };
  return {
    read: async (path) => files.get(path),
    write,
    writeWorkflow: write,
    writeAfter: (_other, path, text, before) => write(path, text, before),
    list: async (folder) => {
      const inside = [...files.keys()]
        .filter((path) => path.startsWith(folder))
        .map((path) => path.slice(folder.length));
      return [...new Set(inside.map((path) => path.replace(/\/.*/, "/")))];
    },
  };
}
