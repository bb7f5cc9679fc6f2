import { existsSync, type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";
import { existingNodeFiles } from "../core/node-files/existing-node-files.ts";
import { FileProblem } from "../core/node-files/file-store.ts";
import type { Mirror } from "../core/node-files/mirror.ts";
import { nodeFilesFolder } from "../core/node-files/paths.ts";
import { diskStore } from "./disk-store.ts";
import { saveFile } from "./save-command.ts";
import type { StepLine } from "./step-lines.ts";
import { reasonOf } from "./usage.ts";

/** Several events come with one save, and a program may write a file in parts. */
const quietMs = 100;

/**
 * Brings a workflow and those of its node files that `isWatched` chooses together whenever one of them changes, until
 * the program is interrupted. Rejects with `FileProblem` when their folder cannot be watched any more.
 */
export async function keepInStep(
  workflowPath: string,
  isWatched: (mirror: Mirror) => boolean,
  report: (line: StepLine) => void,
): Promise<number> {
  const folder = nodeFilesFolder(workflowPath);
  const goneProblem = (reason: string) =>
    new FileProblem(
      `${folder} cannot be watched: ${reason} \`code-nodes edit --watch ${workflowPath}\` writes it again and goes on.`,
    );
  const said = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();

  async function bringTogether(): Promise<void> {
    if (!existsSync(folder)) throw goneProblem("it is not there any more.");
    for (const { path, mirror } of await existingNodeFiles(diskStore, workflowPath)) {
      if (!mirror || !isWatched(mirror)) continue;
      const line = await saveFile(path);
      const text = JSON.stringify(line);
      if (line.status !== "unchanged" && said.get(path) !== text) report(line);
      // The same conflict is said once; a save is said each time.
      said.set(path, line.message === undefined ? "" : text);
    }
  }

  const watchers: FSWatcher[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    const changed = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        turn = turn.then(bringTogether).catch(reject);
      }, quietMs);
    };
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
    // A file that is replaced loses its watcher, its folder does not.
    watchers.push(watch(dirname(workflowPath), changed), watch(folder, { recursive: true }, changed));
    for (const watcher of watchers) watcher.on("error", (error) => reject(goneProblem(reasonOf(error))));
    // What changed before the watchers were there has told nobody.
    changed();
  });
  try {
    await ended;
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  }
  await turn;
  return 0;
}
