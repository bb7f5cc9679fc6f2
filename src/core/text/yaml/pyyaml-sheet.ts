/**
 * What PyYAML's emitter keeps in mind while it writes one scalar; columns count code points, as Python's strings do.
 * Source of the writers that use it: PyYAML 6.0.3 `emitter.py`, read 2026-08.
 */
export interface Sheet {
  readonly parts: string[];
  readonly layout: SheetLayout;
  column: number;
  whitespace: boolean;
  indention: boolean;
}

/** Where the lines of a scalar go. */
export interface SheetLayout {
  /** That of the lines behind the first one. */
  readonly indent: number;
  /** A line that is longer may be broken; PyYAML's own is 80 columns. */
  readonly bestWidth: number;
  readonly lineBreak: "\n" | "\r\n";
}

export const pyyamlWidth = 80;

/** A scalar that begins at `column`, behind a key. */
export function startSheet(layout: SheetLayout, column: number): Sheet {
  return { parts: [], layout, column, whitespace: false, indention: false };
}

export function sheetText(sheet: Sheet): string {
  return sheet.parts.join("");
}

export function put(sheet: Sheet, text: string, columns = text.length): void {
  sheet.parts.push(text);
  sheet.column += columns;
}

export function putSlice(sheet: Sheet, characters: readonly string[], start: number, end: number): void {
  put(sheet, characters.slice(start, end).join(""), end - start);
}

/** PyYAML's `write_line_break`: a line feed is written as the document breaks its lines, others as they are. */
export function putLineBreak(sheet: Sheet, character = "\n"): void {
  sheet.parts.push(character === "\n" ? sheet.layout.lineBreak : character);
  sheet.whitespace = true;
  sheet.indention = true;
  sheet.column = 0;
}

/** PyYAML's `write_indent`: to the indentation of the next line, unless it stands there. */
export function putIndent(sheet: Sheet): void {
  const { indent } = sheet.layout;
  if (!sheet.indention || sheet.column > indent || (sheet.column === indent && !sheet.whitespace)) putLineBreak(sheet);
  if (sheet.column >= indent) return;
  sheet.whitespace = true;
  put(sheet, " ".repeat(indent - sheet.column));
}

/** Line breaks that follow each other; in flow scalars and folded text, one more than the value has. */
export function putLineBreaks(
  sheet: Sheet,
  characters: readonly string[],
  start: number,
  end: number,
  isOneMore: boolean,
): void {
  if (isOneMore) putLineBreak(sheet);
  for (const character of characters.slice(start, end)) putLineBreak(sheet, character);
}

/** The line breaks of YAML 1.1 that PyYAML writes as such; a carriage return is an escape to it. */
export function isBreak(character: string | undefined): boolean {
  return character === "\n" || character === "\x85" || character === "\u2028" || character === "\u2029";
}
