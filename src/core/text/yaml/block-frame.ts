import type { CST } from "yaml";
import type { EmbeddedText } from "../embedded-text.ts";
import { offsetRange } from "../offset-range.ts";
import { type BlockScalarPlace, readBlockScalar } from "./block-scalar.ts";
import { pyyamlWidth } from "./pyyaml-sheet.ts";
import { type BlockLayout, needsIndent } from "./write-block-scalar.ts";

/** What stays of a block scalar when its text changes. */
export interface BlockFrame {
  readonly layout: BlockLayout;
  /** What follows the indicators on their line: blanks, a comment. */
  readonly behindHeader: string;
  /** The line breaks between the last line of text and what follows, apart from those that are part of the text. */
  readonly closing: string;
  /** Blank lines that are no part of the text. */
  readonly tail: string;
}

/** `code` is what will stand in the block, on which it depends whether the block can keep its indentation. */
export function frameOfBlock(
  document: string,
  text: EmbeddedText,
  token: CST.BlockScalar,
  lineBreak: BlockLayout["lineBreak"],
  code: string,
): BlockFrame {
  const { header, behindHeader, bodyStart } = readHeader(token);
  const body = document.slice(bodyStart, text.documentRange.end);
  const explicit = /[1-9]/.exec(header);
  const shown = /^( *)[^ \r\n]/m.exec(body)?.[1]?.length;
  const kept = explicit ? token.indent + Number(explicit[0]) : (shown ?? token.indent + 2);
  const step = kept - token.indent;
  // A header can say an indentation of 1 to 9 columns.
  const isKept = step >= 1 && (step <= 9 || !needsIndent(code));
  const layout = {
    indent: isKept ? kept : token.indent + 2,
    parentIndent: token.indent,
    saysIndent: explicit !== null,
    bestWidth: pyyamlWidth,
    lineBreak,
  };
  const closed = closedBy(document, text, bodyStart);
  const isTailText = header.includes("+") || !isKept;
  return {
    layout,
    behindHeader,
    closing: closed.hasBreak ? lineBreak : "",
    tail: isTailText ? "" : closed.tail,
  };
}

/** Reads a block scalar that takes the place of `document` from `headerStart` on and ends with `end`. */
export function readBlockAt(document: string, headerStart: number, end: number, parentIndent: number): string {
  const header = /[|>][-+\d]*/y;
  header.lastIndex = headerStart;
  const headerText = header.exec(document)?.[0] ?? "";
  const lineEnd = document.indexOf("\n", headerStart);
  const bodyStart = lineEnd === -1 || lineEnd >= end ? end : lineEnd + 1;
  const place: BlockScalarPlace = { header: headerText, headerStart, body: offsetRange(bodyStart, end), parentIndent };
  return readBlockScalar(document, place).code;
}

function readHeader(token: CST.BlockScalar) {
  let header = "";
  let behindHeader = "";
  let bodyStart = token.offset;
  for (const property of token.props) {
    if (!("source" in property)) continue;
    bodyStart += property.source.length;
    if (property.type === "block-scalar-header") header = property.source;
    else if (property.type !== "newline") behindHeader += property.source;
  }
  return { header, behindHeader: behindHeader.replace(/\r$/, ""), bodyStart };
}

function closedBy(document: string, text: EmbeddedText, bodyStart: number) {
  const { code, documentRange, segments } = text;
  if (code === "")
    return { hasBreak: document[bodyStart - 1] === "\n", tail: document.slice(bodyStart, documentRange.end) };
  const rest = document.slice(segments.at(-1)?.document.end, documentRange.end);
  if (code.endsWith("\n")) return { hasBreak: true, tail: rest };
  const [lineBreak = ""] = /^\r?\n/.exec(rest) ?? [];
  return { hasBreak: lineBreak !== "", tail: rest.slice(lineBreak.length) };
}
