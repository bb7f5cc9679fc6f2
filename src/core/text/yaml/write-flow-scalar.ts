import {
  isBreak,
  put,
  putIndent,
  putLineBreaks,
  putSlice,
  type SheetLayout,
  sheetText,
  startSheet,
} from "./pyyaml-sheet.ts";

/**
 * As PyYAML's `write_double_quoted`: whatever is not printable in the basic plane is an escape, and without
 * `allowsUnicode` whatever is not printable ASCII; a line that grows too long ends with a backslash. It can hold any text.
 */
export function writeDoubleQuoted(code: string, layout: SheetLayout, column: number, allowsUnicode = true): string {
  const needsEscape = allowsUnicode ? notInBasicPlane : notInAscii;
  const text = [...code];
  const sheet = startSheet(layout, column);
  put(sheet, '"');
  let start = 0;
  for (let end = 0; end <= text.length; end++) {
    const character = text[end];
    if (character === undefined || needsEscape.test(character)) {
      putSlice(sheet, text, start, end);
      start = end;
      if (character !== undefined) {
        put(sheet, escapeOf(character));
        start = end + 1;
      }
    }
    const mayBreak = end > 0 && end < text.length - 1 && (character === " " || start >= end);
    if (!mayBreak || sheet.column + (end - start) <= layout.bestWidth) continue;
    if (start < end) {
      putSlice(sheet, text, start, end);
      start = end;
    }
    put(sheet, "\\");
    putIndent(sheet);
    sheet.whitespace = false;
    sheet.indention = false;
    if (text[start] === " ") put(sheet, "\\");
  }
  put(sheet, '"');
  return sheetText(sheet);
}

/**
 * In double quotes on one line, as JSON and YAML both read it. What PyYAML would write as an escape is one of those
 * that JSON knows too; only characters beyond the basic plane stand as they are, since the two escapes that JSON has
 * for one are two characters to YAML.
 */
export function writeJsonQuoted(code: string, allowsUnicode = true): string {
  const needsEscape = allowsUnicode ? notInBasicPlane : notInAscii;
  const spelt = [...code].map((character) => (needsEscape.test(character) ? jsonEscapeOf(character) : character));
  return `"${spelt.join("")}"`;
}

/** As PyYAML's `write_single_quoted`; for text that its analysis allows there. */
export function writeSingleQuoted(code: string, layout: SheetLayout, column: number): string {
  const text = [...code];
  const sheet = startSheet(layout, column);
  put(sheet, "'");
  let run: "text" | "spaces" | "breaks" = "text";
  let start = 0;
  for (let end = 0; end <= text.length; end++) {
    const character = text[end];
    if (run === "spaces") {
      if (character !== " ") {
        const isSingle = start + 1 === end && start !== 0 && end !== text.length;
        if (isSingle && sheet.column > layout.bestWidth) putIndent(sheet);
        else putSlice(sheet, text, start, end);
        start = end;
      }
    } else if (run === "breaks") {
      if (!isBreak(character)) {
        putLineBreaks(sheet, text, start, end, text[start] === "\n");
        putIndent(sheet);
        start = end;
      }
    } else if (character === undefined || character === " " || character === "'" || isBreak(character)) {
      putSlice(sheet, text, start, end);
      start = end;
    }
    if (character === "'") {
      put(sheet, "''");
      start = end + 1;
    }
    run = runOf(character);
  }
  put(sheet, "'");
  return sheetText(sheet);
}

/** As PyYAML's `write_plain`; for text of one line that its analysis allows there. */
export function writePlain(code: string, layout: SheetLayout, column: number): string {
  const text = [...code];
  const sheet = startSheet(layout, column);
  let isInSpaces = false;
  let start = 0;
  for (let end = 0; end <= text.length; end++) {
    const character = text[end];
    if (isInSpaces) {
      if (character !== " ") {
        if (start + 1 === end && sheet.column > layout.bestWidth) {
          putIndent(sheet);
          sheet.whitespace = false;
          sheet.indention = false;
        } else putSlice(sheet, text, start, end);
        start = end;
      }
    } else if (character === undefined || character === " ") {
      putSlice(sheet, text, start, end);
      start = end;
    }
    isInSpaces = character === " ";
  }
  return sheetText(sheet);
}

function runOf(character: string | undefined): "text" | "spaces" | "breaks" {
  if (character === " ") return "spaces";
  return isBreak(character) ? "breaks" : "text";
}

const notInBasicPlane = /[^\x20\x21\x23-\x5b\x5d-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const notInAscii = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;

const shortEscapes = new Map([
  ["\0", "\\0"],
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\v", "\\v"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["\x1b", "\\e"],
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\x85", "\\N"],
  ["\xa0", "\\_"],
  ["\u2028", "\\L"],
  ["\u2029", "\\P"],
]);

function escapeOf(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  const hex = (character.codePointAt(0) as number).toString(16).toUpperCase();
  if (hex.length <= 2) return `\\x${hex.padStart(2, "0")}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

function jsonEscapeOf(character: string): string {
  const spelt = JSON.stringify(character).slice(1, -1);
  if (spelt !== character || character.length > 1) return spelt;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
