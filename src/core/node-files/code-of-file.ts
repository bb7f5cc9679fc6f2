import { withLineEndsOf, withLineFeeds } from "./compare-sides.ts";

const byteOrderMark = "\uFEFF";

/** The code that a file was written with last; and first, if that had other line ends. */
export interface KnownCode {
  readonly code: string;
  readonly first?: { readonly code: string };
}

/**
 * The code that a node file's text stands for. Editors and git give all lines of a file the same end, and some programs
 * put a byte order mark before it: such a file's code has the line ends and the mark that the known code has. Lines that
 * the first code had end as they did there, so that a change that is taken back leaves no trace. A text of mixed line
 * ends is taken as it stands.
 */
export function codeOfFile(text: string, { code, first }: KnownCode): string {
  const bare = withoutMark(text);
  const lineEnds = new Set(bare.match(/\r\n?|\n/g));
  const mark = code.startsWith(byteOrderMark) ? byteOrderMark : "";
  if (lineEnds.size > 1) return mark + bare;
  for (const known of [code, ...(first ? [first.code] : [])]) {
    if (withLineFeeds(bare) === withLineFeeds(withoutMark(known))) return known;
  }
  const originals = [...(first ? [first.code] : []), code].map(withoutMark);
  return mark + withLineEndsOf(originals, bare);
}

function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}
