import { type FirstWriting, firstWriting, restoreFirst } from "../sources/first-writing.ts";
import { writeCode } from "../sources/write-code.ts";
import { applyEdit } from "../text/text-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { declarationPath } from "../workflow/node-file.ts";
import { writeCompanions } from "./companions.ts";
import { compareSides } from "./compare-sides.ts";
import { type FileStore, withFreshFiles } from "./file-store.ts";
import { writeMirror } from "./mirror.ts";
import { type NodeFileSides, type NoSides, readSides } from "./node-file-sides.ts";
import { nameOf } from "./paths.ts";
import { type SeenWorkflows, seenWorkflows } from "./seen-workflows.ts";

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
}

/**
 * Brings a node file and its node in the workflow together: what changed on one side goes to the other. Rejects with
 * `FileProblem` when a file cannot be read or written.
 */
export function saveNodeFile(store: FileStore, path: string, options: SaveOptions = {}): Promise<SaveResult> {
  const { workflows = seenWorkflows(store), replaces } = options;
  return inStep({ store, path, workflows, writesWorkflow: true, ...(replaces !== undefined && { replaces }) });
}

/** Lets a node file follow its workflow; nothing goes from the file to the workflow. Rejects as `saveNodeFile` does. */
export function updateNodeFile(store: FileStore, path: string): Promise<SaveResult> {
  return inStep({ store, path, workflows: seenWorkflows(store), writesWorkflow: false });
}

interface StepTogether {
  readonly store: FileStore;
  readonly path: string;
  readonly workflows: SeenWorkflows;
  readonly writesWorkflow: boolean;
  readonly replaces?: string;
}

/** What is in step with a workflow as it was seen before stays as it is; before anything is written it is looked at anew. */
async function inStep(step: StepTogether): Promise<SaveResult> {
  const seen = await readSides(step.store, step.path, step.workflows, "before");
  if (seen.kind === "sides" && isAlike(seen)) return bringTogether(step, seen);
  return withFreshFiles(async () => bringTogether(step, await readSides(step.store, step.path, step.workflows, "now")));
}

function isAlike(found: NodeFileSides): boolean {
  const { file, mirror, node } = found;
  return comparisonOf(found) === "alike" && file === mirror.code && node.title === mirror.title;
}

async function bringTogether(step: StepTogether, found: NodeFileSides | NoSides): Promise<SaveResult> {
  const { store, path, workflows, writesWorkflow, replaces } = step;
  if (found.kind !== "sides") return found;
  const { mirror, declarationText, file, node, read, workflowPath, workflowText } = found;
  await writeCompanions(store, path, read.dialect, node);
  const done = async (
    kind: "saved" | "unchanged" | "updated",
    code: string,
    first?: FirstWriting,
  ): Promise<SaveResult> => {
    if (code !== mirror.code || node.title !== mirror.title) {
      const { workflow, node: id } = mirror;
      const accepted = { workflow, node: id, title: node.title, code, ...(first && { first }) };
      const declaration = writeMirror(read.dialect.id, accepted);
      if (kind === "updated") await store.write(declarationPath(path), declaration, declarationText);
      else await store.writeAfter(workflowPath, declarationPath(path), declaration, declarationText);
    }
    return { kind, workflowPath, node, ...(node.title !== mirror.title && { renamedFrom: mirror.title }) };
  };
  switch (comparisonOf(found, replaces)) {
    case "alike":
      return done("unchanged", file, file === mirror.code ? mirror.first : undefined);
    case "workflow-changed":
      await store.write(path, node.code.code, found.text);
      return done("updated", node.code.code);
    case "file-changed": {
      if (!writesWorkflow) return { kind: "kept", workflowPath, node };
      const workflow = { text: workflowText, ...read };
      const restored = mirror.first?.code === file ? restoreFirst(workflow, node, mirror.first) : undefined;
      const writing = restored ?? writeCode(workflow, node, file);
      if (writing.kind === "refusal") return { kind: "refused", message: writing.message };
      if (writing.kind === "edit") {
        workflows.forget(workflowPath);
        await store.writeWorkflow(workflowPath, applyEdit(workflowText, writing), workflowText);
      }
      const isNew = writing.kind === "edit" && !restored;
      return done("saved", file, isNew ? firstWriting(workflow, node, writing, mirror.first) : undefined);
    }
    case "both-changed":
      return conflictOf(found, replaces);
  }
}

/** What both sides have become since they were last alike, or since the workflow's code was `replaces`. */
export function comparisonOf({ mirror, file, node }: NodeFileSides, replaces?: string) {
  return compareSides({ synced: replaces ?? mirror.code, file, workflow: node.code.code });
}

export function conflictOf(
  { path, workflowPath, node, mirror, file }: NodeFileSides,
  replaces?: string,
): Extract<SaveResult, { readonly kind: "conflict" }> {
  const sides = { synced: replaces ?? mirror.code, file, workflow: node.code.code };
  const message = `"${node.title}" has changed in ${nameOf(workflowPath)} and in ${nameOf(path)}. Merge the two.`;
  return { kind: "conflict", conflict: { ...sides, path, workflowPath, node }, message };
}
