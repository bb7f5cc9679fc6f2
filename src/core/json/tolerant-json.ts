import { type ParseError, parse } from "jsonc-parser";

/** The value of JSON with comments, trailing commas and mistakes, as far as it can be read. Never throws. */
export function parseTolerantJson(text: string): unknown {
  return nestsTooDeep(text) ? undefined : parse(text);
}

/** The value of JSON with comments and trailing commas; undefined when there is any other mistake. Never throws. */
export function parseWholeJson(text: string): unknown {
  if (nestsTooDeep(text)) return undefined;
  const errors: ParseError[] = [];
  const value = parse(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  return errors.length > 0 ? undefined : value;
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
