import type { EmbeddedText } from "../embedded-text.ts";
import { addUnit, addVerbatim, type EmbeddedTextDraft, finishDraft, startDraft } from "../embedded-text-draft.ts";
import { type OffsetRange, offsetRange } from "../offset-range.ts";
import { lineBreakAt } from "./line-break.ts";

/** Where a literal or folded block scalar stands, and what its surroundings say about it. */
export interface BlockScalarPlace {
  /** The style, indentation and chomping indicators: `|`, `>-`, `|2+`. */
  readonly header: string;
  readonly headerStart: number;
  /** The lines below the header line. */
  readonly body: OffsetRange;
  /** The indentation of the collection that holds the scalar. */
  readonly parentIndent: number;
}

/**
 * Decodes a literal or folded block scalar. As in PyYAML, which Dify reads with, a last line that ends with
 * the file has no line break to clip or keep.
 */
export function readBlockScalar(document: string, place: BlockScalarPlace): EmbeddedText {
  const draft = startDraft(document);
  const explicitIndent = explicitIndentOf(place);
  const bodyEnd =
    explicitIndent === undefined ? place.body.end : blankTextEnd(document, place.body.end, explicitIndent);
  const lines = splitLines(document, offsetRange(place.body.start, bodyEnd), explicitIndent);
  const isFolded = place.header.startsWith(">");
  let lastContent: BodyLine | undefined;
  let blankLines: BodyLine[] = [];
  for (const line of lines) {
    if (line.textStart === line.textEnd) {
      blankLines.push(line);
      continue;
    }
    if (lastContent) addLineEnd(draft, lastContent, isFolded, line, blankLines.length > 0);
    addLineBreaks(draft, blankLines);
    blankLines = [];
    addVerbatim(draft, line.textStart, line.textEnd);
    lastContent = line;
  }
  if (lastContent && !place.header.includes("-")) addLineBreaks(draft, [lastContent]);
  if (place.header.includes("+")) addLineBreaks(draft, blankLines);
  return finishDraft(draft, offsetRange(place.headerStart, bodyEnd), bodyEnd);
}

interface BodyLine {
  /** Behind the block's indentation; a line that is less indented begins at its text. */
  readonly textStart: number;
  readonly textEnd: number;
  /** Behind the line break; equal to `textEnd` when the file ends first. */
  readonly end: number;
}

function splitLines(document: string, body: OffsetRange, explicitIndent: number | undefined): readonly BodyLine[] {
  const rawLines = findLines(document, body);
  const indent = explicitIndent ?? detectIndent(document, rawLines);
  return rawLines.map(({ start, textEnd, end }) => {
    const textStart = Math.min(skipSpaces(document, start, textEnd), start + indent);
    return { textStart, textEnd, end };
  });
}

function explicitIndentOf({ header, parentIndent }: BlockScalarPlace): number | undefined {
  const indicator = /[1-9]/.exec(header);
  return indicator ? parentIndent + Number(indicator[0]) : undefined;
}

/**
 * Behind the last of the following lines that holds only spaces, but more than the indentation: it is text.
 * The `yaml` library leaves these lines out when the first line is indented more than the indicator says.
 */
function blankTextEnd(document: string, bodyEnd: number, indent: number): number {
  let textEnd = bodyEnd;
  if (document[bodyEnd - 1] !== "\n") return textEnd;
  for (let lineStart = bodyEnd; lineStart < document.length; ) {
    const spacesEnd = skipSpaces(document, lineStart, document.length);
    const lineEnd = /\r?\n|$/y;
    lineEnd.lastIndex = spacesEnd;
    const lineBreak = lineEnd.exec(document);
    if (!lineBreak) break;
    const nextLine = spacesEnd + lineBreak[0].length;
    if (spacesEnd - lineStart > indent) textEnd = nextLine;
    lineStart = nextLine;
  }
  return textEnd;
}

interface RawLine {
  readonly start: number;
  readonly textEnd: number;
  readonly end: number;
}

function findLines(document: string, body: OffsetRange): readonly RawLine[] {
  const lines: RawLine[] = [];
  const lineEnd = /[\n\r\x85\u2028\u2029]/g;
  let start = body.start;
  while (start < body.end) {
    lineEnd.lastIndex = start;
    const textEnd = Math.min(lineEnd.exec(document)?.index ?? body.end, body.end);
    const end = Math.min(textEnd + (lineBreakAt(document, textEnd)?.length ?? 0), body.end);
    lines.push({ start, textEnd, end });
    start = end;
  }
  return lines;
}

/** That of the first line with text; when there is none, no line counts as text. */
function detectIndent(document: string, lines: readonly RawLine[]): number {
  for (const { start, textEnd } of lines) {
    const textStart = skipSpaces(document, start, textEnd);
    if (textStart < textEnd) return textStart - start;
  }
  return Number.POSITIVE_INFINITY;
}

function skipSpaces(document: string, start: number, end: number): number {
  let offset = start;
  while (offset < end && document[offset] === " ") offset += 1;
  return offset;
}

/** Between two lines with text a folded block turns one line break into a space, unless either is indented more. */
function addLineEnd(
  draft: EmbeddedTextDraft,
  line: BodyLine,
  isFolded: boolean,
  next: BodyLine,
  hasBlankLines: boolean,
): void {
  const isPlainBreak = lineBreakAt(draft.document, line.textEnd)?.value === "\n";
  const folds = isFolded && isPlainBreak && !startsWithBlank(draft, line) && !startsWithBlank(draft, next);
  if (!folds) addLineBreaks(draft, [line]);
  else if (!hasBlankLines) addUnit(draft, " ", line.textEnd, line.end);
}

function startsWithBlank(draft: EmbeddedTextDraft, { textStart }: BodyLine): boolean {
  return draft.document[textStart] === " " || draft.document[textStart] === "\t";
}

function addLineBreaks(draft: EmbeddedTextDraft, lines: readonly BodyLine[]): void {
  for (const { textEnd, end } of lines) {
    if (textEnd === end) continue;
    const value = lineBreakAt(draft.document, textEnd)?.value ?? "\n";
    if (draft.document.slice(textEnd, end) === value) addVerbatim(draft, textEnd, end);
    else addUnit(draft, value, textEnd, end);
  }
}
