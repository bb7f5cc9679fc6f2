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
  const line = /^[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_]\w*)[^\S\n]*=[^\S\n]*("(?:[^"\\]|\\.)*"|'[^']*'|[^\r\n]*)/gm;
  for (const match of text.matchAll(line)) {
    const [whole, name = "", written = ""] = match;
    const isQuoted = /^(["']).*\1$/s.test(written);
    const value = isQuoted ? written.slice(1, -1) : written.replace(/(?:^|\s)#.*$/, "").trim();
    const start = match.index + whole.indexOf(name);
    const length = whole.indexOf(name) + name.length;
    const end = isQuoted ? match.index + whole.length : match.index + whole.indexOf(value, length) + value.length;
    entries.push({ name, value, range: offsetRange(start, end) });
  }
  return entries;
}
