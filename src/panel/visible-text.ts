/** A piece of a string: text to be shown as it is, or characters that would not be seen, spelled out. */
export type TextPiece =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "spelled"; readonly text: string };

/**
 * Splits a string so that nothing in it is invisible or changes the order of the text around it: control
 * characters, lone surrogates, marks of direction, blanks without width. Joiners stay, emoji need them.
 */
export function visiblePieces(text: string, lineEnds: "spelled" | "kept"): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(lineEnds === "kept" ? invisibleButLineEnds : invisible)) {
    if (match.index > end) pieces.push({ kind: "plain", text: text.slice(end, match.index) });
    pieces.push({ kind: "spelled", text: Array.from(match[0], spelled).join("") });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: "plain", text: text.slice(end) });
  return pieces;
}

/** At most this many UTF-16 units, never half a character. */
export function cut(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  const last = text.charCodeAt(maxUnits - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxUnits - 1 : maxUnits);
}

export function countCodePoints(text: string): number {
  let pairs = 0;
  for (let index = 0; index < text.length - 1; index += 1) {
    const isPair = (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
    if (isPair) pairs += 1;
  }
  return text.length - pairs;
}

const unseen = String.raw`\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff`;
const invisible = new RegExp(String.raw`[\p{Cc}${unseen}]+`, "gu");
// A carriage return is only a line end before a line feed; alone it would be lost.
const invisibleButLineEnds = new RegExp(String.raw`(?:(?![\t\n]|\r\n)[\p{Cc}${unseen}])+`, "gu");

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function spelled(character: string): string {
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
