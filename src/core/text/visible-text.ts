/** A piece of a string: text to be shown as it is, or characters that would not be seen, spelled out. */
export type TextPiece =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "spelled"; readonly text: string };

/**
 * Splits a string so that nothing in it is invisible, moves a terminal's cursor, or changes the order of the text around
 * it: control characters, lone surrogates, marks of direction, line and paragraph separators, blanks without width, tags.
 * Joiners and variation selectors stay where a script or an emoji needs them, and are spelled out elsewhere.
 */
export function visiblePieces(text: string, lineEnds: "spelled" | "kept"): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(lineEnds === "kept" ? invisibleButLineEnds : invisible)) {
    if (match.index > end) pieces.push({ kind: "plain", text: text.slice(end, match.index) });
    pieces.push({ kind: "spelled", text: spelled(match[0]) });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: "plain", text: text.slice(end) });
  return pieces;
}

/** The same as one text. What is spelled out in a JSON text, whose line ends are kept, is the same JSON value. */
export function spelledText(text: string, lineEnds: "spelled" | "kept"): string {
  return text.replace(lineEnds === "kept" ? invisibleButLineEnds : invisible, spelled);
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

/** What no font draws, whatever stands around it. */
const unseen = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]`;

/** Scripts whose letters change their form beside a joiner or a non-joiner. */
const joiningScripts = ["Arab", "Syrc", "Mong", "Nkoo", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda"]
  .concat(["Mlym", "Sinh", "Khmr", "Mymr", "Tibt"])
  .map((script) => String.raw`\p{Script_Extensions=${script}}`)
  .join("");

/** What must stay for the character before it to be drawn as it was meant. */
const needed = [
  String.raw`(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[${joiningScripts}])[\u200c\u200d]`,
  String.raw`(?<=\p{Emoji})[\ufe0e\ufe0f]`,
  String.raw`(?<=\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
].join("|");

const invisible = new RegExp(`(?:(?=${unseen})(?!${needed})[^])+`, "gu");
// A carriage return is only a line end before a line feed; alone it would be lost.
const invisibleButLineEnds = new RegExp(String.raw`(?:(?=${unseen})(?![\t\n]|\r\n|${needed})[^])+`, "gu");

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Each UTF-16 unit, as JSON spells it. */
function spelled(characters: string): string {
  return characters.split("").map(spelledUnit).join("");
}

function spelledUnit(unit: string): string {
  return shortEscapes[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
