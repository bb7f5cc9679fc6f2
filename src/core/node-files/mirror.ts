import { parseTolerantJson, parseWholeJson } from "../json/tolerant-json.ts";
import type { FirstWriting } from "../sources/first-writing.ts";
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
  /** How the workflow had the code before this file changed it. */
  readonly first?: FirstWriting;
}

/** The text of such a `.node.json`; what else somebody has put into the one `before` it stays, but for comments. */
export function writeMirror(
  dialect: string,
  { workflow, node, title, code, first }: Mirror,
  before: string | undefined,
): string {
  const known = before === undefined ? undefined : parseWholeJson(before);
  const { first: _, ...others } = fromOf(known) ?? {};
  const from = { ...others, workflow, node, title, code, ...(first && { first }) };
  const declaration = { ...(typeof known === "object" && !Array.isArray(known) ? known : {}), dialect, from };
  return `${JSON.stringify(declaration, null, 2)}\n`;
}

/**
 * Undefined for any other declaration, such as one whose `from` was written by hand, and for one that is broken: what
 * both sides had in common is not to be guessed. Never throws.
 */
export function readMirror(declarationText: string): Mirror | undefined {
  const { workflow, node, title, code, first } = fromOf(parseWholeJson(declarationText)) ?? {};
  if (typeof workflow !== "string" || typeof node !== "string" || typeof code !== "string") return undefined;
  const mirror = { workflow, node, title: typeof title === "string" ? title : node, code };
  return isFirstWriting(first) ? { ...mirror, first } : mirror;
}

/**
 * Whether a declaration's text is anything but one of ours: nothing that is worth keeping, or such a one that a merge or
 * a crash has left in pieces.
 */
export function isWrittenByHand(declarationText: string): boolean {
  if (declarationText.trim() === "" || readMirror(declarationText)) return false;
  if (parseWholeJson(declarationText) !== undefined) return true;
  const { workflow, node, code } = fromOf(parseTolerantJson(declarationText)) ?? {};
  return [workflow, node, code].some((each) => typeof each !== "string");
}

function isFirstWriting(value: unknown): value is FirstWriting {
  if (typeof value !== "object" || value === null) return false;
  const { code, source, behind } = value as Readonly<Record<string, unknown>>;
  return typeof code === "string" && typeof source === "string" && typeof behind === "string";
}
