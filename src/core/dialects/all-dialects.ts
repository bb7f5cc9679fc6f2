import type { Dialect } from "./dialect.ts";
import { dify } from "./dify/dify.ts";
import { n8n } from "./n8n/n8n.ts";

/** The only list of dialects. The first one that recognises a file reads it. */
export const allDialects: readonly [Dialect, ...Dialect[]] = [dify, n8n];

export function dialectById(id: string): Dialect | undefined {
  return allDialects.find((dialect) => dialect.id === id);
}
