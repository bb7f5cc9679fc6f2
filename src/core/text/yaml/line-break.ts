/** A line break as YAML 1.1 knows them, and what it stands for in a value. */
export interface LineBreak {
  readonly length: number;
  readonly value: string;
}

const lineFeed: LineBreak = { length: 1, value: "\n" };
const crlf: LineBreak = { length: 2, value: "\n" };
const lineSeparator: LineBreak = { length: 1, value: "\u2028" };
const paragraphSeparator: LineBreak = { length: 1, value: "\u2029" };

/**
 * The line break at `offset`. YAML 1.1, which PyYAML and so Dify read, also breaks lines at U+0085 (a line
 * feed in the value) and at U+2028 and U+2029 (kept in the value). Source: PyYAML 6.0 `scanner.py`.
 */
export function lineBreakAt(text: string, offset: number): LineBreak | undefined {
  switch (text.charCodeAt(offset)) {
    case 0x0a:
    case 0x85:
      return lineFeed;
    case 0x0d:
      return text.charCodeAt(offset + 1) === 0x0a ? crlf : lineFeed;
    case 0x2028:
      return lineSeparator;
    case 0x2029:
      return paragraphSeparator;
    default:
      return undefined;
  }
}
