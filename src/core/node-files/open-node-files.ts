import type { CodeNode, Language } from "../workflow/code-node.ts";
import { declarationPath, declarationSuffix } from "../workflow/node-file.ts";
import type { SourceReading } from "../workflow/source-file.ts";
import { compareSides, withLineEndsOf } from "./compare-sides.ts";
import { fileStems } from "./file-names.ts";
import type { FileStore } from "./file-store.ts";
import { readMirror, writeMirror } from "./mirror.ts";
import { gitignorePath, nameOf, nodeFilesFolder } from "./paths.ts";

/** A node's file, and what was done about it. */
export interface OpenedNodeFile {
  readonly node: CodeNode;
  /** Of the code. */
  readonly path: string;
  /**
   * "updated": it follows the workflow. "kept": it holds changes that the workflow does not have yet. "conflict": both
   * have changed.
   */
  readonly status: "created" | "unchanged" | "updated" | "kept" | "conflict";
  /** What the node was called when both sides were last alike, if that was something else. */
  readonly renamedFrom?: string;
}

/**
 * Writes the files of the nodes that `isWanted` chooses, beside the workflow; files that are there already keep their
 * names and what was changed in them. Rejects when a file cannot be read or written.
 */
export async function openNodeFiles(
  store: FileStore,
  workflowPath: string,
  read: SourceReading,
  isWanted: (node: CodeNode) => boolean,
): Promise<readonly OpenedNodeFile[]> {
  const { nodes } = read.reading;
  const existing = await existingNodeFiles(store, workflowPath);
  const stems = fileStems(nodes, new Map([...existing].map(([id, { stem }]) => [id, stem])));
  const opened: OpenedNodeFile[] = [];
  for (const node of nodes.filter(isWanted)) {
    const stem = stems.get(node.id) ?? node.id;
    opened.push(await openNodeFile(store, workflowPath, read, node, stem));
  }
  return opened;
}

async function openNodeFile(
  store: FileStore,
  workflowPath: string,
  { dialect }: SourceReading,
  node: CodeNode,
  stem: string,
): Promise<OpenedNodeFile> {
  const companions = dialect.companionFiles?.(node) ?? [];
  const depth = dialect.companionFiles ? 3 : 2;
  const folder = nodeFilesFolder(workflowPath) + (dialect.companionFiles ? `/${stem}/` : "/");
  const path = `${folder}${stem}${endings[node.language]}`;
  const { code } = node.code;
  const mirrored = { workflow: "../".repeat(depth) + nameOf(workflowPath), node: node.id, title: node.title, code };
  const accept = () => store.write(declarationPath(path), writeMirror(dialect.id, mirrored));

  if ((await store.read(gitignorePath(workflowPath))) === undefined)
    await store.write(gitignorePath(workflowPath), "*\n");
  for (const { name, text } of companions) {
    if ((await store.read(folder + name)) !== text) await store.write(folder + name, text);
  }
  const [before, declaration] = [await store.read(path), await store.read(declarationPath(path))];
  const mirror = declaration === undefined ? undefined : readMirror(declaration);
  if (before === undefined || mirror === undefined) {
    await store.write(path, code);
    await accept();
    return { node, path, status: "created" };
  }
  const file = store.unifiesLineEnds ? withLineEndsOf(mirror.code, before) : before;
  const opened = { node, path, ...(mirror.title === node.title ? {} : { renamedFrom: mirror.title }) };
  switch (compareSides({ synced: mirror.code, file, workflow: code })) {
    case "alike":
      if (mirror.code !== code || mirror.title !== node.title) await accept();
      return { ...opened, status: "unchanged" };
    case "workflow-changed":
      await store.write(path, code);
      await accept();
      return { ...opened, status: "updated" };
    case "file-changed":
      return { node, path, status: "kept" };
    case "both-changed":
      return { node, path, status: "conflict" };
  }
}

export interface ExistingNodeFile {
  readonly nodeId: string;
  /** What the node was called when both sides were last alike. */
  readonly title: string;
  /** Of the code. */
  readonly path: string;
  /** The name without its ending. */
  readonly stem: string;
}

/** The node files of a workflow that are kept in step with it, by the ids of their nodes. */
export async function existingNodeFiles(
  store: FileStore,
  workflowPath: string,
): Promise<ReadonlyMap<string, ExistingNodeFile>> {
  const found = new Map<string, ExistingNodeFile>();
  for (const declaration of await declarationsIn(store, `${nodeFilesFolder(workflowPath)}/`)) {
    const mirror = readMirror((await store.read(declaration)) ?? "");
    if (!mirror || found.has(mirror.node)) continue;
    const stem = nameOf(declaration).slice(0, -declarationSuffix.length);
    const beside = declaration.slice(0, -declarationSuffix.length);
    for (const ending of Object.values(endings)) {
      const path = beside + ending;
      if ((await store.read(path)) === undefined) continue;
      found.set(mirror.node, { nodeId: mirror.node, title: mirror.title, path, stem });
      break;
    }
  }
  return found;
}

async function declarationsIn(store: FileStore, folder: string): Promise<readonly string[]> {
  const declarations: string[] = [];
  for (const name of await store.list(folder)) {
    if (name.endsWith(declarationSuffix)) declarations.push(folder + name);
    if (!name.endsWith("/")) continue;
    const inside = await store.list(folder + name);
    declarations.push(...inside.flatMap((each) => (each.endsWith(declarationSuffix) ? folder + name + each : [])));
  }
  return declarations;
}

export const endings: Readonly<Record<Language, string>> = { python: ".py", javascript: ".js" };
