import { parseWholeJson } from "../json/tolerant-json.ts";
import { fromOf } from "../workflow/mirrored-node.ts";

/**
 * The declaration of a node file that is kept in step with a node of a workflow: its `from`, with the code that both
 * sides had when they were last alike.
 */
export interface Mirror {
  /** Relative to the node file, with "/". */
  readonly workflow: string;
  /** The node's id. */
  readonly node: string;
  /** The node's title when both sides were last alike. */
  readonly title: string;
  readonly code: string;
}

/** The text of such a `.node.json`. */
export function writeMirror(dialect: string, { workflow, node, title, code }: Mirror): string {
  return `${JSON.stringify({ dialect, from: { workflow, node, title, code } }, null, 2)}\n`;
}

/**
 * Undefined for any other declaration, such as one whose `from` was written by hand, and for one that is broken: what
 * both sides had in common is not to be guessed. Never throws.
 */
export function readMirror(declarationText: string): Mirror | undefined {
  const { workflow, node, title, code } = fromOf(parseWholeJson(declarationText)) ?? {};
  if (typeof workflow !== "string" || typeof node !== "string" || typeof code !== "string") return undefined;
  return { workflow, node, title: typeof title === "string" ? title : node, code };
}
