import type { CST } from "yaml";
import type { EmbeddedText } from "../embedded-text.ts";
import { offsetRange } from "../offset-range.ts";
import type { TextEdit } from "../text-edit.ts";
import { type BlockFrame, frameOfBlock, readBlockAt } from "./block-frame.ts";
import { readFlowScalar } from "./flow-scalar.ts";
import { analyseStyles } from "./pyyaml-analysis.ts";
import { pyyamlWidth, type SheetLayout } from "./pyyaml-sheet.ts";
import { isPlainString } from "./scalar-kind.ts";
import type { ScalarPlace } from "./scalar-place.ts";
import { unfitForLiteral, writeFolded, writeLiteral } from "./write-block-scalar.ts";
import { writeDoubleQuoted, writeJsonQuoted, writePlain, writeSingleQuoted } from "./write-flow-scalar.ts";

/**
 * Puts another text into the scalar at `place`, whose text is `old`. The style stays where it can hold the text; flow
 * scalars are written as PyYAML, and so Dify, writes them: plain, else in single quotes, else in double quotes; inside
 * braces these are also JSON's, since an export may be a JSON file. A block keeps its indentation and what stands around
 * it; what it cannot hold is put in double quotes.
 */
export function writeScalar(document: string, place: ScalarPlace, old: EmbeddedText, code: string): TextEdit {
  const lineBreak = lineBreakNear(document, old);
  return place.token.type === "block-scalar"
    ? writeIntoBlock(document, place, place.token, old, code, lineBreak)
    : { range: old.documentRange, newText: writeFlow(place.token, code, place, lineBreak) };
}

/** A folded block as a literal one, in the same frame; undefined for a text that a literal block cannot hold. */
export function writeAsLiteral(document: string, token: CST.BlockScalar, text: EmbeddedText): TextEdit | undefined {
  const frame = frameOfBlock(document, text, token, lineBreakNear(document, text), text.code);
  return firstThatHolds(document, token, text, text.code, frame, "|");
}

/** The line break inside the scalar, else behind it, else before it. */
export function lineBreakNear(document: string, { documentRange: { start, end } }: EmbeddedText): "\n" | "\r\n" {
  const inside = document.slice(start, end).indexOf("\n");
  const behind = document.indexOf("\n", end);
  const at = inside === -1 ? (behind === -1 ? document.lastIndexOf("\n", start) : behind) : start + inside;
  return at > 0 && document[at - 1] === "\r" ? "\r\n" : "\n";
}

/** `before` is the flow scalar whose place it takes, if it takes one's. */
function writeFlow(
  before: CST.FlowScalar | undefined,
  code: string,
  place: ScalarPlace,
  lineBreak: SheetLayout["lineBreak"],
): string {
  const { isInFlow, mapIndent, column } = place;
  // A flow mapping may stand anywhere, so nothing there may need an indentation.
  const layout = { indent: mapIndent + 2, bestWidth: isInFlow ? Number.POSITIVE_INFINITY : pyyamlWidth, lineBreak };
  const allowed = analyseStyles(code);
  const plain = isPlainString(code) && (isInFlow ? allowed.plainInFlow : allowed.plainInBlock);
  // Readers disagree on whether U+2028 and its like break a line, so they are escapes, though PyYAML takes single quotes.
  const breaksOddly = /[\x85\u2028\u2029]/.test(code);
  const singleQuoted = allowed.singleQuoted && !breaksOddly && !(isInFlow && allowed.isMultiline);
  const writers: ((code: string, layout: SheetLayout, column: number) => string)[] = [];
  if (before?.type === "scalar" && plain) writers.push(writePlain);
  if (before && before.type !== "double-quoted-scalar" && singleQuoted) writers.push(writeSingleQuoted);
  for (const write of writers) {
    const text = write(code, layout, column);
    if (readFlowScalar(text, offsetRange(0, text.length)).code === code) return text;
  }
  const allowsUnicode = !before || !escapesUnicode(before.source);
  return isInFlow ? writeJsonQuoted(code, allowsUnicode) : writeDoubleQuoted(code, layout, column, allowsUnicode);
}

/** Not as Dify's own exports do it: nothing but ASCII stands there, and letters that need no escape have one. */
function escapesUnicode(quoted: string): boolean {
  return (
    /^"[ -~\r\n]*"$/.test(quoted) &&
    /(?<!\\)(?:\\\\)*\\(?:x[A-F]|u(?!202[89]|[dD][89a-fA-F]|[fF][eE][fF][fF]|00[0-9]))/.test(quoted)
  );
}

function writeIntoBlock(
  document: string,
  place: ScalarPlace,
  token: CST.BlockScalar,
  old: EmbeddedText,
  code: string,
  lineBreak: SheetLayout["lineBreak"],
): TextEdit {
  const frame = frameOfBlock(document, old, token, lineBreak, code);
  const edit = firstThatHolds(document, token, old, code, frame, document.charAt(token.offset));
  if (edit) return edit;
  const quoted = writeFlow(undefined, code, place, lineBreak);
  return { range: old.documentRange, newText: `${quoted}${frame.behindHeader}${frame.closing}${frame.tail}` };
}

function firstThatHolds(
  document: string,
  token: CST.BlockScalar,
  old: EmbeddedText,
  code: string,
  frame: BlockFrame,
  indicator: string,
): TextEdit | undefined {
  const { end } = old.documentRange;
  const below = blankLinesAt(document, end);
  const behind = blanksAndOne(document, end);
  for (const block of blocksOf(indicator, code, frame)) {
    const edit = { range: old.documentRange, newText: endBlock(block, code, frame, below) };
    const blockEnd = edit.newText.length + below.length;
    if (readBlockAt(edit.newText + behind, 0, blockEnd, token.indent) === code) return edit;
  }
  return undefined;
}

/** As much behind a block as tells where it ends. */
function blanksAndOne(document: string, offset: number): string {
  const blanks = /[ \t\r\n]*/y;
  blanks.lastIndex = offset;
  const length = blanks.exec(document)?.[0].length ?? 0;
  return document.slice(offset, offset + length + 1);
}

/** Those that a header with "+" would draw into its block. */
function blankLinesAt(document: string, offset: number): string {
  const blankLines = /(?:[ \t]*\r?\n)*/y;
  blankLines.lastIndex = offset;
  return document[offset - 1] === "\n" ? (blankLines.exec(document)?.[0] ?? "") : "";
}

/** The block in the style it had; folded text that cannot be folded stands as it is. */
function* blocksOf(indicator: string, code: string, { layout, behindHeader }: BlockFrame): Generator<string> {
  if (unfitForLiteral(code)) return;
  if (indicator === ">" && analyseStyles(code).folded) {
    yield writeFolded(code, layout, behindHeader);
    yield writeFolded(code, { ...layout, bestWidth: Number.POSITIVE_INFINITY }, behindHeader);
  }
  yield writeLiteral(code, layout, behindHeader);
}

/**
 * A text that ends with a line feed has closed its last line itself. Where the header keeps blank lines, those that
 * stand below already are part of the text, and no others may follow.
 */
function endBlock(block: string, code: string, { closing, tail, layout }: BlockFrame, below: string): string {
  if (!/^[|>]\d?\+/.test(block)) return `${block}${code.endsWith("\n") ? "" : closing}${tail}`;
  let text = block;
  for (let left = below.split("\n").length - 1; left > 0 && text.endsWith(layout.lineBreak.repeat(2)); left--) {
    text = text.slice(0, -layout.lineBreak.length);
  }
  return text;
}
