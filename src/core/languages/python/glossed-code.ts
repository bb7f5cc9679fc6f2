import { stringOpening } from "./string-literals.ts";
import type { Token, TokenisedLine, Tokens } from "./tokens.ts";

/**
 * The same code with every construct that the grammar library does not know (bare `yield`, `1.`, class patterns,
 * targets of `with`, nested quotes in f-strings, …) spelt by something of the same length that it does know, so
 * that what is still an error is one. String contents become spaces: read texts from the original code.
 */
export function glossOver(code: string, tokens: Tokens): string {
  const characters = code.split("");
  const write = (start: number, end: number, text: string) => {
    for (let offset = start; offset < end; offset++) characters[offset] = text.charAt(offset - start) || " ";
  };
  const pieces = new Gloss(code, write, tokens);
  glossLineBreaks(code, write);
  for (const [index, token] of tokens.all.entries()) pieces.token(tokens.all, index, token);
  for (const line of tokens.lines) pieces.line(line.tokens);
  return characters.join("");
}

/** Parameters of a lambda, or a target of `with`, that are longer stay as they are. */
const mostTokens = 200;

type Write = (start: number, end: number, text: string) => void;

function glossLineBreaks(code: string, write: Write): void {
  if (code.startsWith("\ufeff")) write(0, 1, "\n");
  for (const { index, 0: text } of code.matchAll(/\\?(?:\r\n|\r|\n)|\f+/g)) {
    if (text.startsWith("\\")) write(index, index + text.length, " ");
    else if (text === "\r\n") write(index, index + 2, " \n");
    else if (text === "\r") write(index, index + 1, "\n");
    else if (text.startsWith("\f")) {
      const startsLine = index === 0 || code.charAt(index - 1) === "\n";
      if (startsLine && index > 0) write(index - 1, index, " ");
      write(index, index + text.length, startsLine ? "\n".padStart(text.length) : " ");
    }
  }
}

class Gloss {
  /** The tokens of the lines that define functions. */
  private readonly inSignatures: ReadonlySet<Token>;

  constructor(
    private readonly code: string,
    private readonly write: Write,
    tokens: Tokens,
  ) {
    const isSignature = (line: TokenisedLine) => line.tokens.slice(0, 2).some((token) => this.text(token) === "def");
    this.inSignatures = new Set(tokens.lines.filter(isSignature).flatMap((line) => line.tokens));
  }

  private text(token: Token | undefined): string {
    return token ? this.code.slice(token.start, token.end) : "";
  }

  private blank(token: Token | undefined): void {
    if (token) this.write(token.start, token.end, " ");
  }

  /** One name in place of everything from one token to another. */
  private nameInstead(first: Token | undefined, last: Token | undefined): void {
    if (!first || !last) return;
    const touchesKeyword = /\w/.test(this.code.charAt(first.start - 1));
    this.write(first.start, last.end, touchesKeyword ? " _" : "_");
  }

