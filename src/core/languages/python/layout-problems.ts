import type { SyntaxProblem } from "../code-facts.ts";
import type { Token, TokenisedLine, Tokens } from "./tokens.ts";

/**
 * What is certainly wrong with brackets, strings, characters and indentation, first one first.
 * The grammar library recovers from some of these silently, and from others far away from their cause.
 */
export function layoutProblem(code: string, tokens: Tokens): SyntaxProblem | undefined {
  const lexical = firstOf([characterProblem(code, tokens), bracketProblem(code, tokens), nestingProblem(tokens)]);
  // Lines after an open bracket are all one logical line, so indentation says nothing from there on.
  const indentation = indentationProblem(code, tokens);
  if (!lexical) return indentation;
  // A blank of another kind in the place of the indentation is why there is none.
  const isCause = /^\s/.test(code.charAt(lexical.range.start));
  if (isCause && indentation && code.slice(indentation.range.end, lexical.range.start).trim() === "") return lexical;
  return indentation && indentation.range.start < lexical.range.start ? indentation : lexical;
}

function firstOf(problems: readonly (SyntaxProblem | undefined)[]): SyntaxProblem | undefined {
  return problems
    .filter((problem) => problem !== undefined)
    .sort((left, right) => left.range.start - right.range.start)[0];
}

function characterProblem(code: string, tokens: Tokens): SyntaxProblem | undefined {
  for (const token of tokens.all) {
    if (token.kind === "unclosed-string") {
      return { message: "This string is not closed. Add the missing quote.", range: rangeOf(token) };
    }
    if (token.kind === "lone-brace-string") {
      const message = "A brace in this f-string has no partner. Add it, or write {{ or }} for a brace itself.";
      return { message, range: rangeOf(token) };
    }
    if (token.kind === "stray") {
      const character = String.fromCodePoint(code.codePointAt(token.start) ?? 0);
      return {
        message: `Python does not know the character "${character}". Remove it, or put it in a string.`,
        range: rangeOf(token),
      };
    }
    if (token.kind === "name") {
      const problem = nameProblem(code, token);
      if (problem) return problem;
    }
  }
  return undefined;
}

const plainReplacements: Readonly<Record<string, string>> = { "“": '"', "”": '"', "‘": "'", "’": "'", "。": "." };

/** Full-width punctuation and typographic quotes, which look right to their writer. */
function nameProblem(code: string, token: Token): SyntaxProblem | undefined {
  let offset = token.start;
  for (const character of code.slice(token.start, token.end)) {
    const isLetter =
      /^[\p{ID_Continue}]+$/u.test(character) || /^[\p{ID_Continue}]+$/u.test(character.normalize("NFKC"));
    if (!isLetter) {
      const plain = plainReplacements[character] ?? character.normalize("NFKC").trim();
      const isPlain = plain !== character && /^[\x21-\x7e]$/.test(plain);
      const remedy = isPlain
        ? `Write ${plain} instead.`
        : character.normalize("NFKC") === " "
          ? "Write a space instead."
          : "Remove it, or put it in a string.";
      const name = /^\s|\p{C}$/u.test(character) ? `U+${hex(character)}` : character;
      return {
        message: `Python does not know the character "${name}". ${remedy}`,
        range: { start: offset, end: offset + character.length },
      };
    }
    offset += character.length;
  }
  return undefined;
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

function bracketProblem(code: string, { strayBracket }: Tokens): SyntaxProblem | undefined {
  if (!strayBracket) return undefined;
  const { offset, problem } = strayBracket;
  const bracket = code.charAt(offset);
  const messages = {
    "never-opened": `This ${bracket} closes nothing. Remove it, or add the bracket that it closes.`,
    "never-closed": `This ${bracket} is never closed.`,
    mismatched: `This ${bracket} does not close the bracket that is open here.`,
  };
  return { message: messages[problem], range: { start: offset, end: offset + 1 } };
}

/** CPython's own limits, the same from 3.8 to 3.14. */
const mostBrackets = 200;
const mostIndentations = 99;

/** The first bracket that no release of Python reads, whatever stands around it. */
export function bracketTooDeep({ all }: Tokens): Token | undefined {
  return all.find(({ depth }) => depth > mostBrackets);
}

function nestingProblem(tokens: Tokens): SyntaxProblem | undefined {
  const token = bracketTooDeep(tokens);
  if (!token) return undefined;
  const message = `Python reads no more than ${mostBrackets} brackets inside each other. Take this apart, into variables.`;
  return { message, range: rangeOf(token) };
}

function indentationProblem(code: string, { lines }: Tokens): SyntaxProblem | undefined {
  const widths = [{ spaces: 0, narrow: 0 }];
  let opensBlock: TokenisedLine | undefined;
  for (const line of lines) {
    const width = indentationWidth(code.slice(line.indentation.start, line.indentation.end));
    const current = widths.at(-1) as Width;
    const first = line.tokens[0] as Token;
    if (width.spaces > current.spaces) {
      if (!opensBlock) {
        return {
          message: "This line is indented, but nothing above it opens a block. Remove the spaces before it.",
          range: rangeOf(first),
        };
      }
      if (width.narrow <= current.narrow) return mixedIndentation(first);
      if (widths.length > mostIndentations) {
        const message = `Python reads no more than ${mostIndentations} blocks inside each other. Take this apart, into functions.`;
        return { message, range: rangeOf(first) };
      }
      widths.push(width);
    } else if (opensBlock) {
      return missingBlock(code, opensBlock);
    } else {
      while ((widths.at(-1) as Width).spaces > width.spaces) widths.pop();
      if ((widths.at(-1) as Width).spaces !== width.spaces) {
        return {
          message: "The indentation of this line matches no line above. Indent it like the block that it belongs to.",
          range: rangeOf(first),
        };
      }
      if ((widths.at(-1) as Width).narrow !== width.narrow) return mixedIndentation(first);
    }
    const last = line.tokens.at(-1) as Token;
    opensBlock = last.depth === 0 && code.slice(last.start, last.end) === ":" ? line : undefined;
  }
  return opensBlock ? missingBlock(code, opensBlock) : undefined;
}

/** Python refuses indentation whose meaning depends on how wide a tab is. */
function mixedIndentation(first: Token): SyntaxProblem {
  return { message: "This line mixes tabs and spaces in its indentation. Use one of them.", range: rangeOf(first) };
}

interface Width {
  /** With tab stops every eight columns. */
  readonly spaces: number;
  /** With a tab as wide as a space. */
  readonly narrow: number;
}

function indentationWidth(text: string): Width {
  let spaces = 0;
  let narrow = 0;
  for (const character of text) {
    if (character === " ") {
      spaces++;
      narrow++;
    } else if (character === "\t") {
      spaces += 8 - (spaces % 8);
      narrow++;
    } else if (character === "\f" || character === "\ufeff") {
      spaces = 0;
      narrow = 0;
    } else {
      // A backslash joins lines: only what stands before it indents.
      break;
    }
  }
  return { spaces, narrow };
}

function missingBlock(code: string, line: TokenisedLine): SyntaxProblem {
  const first = line.tokens[0] as Token;
  const last = line.tokens.at(-1) as Token;
  return {
    message: `Nothing is indented below "${shorten(code.slice(first.start, last.end))}". Indent its block, or write pass there.`,
    range: { start: first.start, end: last.end },
  };
}

export function shorten(text: string): string {
  const line = text.split(/[\r\n]/, 1)[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function rangeOf(token: Token): { start: number; end: number } {
  return { start: token.start, end: token.end };
}
