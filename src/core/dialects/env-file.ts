import { type OffsetRange, offsetRange } from "../text/offset-range.ts";

/** One assignment of a `.env` file. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** Where the assignment stands, without the comment behind it. */
  readonly range: OffsetRange;
}

/**
 * Reads a `.env` file as docker compose does: `NAME=value` or `export NAME=value`, quotes around the value, `#` after
 * a space begins a comment. Lines that assign nothing are left out; of two assignments both come back, the later counts.
 */
export function readEnvFile(text: string): readonly EnvEntry[] {
  const entries: EnvEntry[] = [];
  for (const match of text.matchAll(assignment)) {
    const [whole, name = "", written = ""] = match;
    const isQuoted = /^(["']).*\1$/s.test(written);
    const value = isQuoted ? written.slice(1, -1) : written.replace(/(?:^|\s)#[^\r\n]*$/, "").trim();
    const start = match.index + whole.indexOf(name);
    const length = whole.indexOf(name) + name.length;
    const end = isQuoted ? match.index + whole.length : match.index + whole.indexOf(value, length) + value.length;
    entries.push({ name, value, range: offsetRange(start, end) });
  }
  return entries;
}

/** Blanks are those within a line: what ends one would be looked at again from each of its neighbours. */
const assignment =
  /^[^\S\r\n\u2028\u2029]*(?:export[^\S\r\n\u2028\u2029]+)?([A-Za-z_]\w*)[^\S\r\n\u2028\u2029]*=[^\S\r\n\u2028\u2029]*("(?:[^"\\]|\\.)*"|'[^']*'|[^\r\n]*)/gm;
