import {
  type KnownEnds,
  type StringOpening,
  stringEnd,
  stringOpening,
} from "../../../languages/python/string-literals.ts";
import { decodeEscapes } from "../../../languages/python/string-value.ts";
import type { OffsetRange } from "../../../text/offset-range.ts";

/** What a string literal is made of, in order; a plain one is a single text. */
export type StringPart =
  /** `value` is missing where an escape cannot be read. */
  | { readonly kind: "text"; readonly value: string | undefined; readonly range: OffsetRange }
  | { readonly kind: "expression"; readonly range: OffsetRange; readonly spec: readonly StringPart[] };

/** The parts of the literal that starts at `start`; undefined for bytes, and for what is no literal. */
export function stringParts(code: string, start: number, ends: KnownEnds): readonly StringPart[] | undefined {
  const opening = stringOpening(code, start);
  if (!opening || /b/i.test(code.slice(start, opening.contentStart))) return undefined;
  const end = stringEnd(code, opening, ends);
  if (!end.closed) return undefined;
  const contentEnd = end.offset - opening.quote.length;
  if (!opening.isFormat || end.hasLoneBrace) return [textPart(code, opening, opening.contentStart, contentEnd)];
  return formatParts({ code, opening, ends }, opening.contentStart, contentEnd).parts;
}

/** Neighbouring texts become one, as the compiler joins them. */
export function joinTexts(parts: readonly StringPart[]): readonly StringPart[] {
  const joined: StringPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === "text" && last?.kind === "text") {
      const value = last.value === undefined || part.value === undefined ? undefined : last.value + part.value;
      joined.splice(-1, 1, { kind: "text", value, range: { start: last.range.start, end: part.range.end } });
    } else {
      joined.push(part);
    }
  }
  return joined;
}

function textPart(code: string, opening: StringOpening, start: number, end: number): StringPart {
  const written = code.slice(start, end).replace(/\r\n?/g, "\n");
  const text = opening.isFormat ? written.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)) : written;
  return { kind: "text", value: opening.isRaw ? text : decodeEscapes(text), range: { start, end } };
}

interface Literal {
  readonly code: string;
  readonly opening: StringOpening;
  readonly ends: KnownEnds;
}

interface Parts {
  readonly parts: readonly StringPart[];
  readonly end: number;
}

/** Up to `end`, or within a format specification up to the brace that closes its field. */
function formatParts(literal: Literal, start: number, end: number, isSpec = false): Parts {
  const { code, opening } = literal;
  const parts: StringPart[] = [];
  let textStart = start;
  let at = start;
  const endText = () => {
    if (at > textStart) parts.push(textPart(code, opening, textStart, at));
  };
  while (at < end) {
    const character = code.charAt(at);
    if (character === "\\" && !opening.isRaw) {
      const named = /^\\N\{[^}]{0,200}\}/.exec(code.slice(at, Math.min(end, at + 220)));
      at += named ? named[0].length : "{}".includes(code.charAt(at + 1)) ? 1 : 2;
    } else if (isSpec && character === "}") {
      break;
    } else if (!isSpec && (character === "{" || character === "}") && code.charAt(at + 1) === character) {
      at += 2;
    } else if (character === "{") {
      endText();
      const field = readField(literal, at, end);
      parts.push(field.part);
      at = field.end;
      textStart = at;
    } else {
      at++;
    }
  }
  endText();
  return { parts, end: at };
}

/** `{expression = !r:spec}`, from its opening brace. */
function readField(literal: Literal, start: number, end: number) {
  const { code, ends } = literal;
  let depth = 0;
  let at = start + 1;
  while (at < end) {
    const character = code.charAt(at);
    const inner = /\w/.test(code.charAt(at - 1)) ? undefined : stringOpening(code, at);
    if (inner) {
      at = Math.max(at + 1, stringEnd(code, inner, ends).offset);
      continue;
    }
    if ("([{".includes(character)) depth++;
    else if (depth > 0 && ")]}".includes(character)) depth--;
    else if (depth === 0 && (character === "}" || character === ":" || isConversion(code, at))) break;
    at++;
  }
  const written = code.slice(start + 1, at);
  const expression = written.replace(/(?<![=!<>])=\s*$/, "");
  const range = { start: start + 1, end: start + 1 + expression.length };
  if (code.charAt(at) === "!") at = Math.max(at + 1, indexOfAny(code, "}:", at, end));
  const spec: Parts = code.charAt(at) === ":" ? formatParts(literal, at + 1, end, true) : { parts: [], end: at };
  return { part: { kind: "expression", range, spec: spec.parts } as const, end: Math.min(end, spec.end + 1) };
}

function isConversion(code: string, at: number): boolean {
  return code.charAt(at) === "!" && code.charAt(at + 1) !== "=";
}

function indexOfAny(code: string, characters: string, from: number, end: number): number {
  let at = from;
  while (at < end && !characters.includes(code.charAt(at))) at++;
  return at;
}
