import type { EmbeddedText } from "../embedded-text.ts";
import { addUnit, addVerbatim, type EmbeddedTextDraft, finishDraft, startDraft } from "../embedded-text-draft.ts";
import { type OffsetRange, offsetRange } from "../offset-range.ts";
import { type Escape, readDoubledQuote, readEscape } from "./escape.ts";
import { lineBreakAt } from "./line-break.ts";

/** Decodes a plain, single-quoted or double-quoted scalar; its first character tells the style. */
export function readFlowScalar(document: string, range: OffsetRange): EmbeddedText {
  const draft = startDraft(document);
  const quote = document[range.start];
  if (quote !== '"' && quote !== "'") {
    decode(draft, range, () => undefined);
    return finishDraft(draft, range, range.start);
  }
  const isClosed = range.end - range.start > 1 && document[range.end - 1] === quote;
  const inner = offsetRange(range.start + 1, isClosed ? range.end - 1 : range.end);
  decode(draft, inner, quote === '"' ? readEscape : readDoubledQuote);
  return finishDraft(draft, range, inner.start);
}

function decode(
  draft: EmbeddedTextDraft,
  inner: OffsetRange,
  escapeAt: (document: string, offset: number, end: number) => Escape | undefined,
): void {
  const { document } = draft;
  let runStart = inner.start;
  let offset = inner.start;
  while (offset < inner.end) {
    const textStart = skipBlanks(document, offset, inner.end);
    const lineBreak = textStart < inner.end ? lineBreakAt(document, textStart) : undefined;
    if (lineBreak) {
      addVerbatim(draft, runStart, offset);
      offset = runStart = foldLineBreaks(draft, textStart, inner.end);
      continue;
    }
    const spelling = textStart < inner.end ? escapeAt(document, textStart, inner.end) : undefined;
    if (!spelling) {
      offset = textStart + 1;
      continue;
    }
    addVerbatim(draft, runStart, textStart);
    if (spelling.code !== "") addUnit(draft, spelling.code, textStart, spelling.end);
    offset = spelling.endsLine ? addBlankLines(draft, spelling.end, inner.end) : spelling.end;
    runStart = offset;
  }
  addVerbatim(draft, runStart, inner.end);
}

/** A single line break becomes a space; of several, the first becomes nothing and the others line feeds. */
function foldLineBreaks(draft: EmbeddedTextDraft, offset: number, end: number): number {
  const first = lineBreakAt(draft.document, offset) ?? { length: 0, value: "" };
  const firstEnd = offset + first.length;
  const nextLine = skipBlanks(draft.document, firstEnd, end);
  const isAlone = nextLine >= end || !lineBreakAt(draft.document, nextLine);
  if (first.value !== "\n") addUnit(draft, first.value, offset, firstEnd);
  else if (isAlone) addUnit(draft, " ", offset, firstEnd);
  return addBlankLines(draft, firstEnd, end);
}

/** Adds the line breaks of blank lines; returns where the text of the next line begins. */
function addBlankLines(draft: EmbeddedTextDraft, offset: number, end: number): number {
  let lineStart = offset;
  for (;;) {
    const textStart = skipBlanks(draft.document, lineStart, end);
    const lineBreak = textStart < end ? lineBreakAt(draft.document, textStart) : undefined;
    if (!lineBreak) return textStart;
    lineStart = textStart + lineBreak.length;
    addUnit(draft, lineBreak.value, textStart, lineStart);
  }
}

function skipBlanks(document: string, offset: number, end: number): number {
  let next = offset;
  while (next < end && (document[next] === " " || document[next] === "\t")) next += 1;
  return next;
}
