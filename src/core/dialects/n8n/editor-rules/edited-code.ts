import type { Program } from "acorn";
import type { Severity } from "../../../checks/check.ts";
import type { PlacedNode } from "../../../languages/javascript/all-nodes.ts";
import type { OffsetRange } from "../../../text/offset-range.ts";
import type { N8nMode } from "../platform/n8n-node.ts";

/** What a rule of n8n's own editor says about one place of JavaScript code. */
export interface EditorDiagnostic {
  readonly range: OffsetRange;
  /** As n8n's editor shows it. */
  readonly severity: "error" | "warning";
  readonly message: string;
  /** How grave it is when the code runs: the editor calls much an error that works, and some that means something else. */
  readonly atRunTime: Severity;
  /** Replaces the range. */
  readonly fix?: { readonly name: "Fix" | "Remove"; readonly range: OffsetRange; readonly text: string };
}

/** What the rules look at: the code's tree, every node of it, and where it stands. */
export interface EditedCode {
  readonly code: string;
  readonly program: Program;
  readonly nodes: readonly PlacedNode[];
  readonly mode: N8nMode;
  readonly binaryMode: "separate" | "combined";
  /** Whether the code binds the name anywhere. */
  isBound(name: string): boolean;
}

export type EditorRule = (code: EditedCode) => Iterable<EditorDiagnostic>;
