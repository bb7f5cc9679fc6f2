import { newKnownEnds, stringEnd, stringOpening } from "./string-literals.ts";

/** A piece of Python text that is neither space nor comment; `newline` ends a logical line (never inside brackets). */
export interface Token {
  readonly kind:
    | "name"
    | "number"
    | "string"
    | "operator"
    | "newline"
    | "unclosed-string"
    | "lone-brace-string"
    | "stray";
  readonly start: number;
  readonly end: number;
  /** How many brackets are open around it; an opening bracket counts for itself, a closing one no longer does. */
  readonly depth: number;
}

export interface TokenisedLine {
  /** From the start of the physical line to its first token. */
  readonly indentation: { readonly start: number; readonly end: number };
  readonly tokens: readonly Token[];
}

export interface Tokens {
  readonly all: readonly Token[];
  readonly lines: readonly TokenisedLine[];
  /** A closing bracket without its opening one, or an opening bracket that is never closed. */
  readonly strayBracket?: { readonly offset: number; readonly problem: "never-opened" | "never-closed" | "mismatched" };
}

const closes: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

const namePattern = /[A-Za-z_\u0080-\u{10ffff}][\w\u0080-\u{10ffff}]*/uy;
const numberPattern =
  /0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*(?:\.(?:\d[\d_]*)?)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?/y;
const operatorPattern =
  /\*\*=|\/\/=|<<=|>>=|\.\.\.|->|:=|[-+*/%&|^@=<>!]=|<>|\*\*|\/\/|<<|>>|[-+*/%&|^@=<>~.,:;()[\]{}]/y;
const spacePattern = /(?:[ \t\f]|\\(?:\r\n|\r|\n))+/y;
const lineBreakPattern = /\r\n|\n|\r/y;
const commentPattern = /#[^\r\n]*/y;

/** Cuts Python code into tokens as the language's own tokeniser does. Never throws; stops making sense after `strayBracket`. */
export function tokenise(code: string): Tokens {
  const all: Token[] = [];
  const lines: TokenisedLine[] = [];
  const knownEnds = newKnownEnds();
  const brackets: { character: string; offset: number }[] = [];
  let strayBracket: Tokens["strayBracket"];
  let lineStart = 0;
  let firstOfLine = 0;
  let offset = code.startsWith("\ufeff") ? 1 : 0;

  const add = (kind: Token["kind"], end: number) => {
    all.push({ kind, start: offset, end, depth: brackets.length });
    offset = end;
  };
  const endLine = () => {
    const tokens = all.slice(firstOfLine);
    const first = tokens[0];
    if (first) lines.push({ indentation: { start: lineStart, end: first.start }, tokens });
  };

  while (offset < code.length) {
    const skipped = matchEnd(spacePattern, code, offset) ?? matchEnd(commentPattern, code, offset);
    if (skipped !== undefined) {
      offset = skipped;
      continue;
    }
    const lineBreakEnd = matchEnd(lineBreakPattern, code, offset);
    if (lineBreakEnd !== undefined) {
      if (brackets.length === 0) {
        endLine();
        if (all.length > firstOfLine) add("newline", lineBreakEnd);
        firstOfLine = all.length;
        lineStart = lineBreakEnd;
      }
      offset = lineBreakEnd;
      continue;
    }
    const opening = stringOpening(code, offset);
    if (opening) {
      const end = stringEnd(code, opening, knownEnds);
      if (end.closed) add(end.hasLoneBrace ? "lone-brace-string" : "string", end.offset);
      else add("unclosed-string", Math.max(end.offset, offset + 1));
      continue;
    }
    const nameEnd = matchEnd(namePattern, code, offset);
    if (nameEnd !== undefined) {
      add("name", nameEnd);
      continue;
    }
    const numberEnd = matchEnd(numberPattern, code, offset);
    if (numberEnd !== undefined) {
      add("number", numberEnd);
      continue;
    }
    const character = code.charAt(offset);
    if ("([{".includes(character)) {
      brackets.push({ character, offset });
      add("operator", offset + 1);
      continue;
    }
    const opener = closes[character];
    if (opener !== undefined) {
      const open = brackets.pop();
      if (!strayBracket && open?.character !== opener) {
        strayBracket = { offset, problem: open ? "mismatched" : "never-opened" };
      }
      add("operator", offset + 1);
      continue;
    }
    const operatorEnd = matchEnd(operatorPattern, code, offset);
    if (operatorEnd !== undefined) add("operator", operatorEnd);
    else add("stray", offset + 1);
  }
  endLine();
  const lastOpen = brackets.at(-1);
  if (!strayBracket && lastOpen) strayBracket = { offset: lastOpen.offset, problem: "never-closed" };
  return strayBracket ? { all, lines, strayBracket } : { all, lines };
}

function matchEnd(pattern: RegExp, code: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  return pattern.test(code) ? pattern.lastIndex : undefined;
}
