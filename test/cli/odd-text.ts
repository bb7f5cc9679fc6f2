import assert from "node:assert/strict";
import fc from "fast-check";

/** What acts on a terminal, hides, turns the text around it, ends a line, or is obeyed by a build server. */
export const oddPieces: readonly string[] = [
  ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
  ...Array.from({ length: 33 }, (_, code) => String.fromCharCode(0x7f + code)),
  "\u001b[2J\u001b]0;owned\u0007\u001b]52;c;b3duZWQ=\u0007\u001b[31m\u001b[0m",
  "\u009b2J\u009d0;owned\u009c\rFAKE",
  ..."\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e",
  ..."\u2060\u2061\u2064\u2066\u2067\u2068\u2069\u206f\u3164\ufe0f\ufeff\ufff9\ufffb",
  "\u{e0001}\u{e0041}\u{e007f}",
  "\ud800",
  "\udc00",
  "\n✓ Succeeded",
  "\r\n::error::owned",
  "\n::add-mask::a",
  "##vso[task.complete]",
  "##[error]",
  "##teamcity[x]",
];

/** Any text, with many of those in it. */
export const oddText = fc
  .array(fc.oneof(fc.constantFrom(...oddPieces), fc.string({ unit: "binary" }), fc.string()))
  .map((pieces) => pieces.join(""));

/** `colours`: this program's own may be in it. */
export function assertHarmless(printed: string, { colours = false } = {}): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
  const text = colours ? printed.replaceAll(/\u001b\[(?:0|1|3[1-4]|90)m/g, "") : printed;
  const found = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u{e0000}-\u{e007f}]/u.exec(
    text.replaceAll("\n", ""),
  );
  assert.equal(found?.[0].codePointAt(0)?.toString(16), undefined, JSON.stringify(text));
  assert.doesNotMatch(text, /\[object Object\]/, "a text that was put into a plain template");
  assert.doesNotMatch(text, /^[^\S\n]*::/m);
  assert.doesNotMatch(text, /##[\w.-]*\[/);
}
