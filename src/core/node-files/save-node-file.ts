import type { CodeNode } from "../workflow/code-node.ts";
import { declarationPath } from "../workflow/node-file.ts";
import { readSource, type SourceReading } from "../workflow/source-file.ts";
import { writeCode } from "../write/write-code.ts";
import { compareSides, withLineEndsOf } from "./compare-sides.ts";
import type { FileStore } from "./file-store.ts";
import { type Mirror, readMirror, writeMirror } from "./mirror.ts";
import { joined, nameOf, parentOf } from "./paths.ts";

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
 * Brings a node file and its node in the workflow together: what changed on one side goes to the other. Rejects when a
 * file cannot be read or written.
 */
export async function saveNodeFile(store: FileStore, path: string, options: SaveOptions = {}): Promise<SaveResult> {
  const mirror = readMirror((await store.read(declarationPath(path))) ?? "");
  const text = mirror && (await store.read(path));
  if (!mirror || text === undefined) return { kind: "not-mirrored" };
  const workflowPath = joined(parentOf(path), mirror.workflow);
  const workflowText = await store.read(workflowPath);
  const read = workflowText === undefined ? undefined : readSource({ path: workflowPath, text: workflowText });
  const node = read?.reading.nodes.find(({ id }) => id === mirror.node);
  if (workflowText === undefined || !read || !node)
    return { kind: "refused", message: goneMessage(path, mirror, read) };

  const file = store.unifiesLineEnds ? withLineEndsOf(mirror.code, text) : text;
  const sides = { synced: options.replaces ?? mirror.code, file, workflow: node.code.code };
  const done = async (kind: "saved" | "unchanged" | "updated", code: string): Promise<SaveResult> => {
    const accepted = { ...mirror, title: node.title, code };
    if (code !== mirror.code || node.title !== mirror.title) {
      await store.write(declarationPath(path), writeMirror(read.dialect.id, accepted));
    }
    return { kind, workflowPath, node };
  };
  switch (compareSides(sides)) {
    case "alike":
      return done("unchanged", file);
    case "workflow-changed":
      await store.write(path, sides.workflow);
      return done("updated", sides.workflow);
    case "file-changed": {
      const writing = writeCode({ text: workflowText, ...read }, node, file);
      if (writing.kind === "refusal") return { kind: "refused", message: writing.message };
      if (writing.kind === "edit") await store.edit(workflowPath, workflowText, writing);
      return done("saved", file);
    }
    case "both-changed": {
      const message = `"${node.title}" has changed in ${nameOf(workflowPath)} and in ${nameOf(path)}. Merge the two.`;
      return { kind: "conflict", conflict: { ...sides, path, workflowPath, node }, message };
    }
  }
}

function goneMessage(path: string, { workflow, title }: Mirror, read: SourceReading | undefined): string {
  const kept = `${nameOf(path)} keeps its code`;
  return read
    ? `${nameOf(workflow)} has no readable Code node "${title}" any more. ${kept}: put it into another node, or delete the file.`
    : `${nameOf(workflow)} is not there any more, or holds no Code nodes. ${kept}: bring the workflow back, or delete the file.`;
}
