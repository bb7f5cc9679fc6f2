import { type ParseError, parse } from "jsonc-parser";
import { nestsTooDeep } from "./deep-values.ts";

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
