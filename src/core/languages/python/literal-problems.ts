// Numbers and strings that no release of Python reads, though they end where they should.
import type { SyntaxProblem } from "../code-facts.ts";
import { fieldsOf, type KnownEnds, newKnownEnds, type StringOpening, stringOpening } from "./string-literals.ts";
import type { Token, Tokens } from "./tokens.ts";

/** The first of them. Each was compiled by CPython 3.10 to 3.13, 2026-11. */
export function literalProblem(code: string, { all }: Tokens): SyntaxProblem | undefined {
  const ends = newKnownEnds();
  for (const [index, token] of all.entries()) {
    const problem =
      token.kind === "number"
        ? numberProblem(code, token, all[index + 1])
        : token.kind === "string"
          ? (stringProblem(code, token, all[index + 1]) ?? fieldProblem(code, token, ends))
          : undefined;
    if (problem) return problem;
  }
  return undefined;
}

const whole = /^(?:0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?0)*|[1-9](?:_?\d)*)$/;
const digits = "\\d(?:_?\\d)*";
const exponent = `[eE][+-]?${digits}`;
const other = new RegExp(
  `^(?:(?:${digits}\\.(?:${digits})?|\\.${digits})(?:${exponent})?[jJ]?|${digits}${exponent}[jJ]?|${digits}[jJ])$`,
);
/** What may follow a number without a blank. */
const joiningWords = /^(?:and|or|if|in|is|else|not|for)$/;

function numberProblem(code: string, token: Token, next: Token | undefined): SyntaxProblem | undefined {
  const text = code.slice(token.start, token.end);
  const range = { start: token.start, end: token.end };
  if (next?.kind === "name" && next.start === token.end && !joiningWords.test(code.slice(next.start, next.end))) {
    const written = code.slice(token.start, next.end);
    return { message: `${written} is no number of Python.`, range: { start: token.start, end: next.end } };
  }
  if (whole.test(text) || other.test(text)) return undefined;
  if (/^0\d+$/.test(text)) {
    const octal = /^0[0-7]+$/.test(text) ? ` Write 0o${text.slice(1)} for an octal number, or` : " Write";
    const decimal = text.replace(/^0+/, "");
    return { message: `Python 3 reads no number that begins with 0.${octal} ${decimal}.`, range };
  }
  return { message: `${text} is no number of Python: an underscore stands between two digits only.`, range };
}

function stringProblem(code: string, token: Token, next: Token | undefined): SyntaxProblem | undefined {
  const opening = stringOpening(code, token.start);
  if (!opening) return undefined;
  const isBytes = isOfBytes(code, opening);
  const following = next?.kind === "string" ? stringOpening(code, next.start) : undefined;
  if (next && following && isBytes !== isOfBytes(code, following)) {
    const message = "Python does not join bytes and text. Give both a b before the quote, or none.";
    return { message, range: { start: token.start, end: next.end } };
  }
  const content = code.slice(opening.contentStart, token.end - opening.quote.length);
  const found = isBytes ? bytesProblem(content, opening) : textProblem(content, opening);
  if (!found) return undefined;
  const start = opening.contentStart + found.index;
  return { message: found.message, range: { start, end: start + found.length } };
}

function isOfBytes(code: string, { start, contentStart, quote }: StringOpening): boolean {
  return /b/i.test(code.slice(start, contentStart - quote.length));
}

const noValue = /^\s*(?:$|[!:=])/;
/** In the format of a plain value, or of a text: `{"a": {}}`. */
const noInnerValue = /^(?:[\w.\s]+|"[^"\\{}]*"\s*|'[^'\\{}]*'\s*)(?:![rsa])?:[^{}"']*\{\s*\}/;
const conversion = /^[\w.\s]*!([^=:}!]*)(?=[:}]|$)/;
const twoNames = /^\s*([^\W\d]\w*)[ \t]+([^\W\d]\w*)\s*$/;

/** A field that is certainly none, whatever the release. */
function fieldProblem(code: string, token: Token, ends: KnownEnds): SyntaxProblem | undefined {
  const opening = stringOpening(code, token.start);
  if (!opening?.isFormat) return undefined;
  for (const range of fieldsOf(code, opening, ends)) {
    const field = code.slice(range.start + 1, range.end - 1);
    if (noValue.test(field) || noInnerValue.test(field)) {
      const message =
        "A field of this f-string has no value. Write one between the braces, or {{ and }} for braces themselves.";
      return { message, range };
    }
    const letter = conversion.exec(field)?.[1];
    if (letter !== undefined && !/^[rsa]\s*$/.test(letter)) {
      return { message: `Python knows no conversion "!${letter}". Write !r, !s or !a.`, range };
    }
    const names = twoNames.exec(field)?.slice(1);
    if (names && !names.some((name) => keywords.has(name))) {
      return {
        message: `Something is missing in this field of an f-string, between "${names.join('" and "')}".`,
        range,
      };
    }
  }
  return undefined;
}

const keywords: ReadonlySet<string> = new Set(
  "and async await else for from if in is lambda not or yield None True False".split(" "),
);

interface Found {
  readonly index: number;
  readonly length: number;
  readonly message: string;
}

function bytesProblem(content: string, { isRaw }: StringOpening): Found | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all that ASCII has.
  const foreign = /[^\x00-\x7f]/u.exec(content);
  if (foreign) {
    const message = `Bytes hold ASCII only. Write text as "…".encode(), or "${foreign[0]}" as escapes.`;
    return { index: foreign.index, length: foreign[0].length, message };
  }
  if (isRaw || !content.includes("\\")) return undefined;
  for (const { index, 0: spelt } of content.matchAll(/\\(?:x[\da-fA-F]{0,2}|[\s\S])/g)) {
    if (spelt.startsWith("\\x") && spelt.length < 4) return incomplete(index, spelt, "two");
  }
  return undefined;
}

/** Those of f-strings are looked at where they have no fields. */
function textProblem(content: string, { isRaw, isFormat }: StringOpening): Found | undefined {
  if (isRaw || !content.includes("\\") || (isFormat && /[{}]/.test(content))) return undefined;
  const escapes = /\\(?:x[\da-fA-F]{0,2}|u[\da-fA-F]{0,4}|U[\da-fA-F]{0,8}|N(?:\{[^}]{0,200}\})?|[\s\S])/g;
  for (const { index, 0: spelt } of content.matchAll(escapes)) {
    const kind = spelt.charAt(1);
    if (kind === "x" && spelt.length < 4) return incomplete(index, spelt, "two");
    if (kind === "u" && spelt.length < 6) return incomplete(index, spelt, "four");
    if (kind === "U" && spelt.length < 10) return incomplete(index, spelt, "eight");
    if (kind === "U" && Number.parseInt(spelt.slice(2), 16) > 0x10ffff) {
      return { index, length: spelt.length, message: `${spelt} is no character: Unicode ends with \\U0010ffff.` };
    }
    if (kind === "N" && spelt.length < 5) {
      const message =
        "\\N must be followed by the name of a character in braces. Double the backslash if none is meant.";
      return { index, length: spelt.length, message };
    }
  }
  return undefined;
}

function incomplete(index: number, spelt: string, digits: string): Found {
  const message = `${spelt.slice(0, 2)} must be followed by ${digits} hexadecimal digits. Double the backslash if it is meant as one, as in a path.`;
  return { index, length: spelt.length, message };
}
