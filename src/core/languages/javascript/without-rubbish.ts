import type { SyntaxProblem } from "../code-facts.ts";

/** Longer than any line that is written by hand; what was minified has no syntax errors. */
const longestBrokenLine = 2_000;

/**
 * The same code with blanks for the rest of a long line behind a syntax error. The tolerant grammar looks for the ends of
 * texts and regular expressions that have none, from every place of the line anew.
 */
export function withoutRubbish(code: string, problem: SyntaxProblem | undefined): string {
  if (!problem) return code;
  const { start } = problem.range;
  return (
    code.slice(0, start) +
    code.slice(start).replace(longRest, (_whole, kept: string, rest: string) => kept + " ".repeat(rest.length))
  );
}

const longRest = new RegExp(`([^\\r\\n]{${longestBrokenLine}})([^\\r\\n]+)`, "g");