  token(all: readonly Token[], index: number, token: Token): void {
    const text = this.text(token);
    const previous = this.text(all[index - 1]);
    const next = this.text(all[index + 1]);
    if (token.kind === "string") {
      const quote = stringOpening(this.code, token.start)?.quote.charAt(0) ?? '"';
      this.write(token.start, token.end, quote.padEnd(token.end - token.start - 1) + quote);
    } else if (token.kind === "number" && text.includes(".")) {
      const dot = text.indexOf(".");
      if (!/\d/.test(text.charAt(dot + 1))) this.write(token.start + dot, token.start + dot + 1, "0");
    } else if (text === "print" && next !== "(") {
      this.write(token.start, token.end, "prinT");
    } else if (text === "yield" && (next.trim() === "" || /^[)\]},;=]$/.test(next))) {
      this.write(token.start, token.end, "yielD");
    } else if (text === "*" && /^(?:\[|:|,|in|for)$/.test(previous) && !/^[,):]$/.test(next)) {
      if (previous === ":" || token.depth > 1 || !this.inSignatures.has(token)) this.blank(token);
    } else if (text === ":=" && this.text(all[index - 2]) === "{") {
      this.write(token.start, token.end, "==");
    } else if (text === "lambda") {
      this.lambda(all, index);
    }
  }

  private lambda(all: readonly Token[], index: number): void {
    const depth = all[index]?.depth ?? 0;
    let lambdasInDefaults = 0;
    for (let at = index + 1; at < Math.min(all.length, index + mostTokens); at++) {
      const token = all[at] as Token;
      const text = this.text(token);
      if (token.depth < depth || (token.depth === depth && token.kind === "newline")) return;
      if (token.depth === depth && text === ":" && --lambdasInDefaults < 0) return;
      if (token.depth === depth && text === "lambda") lambdasInDefaults++;
      if (token.depth === depth && text === "/" && this.text(all[at - 1]) === ",") {
        this.blank(all[at - 1]);
        this.blank(token);
      }
      if (token.depth === depth && text === "," && this.text(all[at + 1]) === ":") this.blank(token);
    }
  }

  line(tokens: readonly Token[]): void {
    const first = this.text(tokens[0]) === "async" ? this.text(tokens[1]) : this.text(tokens[0]);
    if (first === "with") this.with(tokens);
    else if (first === "def" || first === "class" || first === "type") this.typeParameters(tokens);
    else if (first === "except") this.exceptionTypes(tokens);
    else if (first === "case" || first === "match") this.matchHead(tokens);
    else if (first === "@") this.nameInstead(tokens[1], tokens.at(-1));
  }

  private with(tokens: readonly Token[]): void {
    const colon = tokens.findIndex((token) => token.depth === 0 && this.text(token) === ":");
    if (colon === -1) return;
    const head = tokens.slice(0, colon);
    for (const [index, token] of head.entries()) {
      if (this.text(token) !== "as") continue;
      const depth = token.depth;
      const target = head.slice(index + 1, index + 1 + mostTokens);
      const end = target.findIndex(
        (part) => part.depth <= depth && /^[,)]$/.test(this.text(part)) && !isClosing(part, depth, this.text(part)),
      );
      const parts = end === -1 ? target : target.slice(0, end);
      if (parts.length > 1) this.nameInstead(parts[0], parts.at(-1));
    }
    const open = head.findIndex((token) => this.text(token) === "(");
    const isGroup = open >= 0 && open <= 2 && this.text(head[open - 1]) === "with" && this.text(head.at(-1)) === ")";
    if (!isGroup || !head.some((token) => token.depth === 1 && this.text(token) === "as")) return;
    const close = head.at(-1) as Token;
    const inside = head.slice(open, -1);
    let from = (head[open] as Token).start;
    for (const token of [...inside.slice(1), close]) {
      this.write(from, token.start, " ");
      from = token.end;
    }
    this.blank(close);
    if (this.text(inside.at(-1)) === ",") this.blank(inside.at(-1));
  }

  /** `def f[T = int](…)`: only types, which decide nothing here. */
  private typeParameters(tokens: readonly Token[]): void {
    const open = tokens.findIndex((token) => this.text(token) === "[");
    if (open < 2 || open > 3 || tokens[open - 1]?.kind !== "name") return;
    const close = tokens.findIndex((token, index) => index > open && token.depth === 0);
    const [first, last] = [tokens[open], tokens[close]];
    if (first && last && this.text(last) === "]") this.write(first.start, last.end, " ");
  }

  /** `except A, B:`, which Python reads since 3.14. */
  private exceptionTypes(tokens: readonly Token[]): void {
    const colon = tokens.findIndex((token) => token.depth === 0 && this.text(token) === ":");
    const types = tokens.slice(1, colon);
    const isList = types.some((token) => token.depth === 0 && this.text(token) === ",");
    if (colon > 1 && isList && !types.some((token) => this.text(token) === "as"))
      this.nameInstead(types[0], types.at(-1));
  }

  private matchHead(tokens: readonly Token[]): void {
    const colon = tokens.findIndex((token) => token.depth === 0 && this.text(token) === ":");
    if (colon > 1 && !/^[=.,]$/.test(this.text(tokens[1]))) this.nameInstead(tokens[1], tokens[colon - 1]);
  }
}

/** A closing bracket of the target's own brackets carries the depth around them. */
function isClosing(token: Token, depth: number, text: string): boolean {
  return text === ")" && token.depth === depth;
}
