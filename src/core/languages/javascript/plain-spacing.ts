import type { Program } from "acorn";
import type { OffsetRange } from "../../text/offset-range.ts";
import { allNodes } from "./all-nodes.ts";

const rareSpace = /\r(?!\n)|[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;
const lineEnds = /\r(?!\n)|[\u2028\u2029]/g;
const spaces = /[\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]/g;

/**
 * The same code, place for place, with the usual characters for every end of a line and every space, and with blanks for
 * comments as in HTML. The tolerant grammar takes the others for parts of names, which it reads to their end from each place
 * anew, and such comments for operators.
 */
export function withPlainSpacing(
  code: string,
  program: Program | undefined,
  htmlComments: readonly OffsetRange[],
): string {
  const text = blanked(code, htmlComments, /[^\r\n]/g);
  if (!rareSpace.test(text)) return text;
  return blanked(text, stringsOverLines(text, program), /[\u2028\u2029]/g)
    .replace(lineEnds, "\n")
    .replace(spaces, " ");
}

/** A string may hold line separators, where the grammar would end it. */
function stringsOverLines(code: string, program: Program | undefined): readonly OffsetRange[] {
  if (!program || !/[\u2028\u2029]/.test(code)) return [];
  const strings: OffsetRange[] = [];
  for (const { node } of allNodes(program)) {
    const isString = node.type === "Literal" && typeof node.value === "string";
    if (isString && node.end - node.start > 2) strings.push({ start: node.start + 1, end: node.end - 1 });
  }
  return strings.filter(({ start, end }) => /[\u2028\u2029]/.test(code.slice(start, end)));
}

/** With blanks for these characters there. */
function blanked(code: string, ranges: readonly OffsetRange[], characters: RegExp): string {
  const pieces: string[] = [];
  let end = 0;
  for (const range of ranges) {
    pieces.push(code.slice(end, range.start), code.slice(range.start, range.end).replace(characters, " "));
    end = range.end;
  }
  return pieces.join("") + code.slice(end);
}
