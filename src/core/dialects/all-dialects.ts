import type { Dialect } from "./dialect.ts";
import { dify } from "./dify/dify.ts";
import { n8n } from "./n8n/n8n.ts";

/** The only list of dialects. The first one that recognises a file reads it. */
export const allDialects: readonly [Dialect, ...Dialect[]] = [dify, n8n];

/** The dialect whose nodes the text holds; one cheap look decides whether it is read at all. */
export function dialectOf(text: string): Dialect | undefined {
  return allDialects.find((dialect) => dialect.mayHoldNodes(text) && dialect.readWorkflow(text).recognised);
}

export function dialectById(id: string): Dialect | undefined {
  return allDialects.find((dialect) => dialect.id === id);
}
