import { existsSync, type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";
import { existingNodeFiles } from "../core/node-files/existing-node-files.ts";
import { FileProblem, type FileStore } from "../core/node-files/file-store.ts";
import { nodeFilesFolder } from "../core/node-files/paths.ts";
import { shown } from "./paths.ts";
import { saveFiles } from "./save-command.ts";
import type { StepLine } from "./step-lines.ts";

/** Several events come with one save, and a program may write a file in parts. */
const quietMs = 100;

/**
 * Brings a workflow and those of its node files that `isWatched` chooses by their nodes' ids together whenever one of
 * them changes, until the program is interrupted. A file that belongs to no node has no id. Rejects with `FileProblem`
 * when the node files' folder is gone.
 */
export async function keepInStep(
  store: FileStore,
  workflowPath: string,
  isWatched: (nodeId: string | undefined) => boolean,
  report: (line: StepLine) => void,
): Promise<number> {
  const folder = nodeFilesFolder(workflowPath);
  const said = new Map<string, string>();
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();

  async function bringTogether(): Promise<void> {
    const files = await existingNodeFiles(store, workflowPath);
    const watched = files.filter(({ mirror }) => isWatched(mirror?.node)).map(({ path }) => path);
    await saveFiles(store, watched, (path, line) => {
      const text = JSON.stringify(line);
      if (line.status !== "unchanged" && said.get(path) !== text) report(line);
      // The same conflict is said once; a save is said each time.
      said.set(path, line.message === undefined ? "" : text);
    });
  }

  function unwatch(each: string): void {
    watchers.get(each)?.close();
    watchers.delete(each);
  }

  /** Folders, since a file that is replaced loses its watcher; each by itself, since one watcher of all watches files. */
  async function watchFolders(changed: () => void): Promise<void> {
    if (!existsSync(folder)) {
      const again = `\`code-nodes edit --watch ${shown(workflowPath)}\` writes it again and goes on.`;
      throw new FileProblem(`${shown(folder)} cannot be watched: it is not there any more. ${again}`);
    }
    const inside = (await store.list(folder)).filter((name) => name.endsWith("/"));
    let isNew = false;
    for (const each of [dirname(workflowPath), folder, ...inside.map((name) => `${folder}/${name}`)]) {
      if (watchers.has(each)) continue;
      // A folder that is gone is looked for again, and its parent tells.
      watchers.set(
        each,
        watch(each, changed).on("error", () => unwatch(each)),
      );
      isNew = true;
    }
    for (const each of watchers.keys()) if (!existsSync(each)) unwatch(each);
    // What changed before a watcher was there has told nobody.
    if (isNew) changed();
  }

  const ended = new Promise<void>((resolve, reject) => {
    const changed = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        turn = turn
          .then(bringTogether)
          .then(() => watchFolders(changed))
          .catch(reject);
      }, quietMs);
    };
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
    watchFolders(changed).catch(reject);
  });
  try {
    await ended;
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  }
  await turn;
  return 0;
}
