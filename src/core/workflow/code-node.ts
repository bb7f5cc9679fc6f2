import type { EmbeddedText } from "../text/embedded-text.ts";
import type { OffsetRange } from "../text/offset-range.ts";

export const languages = ["python", "javascript"] as const;
export type Language = (typeof languages)[number];

/** As a user reads them. */
export const languageNames: Readonly<Record<Language, string>> = { python: "Python", javascript: "JavaScript" };

/** What a workflow declares about one Code node. All ranges are offsets in the document it was read from. */
export interface CodeNode {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  /** What the platform makes of the code; "file" when absent. */
  readonly form?: CodeForm;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  /** Absent when the node does not retry. */
  readonly retry?: Retry;
  readonly errorStrategy: ErrorStrategy;
  /** What flows on when `errorStrategy` is "default-value"; empty otherwise. */
  readonly defaults: readonly DefaultValue[];
  /** Declarations that are there but could not be read: nothing can be said about what they hold. */
  readonly unread?: readonly DeclaredPart[];
  /** What only one platform's nodes declare: plain data of the dialect that has read it, and looked into by that alone. */
  readonly own?: unknown;
  readonly code: EmbeddedText;
  /** The node's whole declaration; lenses stand above its first line. */
  readonly range: OffsetRange;
}

/**
 * "file": it is loaded, and its `main` is called. The others are the body of a function that the platform writes
 * around it and calls, so that `return` stands outside of any visible function; in an async one `await` does too.
 */
export type CodeForm = "file" | "body" | "async-body";

export type DeclaredPart = "inputs" | "outputs";

export interface Input {
  readonly name: string;
  /** The type the workflow declares for it; most real files declare none. */
  readonly type?: ValueType;
  /** Where its value comes from, e.g. `["1711", "text"]`, `["sys", "query"]`; empty when not connected. */
  readonly selector: readonly string[];
  /** What stands there in the workflow; absent when that cannot be told. */
  readonly source?: InputSource;
  readonly range: OffsetRange;
}

/** The variable of another node, or of the workflow, that fills an input. */
export interface InputSource {
  /** As a user reads it: "LLM · text". */
  readonly label: string;
  /** Absent when the workflow does not tell it. */
  readonly type?: ValueType;
}

export interface Output {
  readonly name: string;
  readonly type: OutputType;
  /** Absent: anything goes inside. Present (even empty): exactly these keys. */
  readonly children?: readonly Output[];
  readonly range: OffsetRange;
}

/** The types a Code node's output may have. Source: graphon v0.6.0 `nodes/code/entities.py`, read 2026-08. */
export const outputTypes = [
  "string",
  "number",
  "boolean",
  "object",
  "array[string]",
  "array[number]",
  "array[boolean]",
  "array[object]",
] as const;

export type OutputType = (typeof outputTypes)[number];

/** An input's type as the workflow spells it; wider than `OutputType` (`file`, `secret`, `array[file]`, …). */
export type ValueType = string;

export interface Retry {
  /** How often a failed run is repeated: attempts in all are one more. */
  readonly maxRetries: number;
  readonly intervalMs: number;
}

export type ErrorStrategy = "none" | "fail-branch" | "default-value";

/** `valueText` is JSON text: default values cross as data, never as live objects. */
export interface DefaultValue {
  readonly key: string;
  readonly type: string;
  readonly valueText: string;
}

/** Where a node is, for a command that finds it again in the text as it is then. */
export interface NodeAddress {
  readonly uri: string;
  readonly nodeId: string;
}
