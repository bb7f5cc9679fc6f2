import type { OffsetRange } from "../../text/offset-range.ts";
import type { SyntaxProblem } from "../code-facts.ts";
import { shorten } from "./layout-problems.ts";
import type { Token, TokenisedLine, Tokens } from "./tokens.ts";

const blockOpeners = new Set([
  "if",
  "elif",
  "else",
  "for",
  "while",
  "def",
  "class",
  "try",
  "except",
  "finally",
  "with",
]);

/** What the grammar library lets pass though no Python 3 reads it: Python 2's statements, and blocks without a colon. */
export function statementProblem(code: string, tokens: Tokens): SyntaxProblem | undefined {
  for (const line of tokens.lines) {
    const problem = lineProblem(code, line);
    if (problem) return problem;
  }
  return undefined;
}

function lineProblem(code: string, { tokens }: TokenisedLine): SyntaxProblem | undefined {
  const text = (token: Token | undefined) => (token ? code.slice(token.start, token.end) : "");
  const first = tokens[0] as Token;
  const last = tokens.at(-1) as Token;
  const keyword = text(first) === "async" ? text(tokens[1]) : text(first);
  const flat = tokens.filter((token) => token.depth === 0);
  if (blockOpeners.has(keyword) && !flat.some((token) => text(token) === ":")) {
    return {
      message: `A colon is missing after "${shorten(code.slice(first.start, last.end))}".`,
      range: { start: first.start, end: last.end },
    };
  }
  const second = tokens[1];
  const isStatement =
    second?.kind === "string" ||
    second?.kind === "number" ||
    (second?.kind === "name" && !isOperatorWord(text(second)));
  if ((text(first) === "print" || text(first) === "exec") && isStatement) {
    return {
      message: `${text(first)} is a function in Python 3. Put what follows in parentheses: ${text(first)}(…).`,
      range: { start: first.start, end: last.end },
    };
  }
  const semicolon = flat.find((token, index) => text(token) === ";" && text(flat[index + 1]) === ";");
  if (semicolon) return { message: "Nothing stands between two semicolons. Remove one.", range: rangeOf(semicolon) };
  const commas = flat.filter((token) => text(token) === ",");
  if (text(first) === "assert" && !flat.some((token) => /^(?:lambda|;)$/.test(text(token)))) {
    const extra = commas[1] ?? (text(last) === "," ? last : undefined);
    if (extra) return { message: "assert takes a condition and one message.", range: rangeOf(extra) };
  }
  const [comma] = commas;
  if (text(first) === "raise" && comma && !flat.some((token) => /^(?:lambda|;)$/.test(text(token)))) {
    return {
      message: "Python 3 raises an exception with its message in parentheses: raise ValueError(…).",
      range: { start: first.start, end: last.end },
    };
  }
  const unequal = tokens.find((token) => text(token) === "<>");
  if (unequal) return { message: "Python 3 writes != instead of <>.", range: rangeOf(unequal) };
  return undefined;
}

function isOperatorWord(word: string): boolean {
  return ["if", "is", "in", "not", "and", "or", "else", "for"].includes(word);
}

function rangeOf({ start, end }: Token): OffsetRange {
  return { start, end };
}
