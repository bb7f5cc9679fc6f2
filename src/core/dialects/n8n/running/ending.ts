import type { JsonValue } from "../../../json/json-value.ts";
import type { RunError } from "../../../run/judgement.ts";

/** What comes of one attempt at a node, and what flows on. */
export interface N8nEnding {
  /** "failed": the node is marked as failed, whatever flows on. */
  readonly status: "succeeded" | "failed";
  /** Items per main output; two with an error output. Empty when nothing flows on. */
  readonly outputs: readonly (readonly JsonValue[])[];
  /** Of a node that failed, or that the error setting took over for. */
  readonly error?: N8nError;
  /** "error-items": the code's errors flow on as items. "input": the node failed and its input flows on. */
  readonly tookOver?: "error-items" | "input";
  /** Whether the engine makes another try if the node has one left; it also does after some that succeeded. */
  readonly isRetried: boolean;
  /** The engine never ran the node: nothing came in, or it is switched off. */
  readonly notExecuted?: true;
}

export interface N8nError extends RunError {
  /** The item that n8n names beside the error, when it does. */
  readonly itemIndex?: number;
}

export function n8nError(
  message: string,
  { description, ...rest }: { readonly description?: string | undefined; readonly itemIndex?: number } = {},
): N8nError {
  return { type: "NodeOperationError", message, ...(description ? { description } : {}), ...rest, frames: [] };
}
