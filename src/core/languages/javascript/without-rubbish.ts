import type { SyntaxProblem } from "../code-facts.ts";
import { opensDeeper } from "../nesting-guard.ts";

/** Longer than any line that is written by hand; what was minified has no syntax errors. */
const longestBrokenLine = 500;

/**
 * The same code with blanks for the rest of a long line behind a syntax error, and for what opens comments that have no
 * end. The tolerant grammar looks for the ends of texts, comments and regular expressions from every place anew.
 */
export function withoutRubbish(code: string, problem: SyntaxProblem | undefined): string {
  if (!problem) return code;
  const { start } = problem.range;
  const lines = code
    .slice(start)
    .split(/(\r\n|[\r\n])/)
    .map((line) =>
      line.length > longestBrokenLine
        ? line.slice(0, longestBrokenLine) + lineBreakThenBlanks(line.length - longestBrokenLine)
        : line,
    );
  return withOneOpenComment(code.slice(0, start) + lines.join(""));
}

/** Open texts and regular expressions end there, not behind the blanks. */
function lineBreakThenBlanks(length: number): string {
  return "\n".padEnd(length);
}

function withOneOpenComment(code: string): string {
  const first = code.indexOf("/*", code.lastIndexOf("*/") + "*/".length);
  return first === -1 ? code : code.slice(0, first + 2) + code.slice(first + 2).replaceAll("/*", "  ");
}

/** No code that is read is deeper. */
const deepestBrackets = 300;

/** Whether brackets are opened, one in the other, as nobody writes them: the tolerant grammar tries for long to close each. */
export function isDeepRubbish(code: string): boolean {
  return opensDeeper(code, deepestBrackets);
}
