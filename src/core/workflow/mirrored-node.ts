import { parseTolerantJson } from "../json/tolerant-json.ts";

/** What the `from` of a node file's declaration names. */
export interface MirroredNode {
  /** Relative to the node file. */
  readonly workflow: string;
  /** An id or a title. */
  readonly node: string;
}

/** The node that a declaration mirrors; undefined when it declares its inputs and outputs itself. */
export function mirroredNode(declarationText: string): MirroredNode | undefined {
  const declaration = parseTolerantJson(declarationText);
  const from = isRecord(declaration) ? declaration.from : undefined;
  if (!isRecord(from) || typeof from.workflow !== "string" || typeof from.node !== "string") return undefined;
  return { workflow: from.workflow, node: from.node };
}

/** Where the workflow that a declaration mirrors lies, by the path or URI of the code file; undefined without `from`. */
export function mirroredWorkflowPath(codePath: string, declarationText: string): string | undefined {
  const workflow = mirroredNode(declarationText)?.workflow;
  if (workflow === undefined) return undefined;
  const folder = codePath.slice(0, Math.max(codePath.lastIndexOf("/"), codePath.lastIndexOf("\\")) + 1);
  return folder + workflow;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
