import { indexLines, positionAt } from "./line-index.ts";
import { type OffsetRange, offsetRange } from "./offset-range.ts";

/** Some whole lines of a code around one of them; lines are counted from 1. */
export interface CodeExcerpt {
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** The line in question, and where it stands in the code, without its line break. */
  readonly line: number;
  readonly lineRange: OffsetRange;
  /** Of the whole code; a line break at its end begins no further line. */
  readonly lineCount: number;
}

/**
 * As many lines as `maxLines`, with the line at `offset` in their middle unless the code begins or ends before; a line
 * longer than `maxLineLength` UTF-16 units is cut off with an ellipsis.
 */
export function excerptAt(
  code: string,
  offset: number,
  { maxLines, maxLineLength }: { readonly maxLines: number; readonly maxLineLength: number },
): CodeExcerpt {
  const lines = code.split(/\r\n|\n|\r/);
  const index = indexLines(code);
  const lineCount = lines.length > 1 && lines.at(-1) === "" ? lines.length - 1 : lines.length;
  const line = Math.min(positionAt(index, offset).line, lineCount - 1);
  const first = Math.max(0, Math.min(line - (maxLines >> 1), lineCount - maxLines));
  const last = Math.min(first + maxLines, lineCount);
  const start = index.lineStarts[line] ?? 0;
  return {
    text: lines
      .slice(first, last)
      .map((one) => shortened(one, maxLineLength))
      .join("\n"),
    firstLine: first + 1,
    lastLine: last,
    line: line + 1,
    lineRange: offsetRange(start, start + (lines[line] ?? "").length),
    lineCount,
  };
}

function shortened(line: string, maxLength: number): string {
  if (line.length <= maxLength) return line;
  return `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
