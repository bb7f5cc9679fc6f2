import assert from "node:assert/strict";
import type { OffsetRange } from "../../../src/core/text/offset-range.ts";

export interface Note {
  readonly range: OffsetRange;
  readonly text: string;
}

/**
 * Compares notes with a picture: below a line of code, a line that starts with `marker` has carets under the noted
 * text and the note's own text after them. A range that goes over several lines has carets to the end of its first.
 */
export function expectNotes(picture: string, marker: string, read: (code: string) => readonly Note[]): void {
  const code = picture
    .split("\n")
    .filter((line) => !isCaretLine(line, marker))
    .join("\n");
  assert.equal(drawNotes(code, marker, read(code)), picture);
}

function isCaretLine(line: string, marker: string): boolean {
  return line.startsWith(marker) && /^\s*\^/.test(line.slice(marker.length));
}

function drawNotes(code: string, marker: string, notes: readonly Note[]): string {
  let lineStart = 0;
  const drawn: string[] = [];
  for (const line of code.split("\n")) {
    drawn.push(line);
    for (const { range, text } of notes.toSorted((left, right) => left.range.start - right.range.start)) {
      if (range.start < lineStart || range.start > lineStart + line.length) continue;
      const column = range.start - lineStart;
      const width = Math.max(1, Math.min(range.end, lineStart + line.length) - range.start);
      drawn.push(`${marker.padEnd(column)}${"^".repeat(width)} ${text}`);
    }
    lineStart += line.length + 1;
  }
  return drawn.join("\n");
}
