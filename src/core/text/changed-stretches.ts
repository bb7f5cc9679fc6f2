import { keptStretches } from "./json/kept-lines.ts";
import { offsetRange } from "./offset-range.ts";
import type { TextEdit } from "./text-edit.ts";

/** An edit as several of only what it changes, in order: an editor then keeps cursors and markers beside them. */
export function changedStretches(text: string, whole: TextEdit): readonly TextEdit[] {
  const { range, newText } = whole;
  const kept = keptStretches(text.slice(range.start, range.end), newText);
  const edits: TextEdit[] = [];
  let oldAt = 0;
  let newAt = 0;
  const changeTo = (oldEnd: number, newEnd: number): void => {
    if (oldAt === oldEnd && newAt === newEnd) return;
    const place = offsetRange(range.start + oldAt, range.start + oldEnd);
    edits.push({ range: place, newText: newText.slice(newAt, newEnd) });
  };
  for (const stretch of kept) {
    changeTo(stretch.old.start, stretch.new.start);
    oldAt = stretch.old.end;
    newAt = stretch.new.end;
  }
  changeTo(range.end - range.start, newText.length);
  return edits.some(({ range: { start, end } }) => isInLineBreak(text, start) || isInLineBreak(text, end))
    ? [whole]
    : edits;
}

/** A place that an editor does not have. */
function isInLineBreak(text: string, at: number): boolean {
  return text[at - 1] === "\r" && text[at] === "\n";
}
