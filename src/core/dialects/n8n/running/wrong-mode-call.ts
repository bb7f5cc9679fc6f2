/** A use of a method of `$input` that the runner refuses before it runs code for each item. */
export interface WrongModeCall {
  readonly method: string;
  /** From 1. */
  readonly line: number;
}

/**
 * As n8n looks for it: in the text, strings and the ends of lines included, but not in lines that begin as a comment.
 * Source: n8n 2.41.1, executed.
 */
export function findWrongModeCall(code: string): WrongModeCall | undefined {
  const method = /\$input\.(first|last|all|itemMatching)/.exec(code)?.[1];
  if (method === undefined) return undefined;
  const lines = code.split("\n");
  const at = lines.findIndex((line) => line.includes(method) && !/^\s*(?:\/\/|\/\*|\*)/.test(line));
  return at < 0 ? undefined : { method, line: at + 1 };
}
