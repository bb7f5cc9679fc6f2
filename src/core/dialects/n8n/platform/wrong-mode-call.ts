import type { OffsetRange } from "../../../text/offset-range.ts";

/** A use of a method of `$input` that n8n refuses before it runs code for each item. */
export interface WrongModeCall {
  readonly method: string;
  /** Of `$input.` and the method, where n8n sees it first. */
  readonly range: OffsetRange;
  /** The line that n8n names, from 1. */
  readonly line: number;
}

/**
 * As n8n looks for it, in each release: in the text, strings and the ends of lines included, but not in lines that begin
 * as a comment; when all lines with the method's name do, the code runs. Source: n8n 2.41.1, executed; n8n 1 looks for
 * the same before it runs the code in its own process.
 */
export function findWrongModeCall(code: string): WrongModeCall | undefined {
  const found = /\$input\.(first|last|all|itemMatching)/.exec(code);
  const method = found?.[1];
  if (!found || method === undefined) return undefined;
  const lines = code.split("\n");
  const at = lines.findIndex((line) => line.includes(method) && !/^\s*(?:\/\/|\/\*|\*)/.test(line));
  const range = { start: found.index, end: found.index + found[0].length };
  return at < 0 ? undefined : { method, range, line: at + 1 };
}
