import type { EmbeddedText, Segment } from "./embedded-text.ts";
import { type OffsetRange, offsetRange } from "./offset-range.ts";

/** An embedded text while it is being decoded, piece by piece from its beginning. */
export interface EmbeddedTextDraft {
  readonly document: string;
  readonly pieces: string[];
  readonly segments: Segment[];
  codeLength: number;
  lastIsVerbatim: boolean;
}

export function startDraft(document: string): EmbeddedTextDraft {
  return { document, pieces: [], segments: [], codeLength: 0, lastIsVerbatim: false };
}

/** The document text from `start` to `end` stands for itself. */
export function addVerbatim(draft: EmbeddedTextDraft, start: number, end: number): void {
  if (start === end) return;
  const before = draft.segments.at(-1);
  const joinsOn = draft.lastIsVerbatim && before?.document.end === start;
  if (joinsOn) draft.segments.pop();
  const codeStart = joinsOn ? before.code.start : draft.codeLength;
  add(draft, draft.document.slice(start, end), codeStart, offsetRange(joinsOn ? before.document.start : start, end));
  draft.lastIsVerbatim = true;
}

/** The document text from `start` to `end` spells `code`. */
export function addUnit(draft: EmbeddedTextDraft, code: string, start: number, end: number): void {
  add(draft, code, draft.codeLength, offsetRange(start, end));
  draft.lastIsVerbatim = false;
}

/** `emptyAt` is where code would stand if there is none. */
export function finishDraft(draft: EmbeddedTextDraft, documentRange: OffsetRange, emptyAt: number): EmbeddedText {
  const nothing = { code: offsetRange(0, 0), document: offsetRange(emptyAt, emptyAt) };
  return {
    code: draft.pieces.join(""),
    documentRange,
    segments: draft.segments.length > 0 ? draft.segments : [nothing],
  };
}

function add(draft: EmbeddedTextDraft, code: string, codeStart: number, document: OffsetRange): void {
  draft.pieces.push(code);
  draft.codeLength += code.length;
  draft.segments.push({ code: offsetRange(codeStart, draft.codeLength), document });
}
