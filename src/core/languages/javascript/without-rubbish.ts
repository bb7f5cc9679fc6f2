import { withShortLines } from "../broken-lines.ts";
import type { SyntaxProblem } from "../code-facts.ts";
import { opensDeeper } from "../nesting-guard.ts";

/**
 * The same code with blanks for the rest of a long line behind a syntax error, and for what opens comments that have no
 * end. The tolerant grammar looks for the ends of texts, comments and regular expressions from every place anew.
 */
export function withoutRubbish(code: string, problem: SyntaxProblem | undefined): string {
  if (!problem) return code;
  return withShortPrefixes(withOneOpenComment(withShortLines(code, problem.range.start)));
}

/** `await await …` may be a name or an operator, of which the tolerant grammar tries each for each. */
function withShortPrefixes(code: string): string {
  return code.replace(longPrefixes, (words) => words.replace(/\S/g, " "));
}

const longPrefixes = /(?:\b(?:async|await|delete|new|typeof|void|yield)\b\s*){50,}/g;

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
