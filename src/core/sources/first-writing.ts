import type { CodeEdit } from "../text/code-edit.ts";
import { offsetRange } from "../text/offset-range.ts";
import type { TextEdit } from "../text/text-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";

/** A code and how it stood in a workflow, so that a change that is taken back leaves no trace there. */
export interface FirstWriting {
  readonly code: string;
  /** What stood in the code's place, as it is written there. */
  readonly source: string;
  /** What writing has put behind the code's place since, and goes with it. */
  readonly behind: string;
}

/** An edit of a workflow's text that has been done, perhaps beside others. */
export interface DoneEdit {
  readonly edit: TextEdit;
  /** The text with all that has been done, and the node as it is read from there. */
  readonly after: string;
  readonly now: CodeNode;
  /** How far the others have moved what the edit has put in; in UTF-16 units. */
  readonly moved: number;
}

/**
 * What puts a node's code back as it stood there first, if `isPutBack` when it is done; undefined when that cannot be
 * any more. What is put in is the scalar of this very code and nothing else, whoever says that it stood there.
 */
export function puttingBack(text: string, node: CodeNode, first: FirstWriting): CodeEdit | undefined {
  const { start, end } = node.code.documentRange;
  if (!text.startsWith(first.behind, end)) return undefined;
  return { kind: "edit", range: offsetRange(start, end + first.behind.length), newText: first.source };
}

/** Whether the node's code stands in what was put in, and in nothing else. */
export function isPutBack({ edit, now, moved }: DoneEdit): boolean {
  const { start, end } = now.code.documentRange;
  return start === edit.range.start + moved && end === start + edit.newText.length;
}

/**
 * What has to be remembered when new code was written into `node`, as it stood in `text`; undefined when its place can
 * be told no more. `first` is what was remembered until now.
 */
export function firstWriting(
  text: string,
  node: CodeNode,
  { edit, after, now, moved }: DoneEdit,
  first: FirstWriting | undefined,
): FirstWriting | undefined {
  const { code, documentRange: place } = node.code;
  const end = edit.range.start + moved + edit.newText.length;
  const { documentRange: newPlace } = now.code;
  const isSamePlace = edit.range.start === place.start && edit.range.end === place.end;
  if (!isSamePlace || newPlace.start !== place.start + moved || newPlace.end > end) return undefined;
  const behind = after.slice(newPlace.end, end);
  if (first) return text.startsWith(first.behind, place.end) ? { ...first, behind: behind + first.behind } : undefined;
  return { code, source: text.slice(place.start, place.end), behind };
}
