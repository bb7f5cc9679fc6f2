import type { FirstWriting } from "../sources/first-writing.ts";
import { type WrittenCode, writeCodes } from "../sources/write-codes.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { declarationPath } from "../workflow/node-file.ts";
import { writeCompanions } from "./companions.ts";
import { type FileStore, withFreshFiles } from "./file-store.ts";
import { writeMirror } from "./mirror.ts";
import { comparisonOf, type NodeFileSides, type NoSides, readSides, savedCodeOf } from "./node-file-sides.ts";
import { nameOf } from "./paths.ts";
import { type SeenWorkflows, seenWorkflows } from "./seen-workflows.ts";
import type { WrittenTogether } from "./write-together.ts";

/** What became of a node file and its workflow. */
export type SaveResult =
  | {
      /** "kept": the file holds changes that the workflow does not have yet. */
      readonly kind: "saved" | "unchanged" | "updated" | "kept";
      readonly workflowPath: string;
      readonly node: CodeNode;
      /** What the node was called when both sides were last alike, if that was something else. */
      readonly renamedFrom?: string;
    }
  /** Both sides have changed: nothing was written. */
  | { readonly kind: "conflict"; readonly conflict: Conflict; readonly message: string }
  | NoSides;

/** What someone needs who decides: a three-way merge. */
export interface Conflict {
  /** Of the code file. */
  readonly path: string;
  readonly workflowPath: string;
  readonly node: CodeNode;
  readonly synced: string;
  readonly file: string;
  readonly workflow: string;
}

export interface SaveOptions {
  /** The code in the workflow that was looked at and may be written over. */
  readonly replaces?: string;
  /** Those of `store`, shared by who saves many node files: each is then read once for all that need not be written. */
  readonly workflows?: SeenWorkflows;
  /** What `writeTogether` has written of this file. */
  readonly written?: WrittenTogether;
}

/**
 * Brings a node file and its node in the workflow together: what changed on one side goes to the other. Rejects with
 * `FileProblem` when a file cannot be read or written.
 */
export function saveNodeFile(store: FileStore, path: string, options: SaveOptions = {}): Promise<SaveResult> {
  return inStep({ workflows: seenWorkflows(store), ...options, store, path, writesWorkflow: true });
}

/** Lets a node file follow its workflow; nothing goes from the file to the workflow. Rejects as `saveNodeFile` does. */
export function updateNodeFile(store: FileStore, path: string): Promise<SaveResult> {
  return inStep({ store, path, workflows: seenWorkflows(store), writesWorkflow: false });
}

interface StepTogether extends SaveOptions {
  readonly store: FileStore;
  readonly path: string;
  readonly workflows: SeenWorkflows;
  readonly writesWorkflow: boolean;
}

/** What is in step with a workflow as it was seen before stays as it is; before anything is written it is looked at anew. */
async function inStep(step: StepTogether): Promise<SaveResult> {
  const seen = await readSides(step.store, step.path, step.workflows, "before");
  if (seen.kind === "sides" && (isAlike(seen) || step.written?.code === seen.node.code.code))
    return bringTogether(step, seen);
  return withFreshFiles(async () => bringTogether(step, await readSides(step.store, step.path, step.workflows, "now")));
}

function isAlike(found: NodeFileSides): boolean {
  const { file, mirror, node } = found;
  return comparisonOf(found) === "alike" && file === mirror.code && node.title === mirror.title;
}

async function bringTogether(step: StepTogether, found: NodeFileSides | NoSides): Promise<SaveResult> {
  const { store, path, workflows, writesWorkflow } = step;
  if (found.kind !== "sides") return found;
  const written = step.written?.code === found.node.code.code ? step.written : undefined;
  const replaces = step.replaces ?? written?.code;
  const { mirror, declarationText, file, node, read, workflowPath, workflowText } = found;
  await writeCompanions(store, path, read.dialect, node, workflows.tended);
  const done = async (
    kind: "saved" | "unchanged" | "updated",
    code: string,
    first?: FirstWriting,
  ): Promise<SaveResult> => {
    if (code !== mirror.code || node.title !== mirror.title) {
      const { workflow, node: id } = mirror;
      const accepted = { workflow, node: id, title: node.title, code, ...(first && { first }) };
      const declaration = writeMirror(read.dialect.id, accepted, declarationText);
      if (kind === "updated") await store.write(declarationPath(path), declaration, declarationText);
      else await store.writeAfter(workflowPath, declarationPath(path), declaration, declarationText);
    }
    return { kind, workflowPath, node, ...(node.title !== mirror.title && { renamedFrom: mirror.title }) };
  };
  switch (comparisonOf(found, replaces)) {
    case "alike":
      if (written) return done("saved", file, written.first);
      return done("unchanged", file, file === mirror.code ? mirror.first : undefined);
    case "workflow-changed":
      await store.write(path, node.code.code, found.text);
      return done("updated", node.code.code);
    case "file-changed": {
      if (!writesWorkflow) return { kind: "kept", workflowPath, node };
      const { text, results } = writeCodes({ text: workflowText, ...read }, [savedCodeOf(found)]);
      const result = results.get(node) as WrittenCode;
      if (result.kind === "refusal") return { kind: "refused", message: result.message };
      if (text !== workflowText) {
        workflows.forget(workflowPath);
        await store.writeWorkflow(workflowPath, text, workflowText);
      }
      return done("saved", file, result.first);
    }
    case "both-changed":
      return conflictOf(found, replaces);
  }
}

export function conflictOf(
  { path, workflowPath, node, mirror, file }: NodeFileSides,
  replaces?: string,
): Extract<SaveResult, { readonly kind: "conflict" }> {
  const sides = { synced: replaces ?? mirror.code, file, workflow: node.code.code };
  const message = `"${node.title}" has changed in ${nameOf(workflowPath)} and in ${nameOf(path)}. Merge the two.`;
  return { kind: "conflict", conflict: { ...sides, path, workflowPath, node }, message };
}
