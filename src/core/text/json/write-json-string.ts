import { documentRange, type EmbeddedText } from "../embedded-text.ts";
import type { TextEdit } from "../text-edit.ts";
import { keptStretches } from "./kept-lines.ts";

/**
 * Puts another text into the JSON string that spells `old`. Unchanged text stays spelt as it was, escape for escape, and
 * so does what stands before the text; changed text is spelt as `JSON.stringify` does, with every character outside
 * ASCII as an escape when all of the document has it so.
 */
export function writeJsonString(document: string, old: EmbeddedText, code: string): TextEdit {
  const asDocument = escaperFor(document);
  const spell = (text: string) => asDocument(JSON.stringify(text).slice(1, -1));
  const before = document.slice(old.documentRange.start, old.segments[0]?.document.start);
  const parts = [before];
  let at = 0;
  for (const kept of keptStretches(old.code, code)) {
    const spelling = documentRange(old, kept.old);
    parts.push(spell(code.slice(at, kept.new.start)), document.slice(spelling.start, spelling.end));
    at = kept.new.end;
  }
  parts.push(spell(code.slice(at)), '"');
  return { range: old.documentRange, newText: parts.join("") };
}

/** Gives JSON text the escapes that all of the document has for what is not ASCII. */
export function escaperFor(document: string): (json: string) => string {
  if (!escapesAllButAscii(document)) return (json) => json;
  const isUppercase = /\\u[\dA-F]{0,3}[A-F]/.test(document) && !/\\u[\da-fA-F]{0,3}[a-f]/.test(document);
  return (json) =>
    json.replace(/[^\0-\x7f]/g, (unit) => {
      const hex = unit.charCodeAt(0).toString(16).padStart(4, "0");
      return `\\u${isUppercase ? hex.toUpperCase() : hex}`;
    });
}

/** It holds such characters, and only as escapes. An even number of backslashes before it is no escape. */
function escapesAllButAscii(document: string): boolean {
  return !/[^\0-\x7f\ufeff]/.test(document) && /(?<!\\)(?:\\\\)*\\u(?!00[0-7])[\da-fA-F]{4}/.test(document);
}
