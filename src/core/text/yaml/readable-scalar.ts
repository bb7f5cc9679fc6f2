import type { EmbeddedText } from "../embedded-text.ts";
import { offsetRange } from "../offset-range.ts";
import type { TextEdit } from "../text-edit.ts";
import { pyyamlWidth } from "./pyyaml-sheet.ts";
import type { ScalarPlace } from "./scalar-place.ts";
import { unfitForLiteral, writeLiteral } from "./write-block-scalar.ts";
import { lineBreakNear, writeAsLiteral } from "./write-scalar.ts";

/** "readable": the text stands there as it is. The others say why no literal block can take its place. */
export type ReadableScalar =
  | { readonly kind: "readable" }
  | { readonly kind: "edit"; readonly edit: TextEdit }
  | { readonly kind: "unfit" | "in-flow" | "in-the-way" };

/** The scalar as a literal block of the same text; a comment behind it comes to stand behind the block's header. */
export function readableScalar(document: string, place: ScalarPlace, text: EmbeddedText): ReadableScalar {
  const { token } = place;
  const { start, end } = text.documentRange;
  const isPlain = token.type === "scalar" && document.slice(start, end) === text.code;
  if (text.code === "" || isPlain || (token.type === "block-scalar" && document[start] === "|")) {
    return { kind: "readable" };
  }
  if (place.isInFlow) return { kind: "in-flow" };
  if (unfitForLiteral(text.code)) return { kind: "unfit" };
  const edit = token.type === "block-scalar" ? writeAsLiteral(document, token, text) : behindKey(document, place, text);
  return edit ? { kind: "edit", edit } : { kind: "in-the-way" };
}

/** The line break behind the scalar, and with "+" the blank lines behind that, come to end the block's last line. */
function behindKey(document: string, { mapIndent }: ScalarPlace, text: EmbeddedText): TextEdit | undefined {
  const lineBreak = lineBreakNear(document, text);
  const { start, end } = text.documentRange;
  const following = /([ \t]*(?:#[^\r\n]*)?)(\r?\n(?:[ \t]*\r?\n)*)?/y;
  following.lastIndex = end;
  const [, restOfLine = "", breaks = ""] = following.exec(document) ?? [];
  const isAtEnd = end + restOfLine.length === document.length;
  if (breaks === "" && !isAtEnd) return undefined;
  const layout = {
    indent: mapIndent + 2,
    parentIndent: mapIndent,
    saysIndent: false,
    bestWidth: pyyamlWidth,
    lineBreak,
  };
  const block = writeLiteral(text.code, layout, restOfLine);
  const breaksInCode = /\n*$/.exec(text.code)?.[0].length ?? 0;
  const breaksThere = breaks.split("\n").length - 1;
  const keepsAll = /^\|\d?\+/.test(block);
  if (keepsAll && breaksThere > breaksInCode) return undefined;
  const covered = Math.min(breaksInCode, keepsAll ? breaksThere : Math.min(breaksThere, 1));
  return {
    range: offsetRange(start, end + restOfLine.length),
    newText: block.slice(0, block.length - covered * lineBreak.length),
  };
}
