// What Python warns of when it compiles code, however it runs. Each was compiled by CPython 3.10 to 3.13, 2026-11.
import type { SyntaxWarning } from "../code-facts.ts";
import { fieldsOf, type KnownEnds, newKnownEnds, type StringOpening, stringOpening } from "./string-literals.ts";
import type { Token, TokenisedLine, Tokens } from "./tokens.ts";

/** In order of appearance; what is only perhaps warned of is left out. */
export function syntaxWarnings(code: string, tokens: Tokens): readonly SyntaxWarning[] {
  const found: SyntaxWarning[] = [];
  const ends = newKnownEnds();
  for (const token of tokens.all) if (token.kind === "string") found.push(...escapesIn(code, token, ends));
  for (const line of tokens.lines) found.push(...inLine(code, line));
  return found.sort((one, other) => one.range.start - other.range.start);
}

/** A thousand of them say no more than the first. */
const mostEscapes = 100;
const escapes = /\\(?:\r\n|[\s\S])/g;
const known = /^\\(?:[\r\n\\'"abfnrtvx]|[0-3]?[0-7]{1,2})/;

function escapesIn(code: string, token: Token, ends: KnownEnds): readonly SyntaxWarning[] {
  const opening = stringOpening(code, token.start);
  if (!opening || opening.isRaw) return [];
  const isBytes = /b/i.test(code.slice(opening.start, opening.contentStart - opening.quote.length));
  const end = token.end - opening.quote.length;
  const content = code.slice(opening.contentStart, end);
  if (!content.includes("\\")) return [];
  const fields = opening.isFormat ? fieldsOf(code, opening, ends) : [];
  const found: SyntaxWarning[] = [];
  for (const { index, 0: spelt } of content.matchAll(escapes)) {
    const start = opening.contentStart + index;
    if (found.length === mostEscapes) break;
    if (fields.some((field) => start >= field.start && start < field.end)) continue;
    const name = spelt.charAt(1);
    if (known.test(spelt) || (!isBytes && /[NuU]/.test(name))) continue;
    if (/[0-7]/.test(name) || (opening.isFormat && /[{}]/.test(name))) continue;
    found.push(invalidEscape(spelt, start, opening));
  }
  return found;
}

function invalidEscape(spelt: string, start: number, { quote }: StringOpening): SyntaxWarning {
  const range = { start, end: start + spelt.length };
  return {
    since: "3.12",
    what: `the escape ${spelt}`,
    instead: `Write \\${spelt}, or put r before the quote: r${quote}…${quote}.`,
    range,
    fix: { title: "Double the backslash", edit: { range: { start, end: start }, newText: "\\" } },
  };
}

const isFollowed = /^(?::|\)|\]|\}|,|;|and|or|if|else|is|==|!=|for|\n|\r|\r\n|)$/;
const begins = /^(?:if|elif|while|return|and|or|not|assert|\(|\[|\{|=|,|:|;|:=|in|else|yield|==|!=|\n|\r|\r\n|)$/;

function inLine(code: string, { tokens }: TokenisedLine): readonly SyntaxWarning[] {
  const text = (token: Token | undefined) => (token ? code.slice(token.start, token.end) : "");
  const found: SyntaxWarning[] = [];
  for (const [index, token] of tokens.entries()) {
    if (text(token) !== "is") continue;
    const isNegated = text(tokens[index + 1]) === "not";
    const right = tokens[index + (isNegated ? 2 : 1)];
    const behind = tokens[index + (isNegated ? 3 : 2)];
    const left = tokens[index - 1];
    const isRight = isConstant(code, right) && isFollowed.test(text(behind));
    const isLeft = isConstant(code, left) && begins.test(text(tokens[index - 2]));
    const constant = isRight ? right : isLeft ? left : undefined;
    if (!constant) continue;
    const operator = isNegated ? "!=" : "==";
    const last = isNegated ? (tokens[index + 1] as Token) : token;
    found.push({
      since: "3.8",
      what: `"${isNegated ? "is not" : "is"}" beside ${text(constant).slice(0, 40)}`,
      instead: `Write ${operator} to compare values.`,
      range: { start: token.start, end: last.end },
      fix: { title: `Write ${operator}`, edit: { range: { start: token.start, end: last.end }, newText: operator } },
    });
  }
  const assertion = alwaysTrue(code, tokens);
  return assertion ? [...found, assertion] : found;
}

function isConstant(code: string, token: Token | undefined): boolean {
  if (token?.kind === "number") return true;
  return token?.kind === "string" && !stringOpening(code, token.start)?.isFormat;
}

/** `assert (condition, "message")` is an assertion about a tuple. */
function alwaysTrue(code: string, tokens: readonly Token[]): SyntaxWarning | undefined {
  const text = (token: Token | undefined) => (token ? code.slice(token.start, token.end) : "");
  const [first, open] = tokens;
  if (!first || !open || text(first) !== "assert" || text(open) !== "(") return undefined;
  const close = tokens.findIndex((token, index) => index > 1 && token.depth === open.depth - 1 && text(token) === ")");
  const last = tokens[close];
  const behind = text(tokens[close + 1]);
  const inside = tokens.slice(2, close);
  const isTuple = inside.some((token) => token.depth === open.depth && text(token) === ",");
  const hasLoop = inside.some((token) => token.depth === open.depth && text(token) === "for");
  if (!last || !isTuple || hasLoop || !/^(?:\n|\r|\r\n|;|,|)$/.test(behind)) return undefined;
  return {
    since: "3.8",
    what: "an assertion about a tuple, which is always true",
    instead: 'Write assert condition, "message" without the parentheses.',
    range: { start: first.start, end: last.end },
  };
}
