import { watch } from "node:fs";
import { dirname } from "node:path";
import { existingNodeFiles } from "../core/node-files/open-node-files.ts";
import { nodeFilesFolder } from "../core/node-files/paths.ts";
import { diskStore } from "./disk-store.ts";
import { saveFile } from "./save-command.ts";
import type { StepLine } from "./step-lines.ts";
import { UsageError } from "./usage.ts";

/** Several events come with one save, and a program may write a file in parts. */
const quietMs = 100;

/** Brings a workflow and its node files together whenever one of them changes, until the program is interrupted. */
export async function keepInStep(workflowPath: string, report: (line: StepLine) => void): Promise<number> {
  const stopped = new AbortController();
  const said = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();

  async function bringTogether(): Promise<void> {
    for (const { path } of (await existingNodeFiles(diskStore, workflowPath)).values()) {
      const line = await saveFile(path).catch((error: unknown): StepLine => {
        if (!(error instanceof UsageError)) throw error;
        return { path, status: "refused", message: error.message };
      });
      const text = JSON.stringify(line);
      if (line.status !== "unchanged" && said.get(path) !== text) report(line);
      // The same conflict is said once; a save is said each time.
      said.set(path, line.status === "conflict" || line.status === "refused" ? text : "");
    }
  }

  function changed(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      turn = turn.then(bringTogether).catch((error: unknown) => {
        process.stderr.write(`${error}\n`);
      });
    }, quietMs);
  }

  process.once("SIGINT", () => stopped.abort());
  process.once("SIGTERM", () => stopped.abort());
  // A file that is replaced loses its watcher, its folder does not.
  const { signal } = stopped;
  watch(dirname(workflowPath), { signal }, changed);
  watch(nodeFilesFolder(workflowPath), { signal, recursive: true }, changed);
  // What changed before the watchers were there has told nobody.
  changed();
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  clearTimeout(timer);
  await turn;
  return 0;
}
