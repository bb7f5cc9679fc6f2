// Files that are a workflow of n8n but for their JSON: what keeps them from being read, in the user's words.
import { type Node, type ParseError, printParseErrorCode } from "jsonc-parser";
import { conflictMarks, unfinishedMergeAt } from "../../../text/conflict-marks.ts";
import { lineNumberAt } from "../../../text/line-index.ts";
import { offsetRange } from "../../../text/offset-range.ts";
import type { ReadingProblem } from "../../dialect.ts";

const quote = "[\"'“”]?";
const namesNodes = new RegExp(`${quote}nodes${quote}\\s*:\\s*\\[\\s*[{[\\]]`);
const namesType = new RegExp(`${quote}type${quote}\\s*:\\s*${quote}n8n-nodes-base\\.(?:code|function)`);
const namesMore = new RegExp(`${quote}(?:parameters|connections)${quote}\\s*:`);

/**
 * Whether a text too broken to have a workflow in its place is JSON by its beginning, and has what every export has; the
 * quotes may be another language's.
 */
export function looksLikeExport(text: string): boolean {
  return beginsAsJson(text) && namesNodes.test(text) && namesType.test(text) && namesMore.test(text);
}

/** But for blanks, comments and fences, each of which is passed once. */
function beginsAsJson(text: string): boolean {
  const passed = /\s+|```\w*|~~~\w*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  for (passed.lastIndex = at; passed.test(text); at = passed.lastIndex);
  return /^[[{]/.test(text.slice(at, at + 1));
}

/** Where the JSON begins of a text that begins otherwise, as answers of a chat do; undefined if it has no such line. */
export function startOfJson(text: string): number | undefined {
  if (beginsAsJson(text) && !/^\uFEFF?\s*(?:```|~~~)/.test(text)) return undefined;
  const line = /^[{[](?=\s*["{[])/m.exec(text);
  return line && line.index > 0 ? line.index : undefined;
}

/** What a text lacks that begins within an object: its brace, and perhaps the first quote. */
export function lostBeginning(text: string): string | undefined {
  const start = /^\uFEFF?\s*("?)\w+"\s*:/.exec(text);
  return start ? `{${start[1] === "" ? '"' : ""}` : undefined;
}

export function lostBeginningProblem(text: string, lost: string): ReadingProblem {
  const start = /\S/.exec(text.replace(/^\uFEFF/, " "))?.index ?? 0;
  const message = `Line ${lineNumberAt(text, start)} is not valid JSON: the workflow's beginning ${lost} is missing. n8n cannot import the file as it is.`;
  return { message, range: offsetRange(start, start + 1) };
}

export function otherTextProblem(text: string, start: number): ReadingProblem {
  const first = /\S/.exec(text.replace(/^\uFEFF/, " "))?.index ?? 0;
  const message = `Line ${lineNumberAt(text, first)} is no JSON: other text stands before the workflow, which begins on line ${lineNumberAt(text, start)}. Remove what is around it. n8n cannot import the file as it is.`;
  return { message, range: offsetRange(first, first + 1) };
}

const explanations: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is no word of JSON",
  InvalidNumberFormat: "this is no number",
  PropertyNameExpected: "a name in double quotes is missing here",
  ValueExpected: "a value is missing here",
  ColonExpected: "a colon is missing before this",
  CommaExpected: "a comma is missing before this",
  CloseBraceExpected: "a closing brace } is missing",
  CloseBracketExpected: "a closing bracket ] is missing",
  EndOfFileExpected: "nothing may follow the workflow",
  InvalidCommentToken: "JSON knows no comments",
  UnexpectedEndOfComment: "JSON knows no comments",
  UnexpectedEndOfString: "a string is not closed on its line",
  UnexpectedEndOfNumber: "a number breaks off",
  InvalidUnicode: '"\\u" must be followed by four hexadecimal digits',
  InvalidEscapeCharacter: "JSON has no such escape; a backslash itself is written \\\\",
  InvalidCharacter: "a tab or another control character stands inside a string; write it as an escape",
};

/** The first mistake of a text, of which `root` is what could be read. */
export function syntaxProblem(
  text: string,
  { error, offset, length }: ParseError,
  root: Node | undefined,
): ReadingProblem {
  const marks = conflictMarks(text);
  if (marks) return { message: `${unfinishedMergeAt(text, marks)} n8n cannot import the file as it is.`, range: marks };
  const kind = printParseErrorCode(error);
  if (root && kind === "InvalidSymbol" && offset < root.offset) return otherTextProblem(text, root.offset);
  const isBehind = root !== undefined && kind === "InvalidSymbol" && offset >= root.offset + root.length;
  const start = Math.min(offset, text.length);
  const end = Math.min(start + Math.max(length, 1), text.length);
  const what = foreignMark(text.charAt(start)) ?? explanations[isBehind ? "EndOfFileExpected" : kind];
  const message = `Line ${lineNumberAt(text, start)} is not valid JSON: ${what ?? "it breaks off here"}. n8n cannot import the file as it is.`;
  return { message, range: offsetRange(Math.min(start, end), end) };
}

/** What people bring in from other languages and programs. */
function foreignMark(mark: string): string | undefined {
  if (mark === "'") {
    return "text stands in single quotes here, as Python prints it, and JSON has double ones; write the file with json.dumps";
  }
  if ("“”„".includes(mark) && mark !== "") return 'text stands in curly quotes here, and JSON has straight ones: "';
  return undefined;
}
