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

/**
 * Where the workflow that a declaration mirrors lies, by the path of the code file; undefined when it names none, or one
 * that is refused by its name alone.
 */
export function mirroredWorkflowPath(codePath: string, declarationText: string): string | undefined {
  const workflow = mirroredNode(declarationText)?.workflow;
  if (!workflow || refusedWorkflow(workflow) !== undefined) return undefined;
  const folder = codePath.slice(0, Math.max(codePath.lastIndexOf("/"), codePath.lastIndexOf("\\")) + 1);
  return folder + workflow;
}

/**
 * Why no file is looked for by what a `from` names, for the end of `"from" names X, …`; undefined for a path that starts
 * at the node file. The file comes from anybody: what it names must not lead to another computer, a device or whatever
 * lies at a place of its choice, on any system.
 */
export function refusedWorkflow(workflow: string): string | undefined {
  const what = refusals.find(({ isMeant }) => isMeant.test(workflow))?.what;
  return what && `${what}. Name a workflow inside of the workspace by a path relative to this file.`;
}

// Windows takes either slash, in any mixture, and a drive's letter without one too.
const refusals: readonly { readonly isMeant: RegExp; readonly what: string }[] = [
  { isMeant: /\0|\p{Surrogate}/u, what: "with a character that no file's name has" },
  { isMeant: /^[\\/]{2}/, what: "a place on another computer" },
  { isMeant: /^[\\/]/, what: "an absolute path" },
  { isMeant: /^[A-Za-z]:/, what: "a path that begins with a drive" },
  { isMeant: /^[A-Za-z][A-Za-z\d+.-]*:[\\/]{2}/, what: "an address" },
];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
