import type { SourceReading } from "../sources/source-file.ts";
import type { SavedCode } from "../sources/write-codes.ts";
import { type CodeNode, languageNames } from "../workflow/code-node.ts";
import { declarationPath, languageOfFile } from "../workflow/node-file.ts";
import { quotedReference, workflowReferenceProblem } from "../workflow/workflow-reference.ts";
import { codeOfFile } from "./code-of-file.ts";
import { compareSides } from "./compare-sides.ts";
import type { FileStore } from "./file-store.ts";
import { type Mirror, readMirror } from "./mirror.ts";
import { joined, nameOf, parentOf, workflowOfFolder } from "./paths.ts";
import { type SeenWorkflows, seenWorkflows } from "./seen-workflows.ts";

/** A node file and its node in the workflow, as they are now. */
export interface NodeFileSides {
  readonly kind: "sides";
  /** Of the code file. */
  readonly path: string;
  /** Its text as it was read, and the code that it stands for. */
  readonly text: string;
  readonly file: string;
  readonly mirror: Mirror;
  readonly declarationText: string;
  readonly workflowPath: string;
  readonly workflowText: string;
  readonly read: SourceReading;
  readonly node: CodeNode;
}

export type NoSides =
  /** Nothing is lost; `message` names the remedy. */
  | { readonly kind: "refused"; readonly message: string }
  /** It is no node file that is kept in step with a workflow. */
  | { readonly kind: "not-mirrored" };

/** Reads both, and writes nothing. `when`: which state of the workflow. Rejects with `FileProblem` when a file cannot be read. */
export async function readSides(
  store: FileStore,
  path: string,
  workflows: SeenWorkflows = seenWorkflows(store),
  when: "now" | "before" = "now",
): Promise<NodeFileSides | NoSides> {
  const declarationText = (await store.read(declarationPath(path))) ?? "";
  const mirror = readMirror(declarationText);
  const text = mirror && (await store.read(path));
  if (!mirror || text === undefined) return { kind: "not-mirrored" };
  const problem = workflowReferenceProblem(mirror.workflow);
  if (problem !== undefined) return refused(referenceMessage(path, mirror, problem));
  const workflowPath = joined(parentOf(path), mirror.workflow);
  const around = workflowOfFolder(path);
  if (around !== undefined && around !== workflowPath) return refused(elsewhereMessage(path, workflowPath, around));
  const workflow = await workflows.look(workflowPath, when);
  const read = workflow?.read;
  const node = workflow?.nodes.get(mirror.node);
  if (!workflow || !read || !node) return refused(goneMessage(path, mirror, read));
  if (node.language !== languageOfFile(path)) return refused(languageMessage(path, workflowPath, node));
  const file = codeOfFile(text, mirror);
  const sides = { path, text, file, mirror, declarationText, workflowPath, workflowText: workflow.text, read, node };
  return { kind: "sides", ...sides };
}

/** What saving the file puts into its workflow. */
export function savedCodeOf({ node, file, mirror }: NodeFileSides): SavedCode {
  return { node, code: file, ...(mirror.first && { first: mirror.first }) };
}

/** What both sides have become since they were last alike, or since the workflow's code was `replaces`. */
export function comparisonOf({ mirror, file, node }: NodeFileSides, replaces?: string) {
  return compareSides({ synced: replaces ?? mirror.code, file, workflow: node.code.code });
}

function refused(message: string): NoSides {
  return { kind: "refused", message };
}

function goneMessage(path: string, { workflow, node, title }: Mirror, read: SourceReading | undefined): string {
  const kept = `${nameOf(path)} keeps its code`;
  if (!read) {
    return `${nameOf(workflow)} is not there any more, or holds no Code nodes. ${kept}: bring the workflow back, or delete the file.`;
  }
  // What is wrong with the whole file stands first, and belongs to no node.
  const [first] = read.reading.problems;
  const problem = read.reading.problems.find(({ nodeId }) => nodeId === node) ?? (first?.nodeId ? undefined : first);
  return problem
    ? `"${title}" cannot be read in ${nameOf(workflow)}. ${problem.message} ${kept}: save it again when that is mended.`
    : `${nameOf(workflow)} has no Code node "${title}" any more. ${kept}: put it into another node, or delete the file.`;
}

function referenceMessage(path: string, { workflow }: Mirror, problem: string): string {
  return `"from" of ${nameOf(declarationPath(path))} names ${JSON.stringify(quotedReference(workflow))}, ${problem}`;
}

function languageMessage(path: string, workflowPath: string, { title, language }: CodeNode): string {
  return `"${title}" is written in ${languageNames[language]} in ${nameOf(workflowPath)} now, and ${nameOf(path)} is not. It keeps its code: open the node anew, and delete this file when you need it no more.`;
}

function elsewhereMessage(path: string, workflowPath: string, around: string): string {
  return `${nameOf(path)} lies with the node files of ${nameOf(around)}, but its declaration names ${nameOf(workflowPath)}, and nothing was written. Open the node anew from ${nameOf(around)}: then the file belongs to it.`;
}
