import type { NodeContract } from "../contract/node-contract.ts";
import type { CodeFacts } from "../languages/code-facts.ts";
import type { OffsetRange } from "../text/offset-range.ts";
import type { TextEdit } from "../text/text-edit.ts";
import type { CodeNode, DeclaredPart } from "../workflow/code-node.ts";

export type Severity = "error" | "warning" | "information" | "hint";

/** What a finding says it is about: all that every check has. One file per check; its name is the id. */
export interface AnyCheck {
  readonly id: string;
  readonly severity: Severity;
  /** One sentence for the page of the checks and the hover. */
  readonly summary: string;
}

/** Compares what a workflow declares with what the code shows; the findings of the others come from a dialect. */
export interface Check extends AnyCheck {
  /** The part of the declaration that it compares with the code; it does not run where that could not be read. */
  readonly compares?: DeclaredPart;
  run(subject: CheckSubject): Iterable<CheckResult>;
}

export interface CheckSubject {
  readonly node: CodeNode;
  readonly facts: CodeFacts;
  readonly contract: NodeContract;
}

export interface CheckResult {
  /** Names the thing and the remedy, in the user's words. */
  readonly message: string;
  /** In code offsets; absent when it concerns the node as a whole. */
  readonly codeRange?: OffsetRange;
  /** The range of a declared input or output, when it concerns that and not the code. */
  readonly declaredRange?: OffsetRange;
  /** When this one is not of the check's own severity. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
}

/** One way to put a finding right, for the user to choose. `placeFix` makes edits of documents of it. */
export interface Fix {
  /** In the platform's words where it has the same fix. */
  readonly title: string;
  /** In code offsets, apart from each other, in order of appearance. */
  readonly codeEdits: readonly TextEdit[];
  /** In the offsets of the text that declares the node, and outside of its code. */
  readonly declarationEdits?: readonly TextEdit[];
  /** The code needs a hand afterwards, or may have been right before: nothing to apply without a look. */
  readonly needsLook?: true;
}

/** What a check reports about one place of a document. */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  /** In document offsets. */
  readonly range: OffsetRange;
  /** The node's id, when it could be read. */
  readonly nodeId?: string;
  /** Of that node. */
  readonly fixes?: readonly Fix[];
}
