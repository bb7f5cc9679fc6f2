import type { OffsetRange } from "./offset-range.ts";

/** One stretch of a text, and what takes its place. */
export interface TextEdit {
  readonly range: OffsetRange;
  readonly newText: string;
}

export function applyEdit(text: string, edit: TextEdit): string {
  return applyEdits(text, [edit]);
}

/** `edits` of this very text, in any order; no two overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { range, newText } of inOrder(edits)) {
    parts.push(text.slice(at, range.start), newText);
    at = range.end;
  }
  return parts.join("") + text.slice(at);
}

export function inOrder<Edit extends TextEdit>(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((one, other) => one.range.start - other.range.start);
}
