import type { EmbeddedText } from "../embedded-text.ts";
import { addUnit, addVerbatim, finishDraft, startDraft } from "../embedded-text-draft.ts";
import { offsetRange } from "../offset-range.ts";

/**
 * The text that a JSON string spells, mapped escape for escape; `start` is its opening quote, `end` lies behind its
 * closing one, or where it breaks off. Characters of the set `leftOut` at its beginning are no part of the text.
 * What is no escape of JSON counts as the character behind the backslash. Never throws.
 */
export function jsonStringText(document: string, start: number, end: number, leftOut = ""): EmbeddedText {
  const draft = startDraft(document);
  let at = start + 1;
  while (at < end && leftOut.includes(document.charAt(at))) at++;
  const firstAt = at;
  while (at < end && document.charAt(at) !== '"') {
    if (document.charAt(at) === "\\") {
      const { text, length } = readEscape(document, at, end);
      addUnit(draft, text, at, at + length);
      at += length;
    } else {
      const runEnd = endOfRun(document, at, end);
      addVerbatim(draft, at, runEnd);
      at = runEnd;
    }
  }
  return finishDraft(draft, offsetRange(start, end), firstAt);
}

const simpleEscapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** A character outside the basic plane is two escapes, each of which spells one code unit. */
function readEscape(document: string, at: number, end: number): { readonly text: string; readonly length: number } {
  const next = at + 1 < end ? document.charAt(at + 1) : "";
  if (next === "u") {
    const digits = document.slice(at + 2, Math.min(at + 6, end));
    if (/^[\da-fA-F]{4}$/.test(digits)) return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 };
  }
  return { text: simpleEscapes[next] ?? next, length: 1 + next.length };
}

function endOfRun(document: string, at: number, end: number): number {
  const special = /["\\]/g;
  special.lastIndex = at;
  const found = special.exec(document);
  return Math.min(found?.index ?? end, end);
}
