import type { Cursor } from "./cursor.ts";
import type { JsonValue } from "./json-value.ts";

/** Takes the number that is next, if there is one; with a fraction or an exponent it is a float, as in Python. */
export function scanNumber(cursor: Cursor): JsonValue | undefined {
  const { text, at: start } = cursor;
  const firstDigit = text.charCodeAt(start) === 0x2d ? start + 1 : start;
  const integerEnd = text.charCodeAt(firstDigit) === 0x30 ? firstDigit + 1 : endOfDigits(text, firstDigit);
  if (integerEnd === firstDigit) return undefined;
  cursor.at = endOfExponent(text, endOfFraction(text, integerEnd));
  const written = text.slice(start, cursor.at);
  if (cursor.at > integerEnd) return { kind: "float", text: written };
  return { kind: "int", digits: written === "-0" ? "0" : written };
}

function endOfFraction(text: string, start: number): number {
  if (text.charCodeAt(start) !== 0x2e) return start;
  const end = endOfDigits(text, start + 1);
  return end === start + 1 ? start : end;
}

function endOfExponent(text: string, start: number): number {
  const letter = text.charCodeAt(start);
  if (letter !== 0x65 && letter !== 0x45) return start;
  const sign = text.charCodeAt(start + 1);
  const firstDigit = sign === 0x2b || sign === 0x2d ? start + 2 : start + 1;
  const end = endOfDigits(text, firstDigit);
  return end === firstDigit ? start : end;
}

function endOfDigits(text: string, start: number): number {
  let at = start;
  for (;;) {
    const character = text.charCodeAt(at);
    if (!(character >= 0x30 && character <= 0x39)) return at;
    at += 1;
  }
}
