import type { FirstWriting } from "../sources/first-writing.ts";
import { writeCodes } from "../sources/write-codes.ts";
import { FileProblem, type FileStore } from "./file-store.ts";
import { comparisonOf, type NodeFileSides, readSides, savedCodeOf } from "./node-file-sides.ts";
import type { SeenWorkflows } from "./seen-workflows.ts";

/** A node file's code that its workflow has already, though its declaration does not say so yet. */
export interface WrittenTogether {
  readonly code: string;
  readonly first?: FirstWriting;
}

/**
 * Writes what has changed in many node files into their workflows, each of which is written once. `saveNodeFile` has to
 * follow for each, and says what became of it; what could not be written together it tries by itself. `forces`: over
 * what has changed in the workflow as well. By the paths of the code files; of a file without a result nothing was
 * written.
 */
export async function writeTogether(
  store: FileStore,
  paths: readonly string[],
  workflows: SeenWorkflows,
  forces = false,
): Promise<Map<string, WrittenTogether>> {
  const written = new Map<string, WrittenTogether>();
  for (const [workflowPath, changed] of await changedFiles(store, paths, workflows, forces)) {
    const [one, another] = changed;
    if (!one || !another) continue;
    const { text, results } = writeCodes({ text: one.workflowText, ...one.read }, changed.map(savedCodeOf));
    workflows.forget(workflowPath);
    if (!(await succeeds(store.writeWorkflow(workflowPath, text, one.workflowText)))) continue;
    for (const { path, node, file } of changed) {
      const result = results.get(node);
      if (result?.kind === "written") written.set(path, { code: file, ...(result.first && { first: result.first }) });
    }
  }
  return written;
}

/** By their workflows; of copies of a node's file the first. */
async function changedFiles(
  store: FileStore,
  paths: readonly string[],
  workflows: SeenWorkflows,
  forces: boolean,
): Promise<ReadonlyMap<string, readonly NodeFileSides[]>> {
  const found = new Map<string, Map<string, NodeFileSides>>();
  for (const path of paths) {
    const sides = await readSides(store, path, workflows, "before").catch(unlessProblem);
    if (sides?.kind !== "sides") continue;
    const comparison = comparisonOf(sides);
    if (comparison !== "file-changed" && !(forces && comparison === "both-changed")) continue;
    const ofWorkflow = found.get(sides.workflowPath) ?? new Map<string, NodeFileSides>();
    found.set(sides.workflowPath, ofWorkflow);
    if (!ofWorkflow.has(sides.node.id)) ofWorkflow.set(sides.node.id, sides);
  }
  return new Map([...found].map(([path, files]) => [path, [...files.values()]]));
}

function unlessProblem(error: unknown): undefined {
  if (!(error instanceof FileProblem)) throw error;
}

async function succeeds(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    unlessProblem(error);
    return false;
  }
}
