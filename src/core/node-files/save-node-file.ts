import { type CodeNode, languageNames } from "../workflow/code-node.ts";
import { declarationPath, languageOfFile } from "../workflow/node-file.ts";
import { readSource, type SourceReading } from "../workflow/source-file.ts";
import { workflowReferenceProblem } from "../workflow/workflow-reference.ts";
import { type FirstWriting, firstWriting, restoreFirst } from "../write/first-writing.ts";
import { writeCode } from "../write/write-code.ts";
import { codeOfFile } from "./code-of-file.ts";
import { writeCompanions } from "./companions.ts";
import { compareSides } from "./compare-sides.ts";
import { type FileStore, withFreshFiles } from "./file-store.ts";
import { type Mirror, readMirror, writeMirror } from "./mirror.ts";
import { joined, nameOf, parentOf, workflowOfFolder } from "./paths.ts";

/** What became of a node file and its workflow. */
export type SaveResult =
  | { readonly kind: "saved" | "unchanged" | "updated"; readonly workflowPath: string; readonly node: CodeNode }
  /** Both sides have changed: nothing was written. */
  | { readonly kind: "conflict"; readonly conflict: Conflict; readonly message: string }
  /** Nothing was written, and nothing is lost; `message` names the remedy. */
  | { readonly kind: "refused"; readonly message: string }
  /** It is no node file that is kept in step with a workflow. */
  | { readonly kind: "not-mirrored" };

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
}

/**
 * Brings a node file and its node in the workflow together: what changed on one side goes to the other. Rejects with
 * `FileProblem` when a file cannot be read or written.
 */
export function saveNodeFile(store: FileStore, path: string, options: SaveOptions = {}): Promise<SaveResult> {
  return withFreshFiles(() => bringTogether(store, path, options));
}

async function bringTogether(store: FileStore, path: string, { replaces }: SaveOptions): Promise<SaveResult> {
  const mirror = readMirror((await store.read(declarationPath(path))) ?? "");
  const text = mirror && (await store.read(path));
  if (!mirror || text === undefined) return { kind: "not-mirrored" };
  const problem = workflowReferenceProblem(mirror.workflow);
  if (problem !== undefined) return refused(referenceMessage(path, mirror, problem));
  const workflowPath = joined(parentOf(path), mirror.workflow);
  const around = workflowOfFolder(path);
  if (around !== undefined && around !== workflowPath) return refused(elsewhereMessage(path, workflowPath, around));
  const workflowText = await store.read(workflowPath, "workflow");
  const read = workflowText === undefined ? undefined : readSource({ path: workflowPath, text: workflowText });
  const node = read?.reading.nodes.find(({ id }) => id === mirror.node);
  if (workflowText === undefined || !read || !node) return refused(goneMessage(path, mirror, read));
  if (node.language !== languageOfFile(path)) return refused(languageMessage(path, workflowPath, node));

  await writeCompanions(store, path, read.dialect, node);
  const file = codeOfFile(text, mirror);
  const sides = { synced: replaces ?? mirror.code, file, workflow: node.code.code };
  const done = async (
    kind: "saved" | "unchanged" | "updated",
    code: string,
    first: FirstWriting | undefined,
  ): Promise<SaveResult> => {
    if (code !== mirror.code || node.title !== mirror.title) {
      const { workflow, node: id } = mirror;
      const accepted = { workflow, node: id, title: node.title, code, ...(first && { first }) };
      const declaration = writeMirror(read.dialect.id, accepted);
      if (kind === "updated") await store.write(declarationPath(path), declaration);
      else await store.writeAfter(workflowPath, declarationPath(path), declaration);
    }
    return { kind, workflowPath, node };
  };
  switch (compareSides(sides)) {
    case "alike":
      return done("unchanged", file, file === mirror.code ? mirror.first : undefined);
    case "workflow-changed":
      await store.write(path, sides.workflow, text);
      return done("updated", sides.workflow, undefined);
    case "file-changed": {
      const workflow = { text: workflowText, ...read };
      const restored = mirror.first?.code === file ? restoreFirst(workflow, node, mirror.first) : undefined;
      const writing = restored ?? writeCode(workflow, node, file);
      if (writing.kind === "refusal") return refused(writing.message);
      if (writing.kind === "edit") await store.edit(workflowPath, workflowText, writing);
      const isNew = writing.kind === "edit" && !restored;
      return done("saved", file, isNew ? firstWriting(workflow, node, writing, mirror.first) : undefined);
    }
    case "both-changed": {
      const message = `"${node.title}" has changed in ${nameOf(workflowPath)} and in ${nameOf(path)}. Merge the two.`;
      return { kind: "conflict", conflict: { ...sides, path, workflowPath, node }, message };
    }
  }
}

function refused(message: string): SaveResult {
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
  return `"from" of ${nameOf(declarationPath(path))} names ${JSON.stringify(workflow)}, ${problem}`;
}

function languageMessage(path: string, workflowPath: string, { title, language }: CodeNode): string {
  return `"${title}" is written in ${languageNames[language]} in ${nameOf(workflowPath)} now, and ${nameOf(path)} is not. It keeps its code: open the node anew, and delete this file when you need it no more.`;
}

function elsewhereMessage(path: string, workflowPath: string, around: string): string {
  return `${nameOf(path)} lies with the node files of ${nameOf(around)}, but its declaration names ${nameOf(workflowPath)}, and nothing was written. Open the node anew from ${nameOf(around)}: then the file belongs to it.`;
}
