import { parseTolerantJson } from "../json/tolerant-json.ts";

/** What the `from` of a node file's declaration names. */
export interface MirroredNode {
  /** Relative to the node file. */
  readonly workflow: string;
  /** An id or a title. */
  readonly node: string;
}

/**
 * The node that a declaration mirrors; undefined when it declares its inputs and outputs itself. What a `from` leaves
 * out, or does not give as text, is empty.
 */
export function mirroredNode(declarationText: string): MirroredNode | undefined {
  const from = fromOf(parseTolerantJson(declarationText));
  if (!from) return undefined;
  const { workflow, node } = from;
  return { workflow: typeof workflow === "string" ? workflow : "", node: typeof node === "string" ? node : "" };
}

/** A declaration's `from`, whatever is in it; undefined when it has none. */
export function fromOf(declaration: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(declaration) || declaration.from === undefined) return undefined;
  return isRecord(declaration.from) ? declaration.from : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
