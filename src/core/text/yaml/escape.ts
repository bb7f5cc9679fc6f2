import { lineBreakAt } from "./line-break.ts";

/** What stands for something else inside a quoted scalar. */
export interface Escape {
  readonly code: string;
  /** Where it ends in the document. */
  readonly end: number;
  /** An escaped line break: it spells nothing and takes the indentation of the next line with it. */
  readonly endsLine?: true;
}

/** The escape that begins at `offset` of a double-quoted scalar; undefined when YAML knows none such. */
export function readEscape(document: string, offset: number, end: number): Escape | undefined {
  if (document[offset] !== "\\" || offset + 1 >= end) return undefined;
  const letter = document[offset + 1] as string;
  const code = escapeCodes.get(letter);
  if (code !== undefined) return { code, end: offset + 2 };
  const digits = hexDigits.get(letter);
  if (digits !== undefined) return readCodePoint(document, offset + 2, Math.min(offset + 2 + digits, end), digits);
  const lineBreak = lineBreakAt(document, offset + 1);
  return lineBreak && { code: "", end: offset + 1 + lineBreak.length, endsLine: true };
}

/** The doubled quote that begins at `offset` of a single-quoted scalar. */
export function readDoubledQuote(document: string, offset: number, end: number): Escape | undefined {
  const isDoubled = document[offset] === "'" && document[offset + 1] === "'" && offset + 1 < end;
  return isDoubled ? { code: "'", end: offset + 2 } : undefined;
}

function readCodePoint(document: string, start: number, end: number, digits: number): Escape | undefined {
  const hex = document.slice(start, end);
  if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
  const codePoint = Number.parseInt(hex, 16);
  return codePoint > 0x10ffff ? undefined : { code: String.fromCodePoint(codePoint), end };
}

const hexDigits = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** Source: YAML 1.2.2, section 5.7; the same as in PyYAML 6.0. */
const escapeCodes = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1b"],
  [" ", " "],
  ['"', '"'],
  ["/", "/"],
  ["\\", "\\"],
  ["N", "\x85"],
  ["_", "\xa0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);
