import type { OffsetRange } from "./offset-range.ts";

/** A place in a document as LSP counts: line and UTF-16 character, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/** The offsets at which the lines of one text begin; `\n`, `\r\n` and a lone `\r` end a line, as in LSP. */
export interface LineIndex {
  readonly lineStarts: readonly number[];
  readonly length: number;
}

export function indexLines(text: string): LineIndex {
  const lineStarts = [0];
  for (const lineEnd of text.matchAll(/\r\n|\n|\r/g)) lineStarts.push(lineEnd.index + lineEnd[0].length);
  return { lineStarts, length: text.length };
}

/** The line of a place as people count, from 1. */
export function lineNumberAt(text: string, offset: number): number {
  return positionAt(indexLines(text), offset).line + 1;
}

/** Offsets outside the text are moved to its nearer end. */
export function positionAt(index: LineIndex, offset: number): Position {
  const clamped = Math.max(0, Math.min(offset, index.length));
  let low = 0;
  let high = index.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.lineStarts[middle] as number) <= clamped) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: clamped - (index.lineStarts[low] as number) };
}

/** Lines and characters outside the text are moved to its nearer end. */
export function offsetAt(index: LineIndex, position: Position): number {
  if (position.line >= index.lineStarts.length) return index.length;
  const lineStart = index.lineStarts[Math.max(0, position.line)] as number;
  const nextStart = index.lineStarts[position.line + 1] ?? index.length;
  return Math.min(lineStart + Math.max(0, position.character), nextStart);
}

export function positionRange(index: LineIndex, range: OffsetRange): PositionRange {
  return { start: positionAt(index, range.start), end: positionAt(index, range.end) };
}
