import { withLineEndsOf } from "./compare-sides.ts";

const byteOrderMark = "\uFEFF";

/**
 * The code that a node file's text stands for. Editors and git give all lines of a file the same end, and some programs
 * put a byte order mark before it: such a file's code has the line ends and the mark that `synced` has, the code that it
 * was written with. A text of mixed line ends is taken as it stands.
 */
export function codeOfFile(text: string, synced: string): string {
  const mark = synced.startsWith(byteOrderMark) ? byteOrderMark : "";
  const bare = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const lineEnds = new Set(bare.match(/\r\n?|\n/g));
  return mark + (lineEnds.size > 1 ? bare : withLineEndsOf(synced.slice(mark.length), bare));
}
