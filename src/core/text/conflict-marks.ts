import { lineNumberAt } from "./line-index.ts";
import { type OffsetRange, offsetRange } from "./offset-range.ts";

/** The first line of what Git leaves in a file where a merge could not be done, if all of its marks are there. */
export function conflictMarks(text: string): OffsetRange | undefined {
  const begin = /^<{7}(?![^ \r\n]).*/m.exec(text);
  if (!begin) return undefined;
  const between = /^={7}\r?$/m.exec(text.slice(begin.index));
  if (!between || !/^>{7}(?![^ \r\n])/m.test(text.slice(begin.index + between.index))) return undefined;
  return offsetRange(begin.index, begin.index + begin[0].trimEnd().length);
}

export const unfinishedMerge =
  "A merge was not finished here. Keep one side or both, and remove the lines <<<<<<<, ======= and >>>>>>>.";

/** Of a whole file, as the problems of its reader name their lines. */
export function unfinishedMergeAt(text: string, { start }: OffsetRange): string {
  return `Line ${lineNumberAt(text, start)}: ${unfinishedMerge.replace(/^A/, "a")}`;
}
