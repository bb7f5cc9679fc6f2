import { type OffsetRange, offsetRange } from "./offset-range.ts";

/**
 * Code as it stands inside a document, and where each piece of it is spelt there.
 *
 * `segments` are in order, do not overlap, and together cover every character of `code`; empty code has one
 * empty segment, at the place where code would stand. Document text between two segments spells nothing
 * (indentation of a block scalar, a folded line's continuation).
 */
export interface EmbeddedText {
  readonly code: string;
  /** The whole scalar in the document, its quotes or block header included; a block's last line break too. */
  readonly documentRange: OffsetRange;
  readonly segments: readonly Segment[];
}

/**
 * A stretch of code and the document text that spells it. When both have the same length each character
 * stands for itself; otherwise (an escape, a folded line break) the segment is one indivisible unit.
 */
export interface Segment {
  readonly code: OffsetRange;
  readonly document: OffsetRange;
}

/** A file, or a stretch of one, that spells code character by character. */
export function verbatimText(code: string, documentStart = 0): EmbeddedText {
  const document = offsetRange(documentStart, documentStart + code.length);
  return { code, documentRange: document, segments: [{ code: offsetRange(0, code.length), document }] };
}

/**
 * The document text that spells a range of code. A range that begins or ends inside an indivisible segment
 * covers all of it; an empty range stays empty and stands before the character that follows it. Offsets
 * outside the code are moved to its nearer end.
 */
export function documentRange(text: EmbeddedText, codeRange: OffsetRange): OffsetRange {
  const start = clamp(codeRange.start, 0, text.code.length);
  const end = clamp(codeRange.end, start, text.code.length);
  const first = text.segments[segmentAfter(text.segments, start)];
  if (!first) return offsetRange(text.documentRange.start, text.documentRange.start);
  const documentStart = placeInside(first, start, "start");
  if (start === end) return offsetRange(documentStart, documentStart);
  const last = text.segments[segmentAfter(text.segments, end - 1)] as Segment;
  return offsetRange(documentStart, placeInside(last, end, "end"));
}

/**
 * The code offset that a place in the document stands for: inside an escape its beginning, between two
 * segments the beginning of the next, on the opening quote or block header 0, behind the last segment the
 * code's length. Undefined outside the scalar.
 */
export function codeOffsetAt(text: EmbeddedText, documentOffset: number): number | undefined {
  if (documentOffset < text.documentRange.start || documentOffset > text.documentRange.end) return undefined;
  let low = 0;
  let high = text.segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((text.segments[middle] as Segment).document.end > documentOffset) high = middle;
    else low = middle + 1;
  }
  const segment = text.segments[low];
  if (!segment) return text.code.length;
  const inside = documentOffset - segment.document.start;
  return inside > 0 && isVerbatim(segment) ? segment.code.start + inside : segment.code.start;
}

/**
 * Whether each character stands in the document as it is.
 * @internal
 */
export function isVerbatim({ code, document }: Segment): boolean {
  return code.end - code.start === document.end - document.start;
}

/** The index of the segment that spells the character after `codeOffset`; at the code's end the last segment. */
function segmentAfter(segments: readonly Segment[], codeOffset: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle] as Segment).code.end > codeOffset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function placeInside(segment: Segment, codeOffset: number, side: "start" | "end"): number {
  if (isVerbatim(segment)) return segment.document.start + codeOffset - segment.code.start;
  if (codeOffset === segment.code.end) return segment.document.end;
  return side === "start" ? segment.document.start : segment.document.end;
}

function clamp(offset: number, least: number, most: number): number {
  return Math.max(least, Math.min(offset, most));
}
