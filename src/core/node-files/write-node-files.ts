import type { SourceReading } from "../sources/source-file.ts";
import { refusedText } from "../sources/write-code.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { declarationPath } from "../workflow/node-file.ts";
import { codeOfFile } from "./code-of-file.ts";
import { writeCompanions } from "./companions.ts";
import { compareSides } from "./compare-sides.ts";
import { existingNodeFiles } from "./existing-node-files.ts";
import { fileStems } from "./file-names.ts";
import { FileChanged, FileProblem, type FileStore, withFreshFiles } from "./file-store.ts";
import { type Mirror, readMirror, writeMirror } from "./mirror.ts";
import { codeFilePath, gitignorePath, parentOf, pathToWorkflow } from "./paths.ts";

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
  const kept = new Map<string, string>();
  // Of copies the one that was copied counts, which mostly has the shortest name.
  for (const { mirror, stem } of existing.toSorted((one, other) => one.stem.length - other.stem.length)) {
    if (mirror && !kept.has(mirror.node)) kept.set(mirror.node, stem);
  }
  const byHand = existing.filter(({ isByHand }) => isByHand).map(({ stem }) => stem);
  const stems = fileStems(read.reading.nodes, kept, byHand);
  const opened: OpenedNodeFile[] = [];
  for (const node of read.reading.nodes.filter(isWanted)) {
    const path = codeFilePath(workflowPath, stems.get(node.id) ?? "node", node.language, !!read.dialect.companionFiles);
    opened.push(await openNodeFile(store, workflowPath, read, node, path));
  }
  return opened;
}

/** A team that wants its node files in the repository deletes what hides them. */
async function hideFromGit(store: FileStore, workflowPath: string): Promise<void> {
  const path = gitignorePath(workflowPath);
  if ((await store.list(parentOf(path))).length > 0) return;
  await store.write(path, "*\n").catch((error: unknown) => {
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
): Promise<OpenedNodeFile> {
  const refusal = refusedText(node, node.code.code);
  if (refusal) return { node, path, status: "refused", message: refusal.message };
  try {
    await writeCompanions(store, path, read.dialect, node);
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
  const declare = (mirror: Mirror) => store.write(declarationPath(path), writeMirror(dialect, mirror));
  const text = await store.read(path);
  const before = readMirror((await store.read(declarationPath(path))) ?? "");
  if (text === undefined) {
    await store.write(path, code);
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
        await store.writeAfter(workflowPath, declarationPath(path), writeMirror(dialect, mirror));
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

function isSame(one: Mirror, other: Mirror): boolean {
  return one.code === other.code && one.title === other.title && one.workflow === other.workflow;
}
