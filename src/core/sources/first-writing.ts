import type { CodeEdit } from "../text/code-edit.ts";
import { offsetRange } from "../text/offset-range.ts";
import { applyEdit } from "../text/text-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { confirmed, type WorkflowText } from "./write-code.ts";

/** A code and how it stood in a workflow, so that a change that is taken back leaves no trace there. */
export interface FirstWriting {
  readonly code: string;
  /** What stood in the code's place, as it is written there. */
  readonly source: string;
  /** What writing has put behind the code's place since, and goes with it. */
  readonly behind: string;
}

/**
 * Puts a node's code back as it stood there first; undefined when that cannot be done any more. What is put in is the
 * scalar of this very code and nothing else, whoever says that it stood there.
 */
export function restoreFirst(workflow: WorkflowText, node: CodeNode, first: FirstWriting): CodeEdit | undefined {
  const { start, end } = node.code.documentRange;
  if (!workflow.text.startsWith(first.behind, end)) return undefined;
  const range = offsetRange(start, end + first.behind.length);
  const writing = confirmed(workflow, node, first.code, { kind: "edit", range, newText: first.source });
  if (writing.kind !== "edit") return undefined;
  const now = readAfter(workflow, node, writing).code.documentRange;
  return now.start === start && now.end === start + first.source.length ? writing : undefined;
}

/**
 * What has to be remembered for that when `edit` writes new code into the node; undefined when its place can be told no
 * more. `first` is what was remembered until now.
 */
export function firstWriting(
  workflow: WorkflowText,
  node: CodeNode,
  edit: CodeEdit,
  first: FirstWriting | undefined,
): FirstWriting | undefined {
  const { text } = workflow;
  const { code, documentRange: place } = node.code;
  const after = applyEdit(text, edit);
  const now = readAfter(workflow, node, edit);
  const end = edit.range.start + edit.newText.length;
  const { documentRange: newPlace } = now.code;
  const isSamePlace = edit.range.start === place.start && edit.range.end === place.end;
  if (!isSamePlace || newPlace.start !== place.start || newPlace.end > end) return undefined;
  const behind = after.slice(newPlace.end, end);
  if (first) return text.startsWith(first.behind, place.end) ? { ...first, behind: behind + first.behind } : undefined;
  return { code, source: text.slice(place.start, place.end), behind };
}

/** The node as it is read when the edit is done; the nodes and their order are the same then. */
function readAfter({ text, dialect, reading }: WorkflowText, node: CodeNode, edit: CodeEdit): CodeNode {
  return dialect.readWorkflow(applyEdit(text, edit)).nodes[reading.nodes.indexOf(node)] as CodeNode;
}
