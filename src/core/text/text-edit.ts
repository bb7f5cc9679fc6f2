import type { OffsetRange } from "./offset-range.ts";

/** One stretch of a text, and what takes its place. */
export interface TextEdit {
  readonly range: OffsetRange;
  readonly newText: string;
}

export function applyEdit(text: string, { range, newText }: TextEdit): string {
  return text.slice(0, range.start) + newText + text.slice(range.end);
}
