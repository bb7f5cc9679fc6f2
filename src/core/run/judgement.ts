import type { JsonValue } from "../json/json-value.ts";
import type { CodeNode, Output } from "../workflow/code-node.ts";
import type { ItemFlow } from "./items.ts";
import type { ConsoleLine, GuestFrame } from "./outcome.ts";

/** What a platform makes of one outcome: every declared output and every returned key is in exactly one heap. */
export interface Judgement {
  readonly status: "succeeded" | "failed";
  /** One per declared output, in declaration order. */
  readonly outputs: readonly JudgedOutput[];
  /** Returned keys that no output declares, in order of appearance. */
  readonly dropped: readonly DroppedKey[];
  readonly error?: RunError;
  /** Whether the platform makes another attempt if the node has one left; when absent it does after a failure. */
  readonly isRetried?: boolean;
  /** Of a platform whose nodes take and give lists of items. */
  readonly items?: ItemFlow;
  /** What the platform shows of what was printed, where it shows it in other words. */
  readonly console?: readonly ConsoleLine[];
  /** What the platform itself put in the error's place, in words; `outputs` holds it. */
  readonly takenOver?: string;
}

export interface JudgedOutput {
  readonly name: string;
  readonly declaration: Output;
  readonly verdict: "kept" | "altered" | "missing" | "violation" | "not-reached";
  /** What flows on (altered if so); for a violation what was returned. Absent when missing or not reached. */
  readonly value?: JsonValue;
  /** What was altered, in our own words. */
  readonly alterations: readonly string[];
  readonly violations: readonly Violation[];
}

export type ViolationRule =
  | "missing"
  /** Inside an object with declared children, where the target does not drop it. */
  | "undeclared-key"
  | "type"
  | "string-length"
  | "number-range"
  | "number-precision"
  | "array-length"
  | "depth"
  | "mixed-array";

export interface Violation {
  readonly output: string;
  /** Where inside the output: `a.b[2].c`. */
  readonly path: string;
  readonly rule: ViolationRule;
  /** The platform's own text, exactly. */
  readonly message: string;
  /** The remedy, in our own words. */
  readonly explanation: string;
  /** The measure against its limit, when there is one. */
  readonly measure?: { readonly actual: string; readonly limit: string; readonly unit: string };
  /** The platform's setting that holds the limit, e.g. `CODE_MAX_STRING_LENGTH`. */
  readonly setting?: string;
}

export interface DroppedKey {
  readonly name: string;
  readonly value: JsonValue;
}

export interface RunError {
  /** As the platform names it: `CodeExecutionError`, `OutputValidationError`. */
  readonly type: string;
  /** The platform's own text. */
  readonly message: string;
  /** What the platform says below its text, exactly. */
  readonly description?: string;
  /** Our own words, when they add something. */
  readonly explanation?: string;
  /** From 1, in the node's code. */
  readonly line?: number;
  readonly frames: readonly GuestFrame[];
}

/** The judgement of a run whose result nobody got to look at. */
export function notReached(node: CodeNode, error: RunError): Judgement {
  const outputs = node.outputs.map(
    (declaration): JudgedOutput => ({
      name: declaration.name,
      declaration,
      verdict: "not-reached",
      alterations: [],
      violations: [],
    }),
  );
  return { status: "failed", outputs, dropped: [], error };
}
