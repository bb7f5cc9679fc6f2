import type { OffsetRange } from "../../text/offset-range.ts";

/**
 * The same code with spaces for what the tolerant grammar takes long to pass over, or does not know: comments that begin
 * with `<!--` or `-->`, and long runs of blanks other than those of a keyboard, in which the first line separator stays.
 */
export function withPlainBlanks(code: string, htmlComments: readonly OffsetRange[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const comment of htmlComments) {
    parts.push(code.slice(end, comment.start), " ".repeat(comment.end - comment.start));
    end = comment.end;
  }
  return (parts.join("") + code.slice(end)).replace(longRuns, (run) => {
    const separator = run.search(/[\u2028\u2029]/);
    return separator === -1
      ? " ".repeat(run.length)
      : run
          .charAt(separator)
          .padStart(separator + 1)
          .padEnd(run.length);
  });
}

/** The grammar's tokeniser looks through the rest of such a run from each of its characters. */
const longRuns = /[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]{8,}/g;
