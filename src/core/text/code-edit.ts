import type { TextEdit } from "./text-edit.ts";

/** What puts code into a workflow file: one edit, nothing at all, or the reason why not. */
export type Writing = CodeEdit | Unchanged | Refusal;

export interface CodeEdit extends TextEdit {
  readonly kind: "edit";
}

/** The file says it already. */
export interface Unchanged {
  readonly kind: "unchanged";
}

export interface Refusal {
  readonly kind: "refusal";
  readonly reason: RefusalReason;
  /** Names the node and the remedy. */
  readonly message: string;
}

/**
 * "broken-file": it has to be mended first. "shared-code": other places take the code from there. "unwritable-code": no
 * spelling gives this code back. "unsuitable-place": the spelling that is wanted cannot stand there. "stale-node": the
 * node is not one of this text.
 */
export type RefusalReason = "broken-file" | "shared-code" | "unwritable-code" | "unsuitable-place" | "stale-node";

export const unchanged: Unchanged = { kind: "unchanged" };

export function refusal(reason: RefusalReason, message: string): Refusal {
  return { kind: "refusal", reason, message };
}
