import type { Program } from "acorn";
import type { OffsetRange } from "../../text/offset-range.ts";
import type { CodeForm } from "../../workflow/code-node.ts";
import type { SyntaxProblem } from "../code-facts.ts";
import { rememberingLast } from "../last-reading.ts";
import { isTooDeep } from "../nesting-guard.ts";
import { DeepParser } from "./deep-parser.ts";

export interface ParsedProgram {
  /** Absent when the code does not parse. */
  readonly program?: Program;
  /** It is nested deeper than is looked at, and may be broken or not. */
  readonly isTooDeep?: true;
  /** The first place where the code stops being sloppy JavaScript of this form; acorn finds it exactly. */
  readonly problem?: SyntaxProblem;
  /** Comments as in HTML (`<!-- …`, `--> …`), up to the problem. */
  readonly htmlComments: readonly OffsetRange[];
}

/** Reads code as the platform evaluates it. Never throws. */
export const parseProgram = rememberingLast(readProgram);

function readProgram(code: string, form: CodeForm): ParsedProgram {
  const htmlComments: OffsetRange[] = [];
  const arrow = form === "file" ? null : arrowAtStart.exec(code);
  if (arrow) {
    const message =
      'JavaScript cannot read this: "-->" begins a comment at the start of a line only, and this line stands behind the brace of a function. Write "//".';
    return { problem: { message, range: { start: arrow[0].length - 3, end: arrow[0].length } }, htmlComments };
  }
  try {
    return {
      htmlComments,
      program: DeepParser.parse(code, {
        ecmaVersion: "latest",
        sourceType: "script",
        allowReturnOutsideFunction: form !== "file",
        allowAwaitOutsideFunction: form === "async-body",
        allowHashBang: form === "file",
        onComment: (isBlock, _text, start, end) => {
          if (!isBlock && /^(?:<!--|-->)/.test(code.slice(start, start + 4))) htmlComments.push({ start, end });
        },
      }),
    };
  } catch (error) {
    if (isTooDeep(error)) return { isTooDeep: true, htmlComments };
    // acorn reports broken code by throwing; anything else proves nothing.
    if (!isAcornError(error)) return { htmlComments };
    const start = Math.min(error.pos, code.length);
    wordPattern.lastIndex = start;
    const word = wordPattern.exec(code)?.[0] ?? "";
    const range = word === "" ? lastToken(code, start) : { start, end: start + word.length };
    const message = remedy({ code, start, word, form }, error.message.replace(/\s*\(\d+:\d+\)$/, ""));
    return { problem: { message, range }, htmlComments };
  }
}

/** Blanks and comments of one line may stand before it. */
const arrowAtStart = /^(?:[^\S\r\n\u2028\u2029]|\/\*(?:(?!\*\/)[^\r\n\u2028\u2029])*\*\/)*-->/;

const wordPattern = /(?:[\p{ID_Continue}$]+|\S)/uy;

interface Place {
  readonly code: string;
  readonly start: number;
  readonly word: string;
  readonly form: CodeForm;
}

function remedy({ code, start, word, form }: Place, message: string): string {
  if (word === "import") return 'import only works in modules, and this code is a script. Write require("…") instead.';
  if (word === "export") return "export only works in modules, and this code is a script. Remove the word.";
  const isAwait = word === "await" || endsWithAwait(code.slice(0, start));
  if (isAwait) {
    const place = form === "file" ? "Move it into main(), and make that async." : "Make the function around it async.";
    return `await only works inside an async function. ${place}`;
  }
  if (message === "Unexpected token" && word === "")
    return "JavaScript cannot read this: something is missing at the end.";
  if (message === "Unexpected token") return `JavaScript cannot read this: "${word}" is not expected here.`;
  return `JavaScript cannot read this: ${message}.`;
}

/** With blanks behind it. */
function endsWithAwait(before: string): boolean {
  const trimmed = before.trimEnd();
  return trimmed.length < before.length && /\bawait$/.test(trimmed.slice(-"_await".length));
}

function lastToken(code: string, end: number): { start: number; end: number } {
  const trimmed = code.slice(0, end).trimEnd();
  return { start: Math.max(0, trimmed.length - 1), end: trimmed.length };
}

function isAcornError(error: unknown): error is SyntaxError & { readonly pos: number } {
  return error instanceof SyntaxError && "pos" in error && typeof error.pos === "number";
}
