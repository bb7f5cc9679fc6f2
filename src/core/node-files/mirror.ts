import { parseTolerantJson } from "../json/tolerant-json.ts";

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

/** Undefined for any other declaration, such as one whose `from` was written by hand. Never throws. */
export function readMirror(declarationText: string): Mirror | undefined {
  const declaration = parseTolerantJson(declarationText);
  const from = isRecord(declaration) ? declaration.from : undefined;
  if (!isRecord(from)) return undefined;
  const { workflow, node, title, code } = from;
  if (typeof workflow !== "string" || typeof node !== "string" || typeof code !== "string") return undefined;
  return { workflow, node, title: typeof title === "string" ? title : node, code };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
