import type { Cursor } from "./cursor.ts";
import { JsonSyntaxError } from "./json-syntax-error.ts";

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string.
const plainText = /[^"\\\u0000-\u001f]*/y;
const fourHexDigits = /^[0-9a-fA-F]{4}$/;

/** Takes the string literal whose opening quote is next. */
export function scanString(cursor: Cursor): string {
  const { text, at: quote } = cursor;
  let value = "";
  let at = quote + 1;
  for (;;) {
    const stop = endOfPlainText(text, at);
    const chunk = text.slice(at, stop);
    const character = text.charCodeAt(stop);
    if (character === 0x22) {
      cursor.at = stop + 1;
      return value + chunk;
    }
    if (character < 0x20) throw new JsonSyntaxError("Invalid control character at", stop);
    const escaped = text[stop + 1];
    if (escaped === undefined) throw new JsonSyntaxError("Unterminated string starting at", quote);
    if (escaped === "u") {
      value += chunk + scanUnicodeEscape(text, stop);
      at = stop + 6;
    } else {
      const meaning = escapes[escaped];
      if (meaning === undefined) throw new JsonSyntaxError("Invalid \\escape", stop);
      value += chunk + meaning;
      at = stop + 2;
    }
  }
}

/** Most strings are short, and for those a loop is quicker than starting the pattern. */
function endOfPlainText(text: string, start: number): number {
  const nearEnd = start + 24;
  for (let at = start; at < nearEnd; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x22 || character === 0x5c || !(character >= 0x20)) return at;
  }
  plainText.lastIndex = nearEnd;
  plainText.test(text);
  return plainText.lastIndex;
}

/** Surrogates written as two escapes join of themselves, since strings here are UTF-16. */
function scanUnicodeEscape(text: string, backslash: number): string {
  const digits = text.slice(backslash + 2, backslash + 6);
  // CPython wants something behind the digits too: the closing quote, at least.
  if (backslash + 6 >= text.length || !fourHexDigits.test(digits)) {
    throw new JsonSyntaxError("Invalid \\uXXXX escape", backslash + 1);
  }
  return String.fromCharCode(Number.parseInt(digits, 16));
}
