import { applyEdit } from "../text/text-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import type { Refusal } from "./code-edit.ts";
import { makeReadable, type WorkflowText } from "./write-code.ts";

export interface ReadableWorkflow {
  readonly text: string;
  /** The nodes whose code is spelt anew in `text`. */
  readonly rewritten: readonly CodeNode[];
  readonly refused: readonly { readonly node: CodeNode; readonly refusal: Refusal }[];
}

/** Spells the code of every node as a literal block, without changing any. Never throws. */
export function makeAllReadable(workflow: WorkflowText): ReadableWorkflow {
  const rewritten: CodeNode[] = [];
  const refused: { node: CodeNode; refusal: Refusal }[] = [];
  let current = workflow;
  for (const index of workflow.reading.nodes.keys()) {
    // Each edit is checked against the file as it is by then, in which the nodes are the same and in the same order.
    const node = current.reading.nodes[index] as CodeNode;
    const writing = makeReadable(current, node);
    if (writing.kind === "refusal") refused.push({ node, refusal: writing });
    if (writing.kind !== "edit") continue;
    rewritten.push(node);
    const text = applyEdit(current.text, writing);
    current = { text, dialect: workflow.dialect, reading: workflow.dialect.readWorkflow(text) };
  }
  return { text: current.text, rewritten, refused };
}
