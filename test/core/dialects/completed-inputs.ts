import assert from "node:assert/strict";
import type { Dialect } from "../../../src/core/dialects/dialect.ts";
import type { CompletedInputs, Inputs } from "../../../src/core/run/read-inputs.ts";
import type { CodeNode } from "../../../src/core/workflow/code-node.ts";

/** All that a run of the node gets, where what was given for it can be used. */
export function completedInputs(dialect: Dialect, node: CodeNode, given: Inputs = new Map()): CompletedInputs {
  const completion = dialect.completeInputs(node, given);
  assert.ok(completion.kind === "inputs");
  return completion;
}
