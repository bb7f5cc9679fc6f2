import {
  isBreak,
  putIndent,
  putLineBreak,
  putLineBreaks,
  putSlice,
  type SheetLayout,
  sheetText,
  startSheet,
} from "./pyyaml-sheet.ts";

/** Where the lines of a block go, and what its header must say about that. */
export interface BlockLayout extends SheetLayout {
  /** The indentation of the collection that holds the scalar. */
  readonly parentIndent: number;
  /** The header says the indentation even where the first line shows it. */
  readonly saysIndent: boolean;
}

/** Why a literal block cannot hold this text: its first character that has to be an escape; undefined when it can. */
export function unfitForLiteral(code: string): { readonly offset: number; readonly codePoint: number } | undefined {
  const found = /[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.exec(code);
  return found ? { offset: found.index, codePoint: found[0].codePointAt(0) as number } : undefined;
}

/**
 * A literal block of a text for which `unfitForLiteral` finds nothing: its header, `between` (a comment), and its lines.
 * It ends with its last character: without a line break when the text has none there, else with the line breaks that
 * count.
 */
export function writeLiteral(code: string, layout: BlockLayout, between = ""): string {
  const { indent, lineBreak } = layout;
  const lines = code.split("\n").map((line) => (line === "" ? "" : " ".repeat(indent) + line));
  return code === "" ? `|-${between}` : `|${hintsOf(code, layout)}${between}${lineBreak}${lines.join(lineBreak)}`;
}

/** As PyYAML's `write_folded`; for text that its analysis allows there. Ends as `writeLiteral` does. */
export function writeFolded(code: string, layout: BlockLayout, between = ""): string {
  const text = [...code];
  const sheet = startSheet(layout, 0);
  putLineBreak(sheet);
  let run: "text" | "spaces" | "breaks" = "breaks";
  let startsWithSpace = true;
  let start = 0;
  for (let end = 0; end <= text.length; end++) {
    const character = text[end];
    if (run === "breaks") {
      if (!isBreak(character)) {
        const isOneMore = !startsWithSpace && character !== undefined && character !== " " && text[start] === "\n";
        startsWithSpace = character === " ";
        putLineBreaks(sheet, text, start, end, isOneMore);
        if (character !== undefined) putIndent(sheet);
        start = end;
      }
    } else if (run === "spaces") {
      if (character !== " ") {
        if (start + 1 === end && sheet.column > layout.bestWidth) putIndent(sheet);
        else putSlice(sheet, text, start, end);
        start = end;
      }
    } else if (character === undefined || character === " " || isBreak(character)) {
      putSlice(sheet, text, start, end);
      start = end;
    }
    if (character === " ") run = "spaces";
    else run = isBreak(character) ? "breaks" : "text";
  }
  return `>${hintsOf(code, layout)}${between}${sheetText(sheet)}`;
}

/** As PyYAML's `determine_block_hints`, with the indentation that this block has. */
function hintsOf(code: string, { indent, parentIndent, saysIndent }: BlockLayout): string {
  const indentation = saysIndent || needsIndent(code) ? String(indent - parentIndent) : "";
  if (!code.endsWith("\n")) return `${indentation}-`;
  return code === "\n" || code.endsWith("\n\n") ? `${indentation}+` : indentation;
}

/** Whether the first line does not show how far the block is indented. */
export function needsIndent(code: string): boolean {
  return code.startsWith(" ") || code.startsWith("\n");
}
