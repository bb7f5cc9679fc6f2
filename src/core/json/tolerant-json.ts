import { parse } from "jsonc-parser";

/** The value of JSON with comments, trailing commas and mistakes, as far as it can be read. Never throws. */
export function parseTolerantJson(text: string): unknown {
  return nestsTooDeep(text) ? undefined : parse(text);
}

/** The parser recurses, and nothing that people write by hand nests like this. */
const deepestNesting = 200;

/** Whether brackets stand deeper inside each other than the parser can follow; those inside strings do not count. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const { 0: part } of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[\]{}]/g)) {
    if (part.startsWith('"')) continue;
    depth += part === "[" || part === "{" ? 1 : -1;
    if (depth > deepestNesting) return true;
  }
  return false;
}
