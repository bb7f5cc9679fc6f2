import type { OffsetRange } from "../../text/offset-range.ts";

/** Where a Python string literal opens: its prefix and quotes. */
export interface StringOpening {
  readonly start: number;
  readonly contentStart: number;
  readonly quote: string;
  readonly isFormat: boolean;
  readonly isRaw: boolean;
}

const openingPattern = /([rRbBuUfFtT]{0,2})("""|'''|"|')/y;
const prefixPattern = /^(?:[rbuft]|br|rb|fr|rf|tr|rt)?$/;

export function stringOpening(code: string, offset: number): StringOpening | undefined {
  openingPattern.lastIndex = offset;
  const match = openingPattern.exec(code);
  if (!match) return undefined;
  const [whole, prefix = "", quote = ""] = match;
  const lower = prefix.toLowerCase();
  if (!prefixPattern.test(lower)) return undefined;
  const isFormat = lower.includes("f") || lower.includes("t");
  return { start: offset, contentStart: offset + whole.length, quote, isFormat, isRaw: lower.includes("r") };
}

export interface StringEnd {
  /** After the closing quotes, or where the text stops when they are missing. */
  readonly offset: number;
  readonly closed: boolean;
  /** In an f-string a brace has no partner, so that no release reads it. */
  readonly hasLoneBrace?: true;
}

/** Ends that are known already, by where the string opens: nested f-strings ask for the same ones over and over. */
export interface KnownEnds {
  readonly byStart: Map<number, StringEnd>;
  /** How many characters of replacement fields were gone over, those that have no end to no purpose. */
  steps: number;
}

export function newKnownEnds(): KnownEnds {
  return { byStart: new Map(), steps: 0 };
}

/** What has ends is gone over about once, for strings in strings are known; what has none, once for each that opens around it. */
function isWorthReading(code: string, { steps }: KnownEnds): boolean {
  return steps <= 4 * code.length + 1_000;
}

const maxNesting = 40;

export function stringEnd(code: string, opening: StringOpening, ends: KnownEnds, nesting = 0): StringEnd {
  const known = ends.byStart.get(opening.start);
  if (known) return known;
  const end = scanString(code, opening, ends, nesting);
  // Its first quote is the likeliest end of one with a lone brace.
  const plain = end ?? scanString(code, { ...opening, isFormat: false }, ends, nesting);
  const found: StringEnd = { offset: code.length, closed: false, ...plain, ...(end ? {} : { hasLoneBrace: true }) };
  ends.byStart.set(opening.start, found);
  return found;
}

/** Undefined when a brace of an f-string has no partner. */
function scanString(code: string, opening: StringOpening, ends: KnownEnds, nesting: number): StringEnd | undefined {
  const { quote, isFormat } = opening;
  const isLong = quote.length === 3;
  let offset = opening.contentStart;
  while (offset < code.length) {
    const character = code.charAt(offset);
    if (code.startsWith(quote, offset)) return { offset: offset + quote.length, closed: true };
    if (character === "\\") {
      offset += escapeLength(code, offset, opening);
    } else if (!isLong && (character === "\n" || character === "\r")) {
      return { offset, closed: false };
    } else if (isFormat && character === "{") {
      const end =
        code.charAt(offset + 1) === "{" ? offset + 2 : replacementEnd(code, offset, opening, ends, nesting + 1);
      if (end === undefined) return undefined;
      offset = end;
    } else if (isFormat && character === "}") {
      if (code.charAt(offset + 1) !== "}") return undefined;
      offset += 2;
    } else {
      offset++;
    }
  }
  return { offset: code.length, closed: false };
}

/** The outermost replacement fields of an f-string that ends, from brace to brace. */
export function fieldsOf(code: string, opening: StringOpening, ends: KnownEnds): readonly OffsetRange[] {
  const fields: OffsetRange[] = [];
  let offset = opening.contentStart;
  while (offset < code.length && !code.startsWith(opening.quote, offset)) {
    const character = code.charAt(offset);
    if (character === "\\") {
      offset += escapeLength(code, offset, opening);
    } else if (character !== "{") {
      offset++;
    } else if (code.charAt(offset + 1) === "{") {
      offset += 2;
    } else {
      const end = replacementEnd(code, offset, opening, ends, 1);
      if (end === undefined) return fields;
      fields.push({ start: offset, end });
      offset = end;
    }
  }
  return fields;
}

/** Longer than any that Unicode has. */
const longestCharacterName = 200;

/** A backslash takes the next character with it; `\N{…}` its braces too, which would open a replacement field otherwise. */
function escapeLength(code: string, offset: number, opening: StringOpening): number {
  if (code.startsWith("\r\n", offset + 1)) return 3;
  if (opening.isRaw) return "{}".includes(code.charAt(offset + 1)) && code.charAt(offset + 1) !== "" ? 1 : 2;
  if (!opening.isFormat) return 2;
  if (code.startsWith("N{", offset + 1)) {
    const close = code.slice(offset, offset + longestCharacterName).indexOf("}");
    if (close !== -1) return close + 1;
  }
  return "{}".includes(code.charAt(offset + 1)) && code.charAt(offset + 1) !== "" ? 1 : 2;
}

/** The offset after the `}` that closes the replacement field opened at `offset`. */
function replacementEnd(
  code: string,
  offset: number,
  opening: StringOpening,
  ends: KnownEnds,
  nesting: number,
): number | undefined {
  if (nesting > maxNesting) return undefined;
  const brackets: string[] = [];
  let at = offset + 1;
  while (at < code.length && isWorthReading(code, ends)) {
    ends.steps++;
    const character = code.charAt(at);
    const inner = stringOpening(code, at);
    // Before 3.12 the outer quote always ends the string; a nested string that does not close shows that it was meant so.
    if (inner && !isWordCharacter(code.charAt(at - 1))) {
      const end = stringEnd(code, inner, ends, nesting);
      if (!end.closed) return undefined;
      at = end.offset;
    } else if ("([{".includes(character)) {
      brackets.push(character);
      at++;
    } else if (")]}".includes(character)) {
      if (brackets.length === 0) return character === "}" ? at + 1 : undefined;
      brackets.pop();
      at++;
    } else if (character === ":" && brackets.length === 0) {
      return formatSpecEnd(code, at + 1, opening, ends, nesting);
    } else if (opening.quote.length === 1 && code.startsWith(opening.quote, at)) {
      return undefined;
    } else {
      at++;
    }
  }
  return undefined;
}

function formatSpecEnd(
  code: string,
  offset: number,
  opening: StringOpening,
  ends: KnownEnds,
  nesting: number,
): number | undefined {
  let at = offset;
  while (at < code.length && isWorthReading(code, ends)) {
    ends.steps++;
    const character = code.charAt(at);
    if (character === "}") return at + 1;
    if (code.startsWith(opening.quote, at)) return undefined;
    if (character === "{") {
      const end = replacementEnd(code, at, opening, ends, nesting + 1);
      if (end === undefined) return undefined;
      at = end;
    } else {
      at++;
    }
  }
  return undefined;
}

function isWordCharacter(character: string): boolean {
  return /[\w\u0080-\uffff]/.test(character);
}
