import type { SourceReading } from "../sources/source-file.ts";
import { refusedText } from "../sources/write-code.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { declarationPath } from "../workflow/node-file.ts";
import { codeOfFile } from "./code-of-file.ts";
import { writeCompanions } from "./companions.ts";
import { compareSides } from "./compare-sides.ts";
import { type ExistingNodeFile, existingNodeFiles } from "./existing-node-files.ts";
import { fileStems } from "./file-names.ts";
import { FileChanged, FileProblem, type FileStore, withFreshFiles } from "./file-store.ts";
import { isWrittenByHand, type Mirror, readMirror, writeMirror } from "./mirror.ts";
import { codeFilePath, endings, gitignorePath, nameOf, parentOf, pathToWorkflow } from "./paths.ts";

/** A node's file, and what was done about it. */
export type OpenedNodeFile = FollowingNodeFile | RefusedNodeFile;

export interface FollowingNodeFile {
  readonly node: CodeNode;
  /** Of the code. */
  readonly path: string;
  /**
   * "updated": it follows the workflow. "kept": it holds changes that the workflow does not have yet. "conflict": both
   * have changed, or nothing tells which of them has.
   */
  readonly status: "created" | "unchanged" | "updated" | "kept" | "conflict";
  /** What the node was called when both sides were last alike, if that was something else. */
  readonly renamedFrom?: string;
}

export interface RefusedNodeFile {
  readonly node: CodeNode;
  readonly path: string;
  readonly status: "refused";
  /** Names what stands in the way, and the remedy. */
  readonly message: string;
}

/**
 * Writes the files of the nodes that `isWanted` chooses, beside the workflow; files that are there already keep their
 * names and what was changed in them. One that cannot be read or written is refused, and the others are not. Rejects
 * with `FileProblem` when their folder cannot be read or written.
 */
export async function writeNodeFiles(
  store: FileStore,
  workflowPath: string,
  read: SourceReading,
  isWanted: (node: CodeNode) => boolean,
): Promise<readonly OpenedNodeFile[]> {
  await hideFromGit(store, workflowPath);
  const existing = await existingNodeFiles(store, workflowPath);
  const kept = new Map<string, ExistingNodeFile>();
  // Of copies the one that was copied counts, which mostly has the shortest path.
  for (const file of existing.toSorted((one, other) => one.path.length - other.path.length)) {
    if (file.mirror && !kept.has(file.mirror.node)) kept.set(file.mirror.node, file);
  }
  const byHand = existing.filter(({ isByHand }) => isByHand).map(({ stem }) => stem);
  const keptStems = new Map([...kept].map(([id, { stem }]) => [id, stem]));
  const stems = fileStems(read.reading.nodes, keptStems, byHand);
  const pathOf = ({ id, language }: CodeNode): string => {
    const stem = stems.get(id) ?? "node";
    const before = kept.get(id);
    // Wherever somebody has moved it to, it stays.
    if (before) return parentOf(before.path) + stem + endings[language];
    return codeFilePath(workflowPath, stem, language, !!read.dialect.companionFiles);
  };
  const opened: OpenedNodeFile[] = [];
  const tended = new Set<string>();
  for (const node of read.reading.nodes.filter(isWanted)) {
    opened.push(await openNodeFile(store, workflowPath, read, node, pathOf(node), tended));
  }
  return opened;
}

/** A team that wants its node files in the repository deletes what hides them. */
async function hideFromGit(store: FileStore, workflowPath: string): Promise<void> {
  const path = gitignorePath(workflowPath);
  if ((await store.list(parentOf(path))).length > 0) return;
  await store.write(path, "*\n", undefined).catch((error: unknown) => {
    // Another program has done so at the same time.
    if (!(error instanceof FileChanged)) throw error;
  });
}

async function openNodeFile(
  store: FileStore,
  workflowPath: string,
  read: SourceReading,
  node: CodeNode,
  path: string,
  tended: Set<string>,
): Promise<OpenedNodeFile> {
  const refusal = refusedText(node, node.code.code);
  if (refusal) return { node, path, status: "refused", message: refusal.message };
  try {
    await writeCompanions(store, path, read.dialect, node, tended);
    return await withFreshFiles(() => followWorkflow(store, workflowPath, read.dialect.id, node, path));
  } catch (error) {
    if (error instanceof FileProblem) return { node, path, status: "refused", message: error.message };
    throw error;
  }
}

async function followWorkflow(
  store: FileStore,
  workflowPath: string,
  dialect: string,
  node: CodeNode,
  path: string,
): Promise<FollowingNodeFile> {
  const { code } = node.code;
  const now: Mirror = { workflow: pathToWorkflow(path, workflowPath), node: node.id, title: node.title, code };
  const text = await store.read(path);
  const declaration = await store.read(declarationPath(path));
  const declare = (mirror: Mirror) =>
    store.write(declarationPath(path), writeMirror(dialect, mirror, declaration), declaration);
  if (declaration !== undefined && isWrittenByHand(declaration)) throw new FileProblem(byHandMessage(path));
  const before = readMirror(declaration ?? "");
  if (text === undefined) {
    await store.write(path, code, undefined);
    await declare(now);
    return { node, path, status: "created" };
  }
  // Without a declaration nothing tells what both sides had in common.
  const synced = before?.code ?? "";
  const renamed = before && before.title !== node.title ? { renamedFrom: before.title } : {};
  const comparison = compareSides({ synced, file: codeOfFile(text, before ?? node.code), workflow: code });
  switch (comparison) {
    case "alike":
      // The code may be what the file has just brought into a workflow that nobody has saved yet.
      if (!before || !isSame(before, now)) {
        const mirror = before?.first && before.code === code ? { ...now, first: before.first } : now;
        await store.writeAfter(
          workflowPath,
          declarationPath(path),
          writeMirror(dialect, mirror, declaration),
          declaration,
        );
      }
      return { node, path, status: "unchanged", ...renamed };
    case "workflow-changed":
      await store.write(path, code, text);
      await declare(now);
      return { node, path, status: "updated", ...renamed };
    case "file-changed":
    case "both-changed":
      if (before?.workflow !== now.workflow) {
        await declare({ ...now, title: node.title, ...before, workflow: now.workflow, node: node.id, code: synced });
      }
      return { node, path, status: comparison === "file-changed" ? "kept" : "conflict" };
  }
}

function byHandMessage(path: string): string {
  const name = nameOf(declarationPath(path));
  return `${name} was written by hand, and is left alone. Move it elsewhere, or delete it, and open the node again.`;
}

function isSame(one: Mirror, other: Mirror): boolean {
  return one.code === other.code && one.title === other.title && one.workflow === other.workflow;
}
