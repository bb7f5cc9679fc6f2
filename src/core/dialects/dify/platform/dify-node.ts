import type { CodeNode } from "../../../workflow/code-node.ts";

/** What only Dify's nodes declare. */
export interface DifyNode {
  /** Why a run of the workflow refuses the node before anything runs; in the order in which it was read. */
  readonly refusals: readonly NodeRefusal[];
}

export interface NodeRefusal {
  /** The run's own text, without what pydantic adds to it. */
  readonly says: string;
  /** Names the thing and the remedy. */
  readonly message: string;
}

/** Empty for a node that was not read from an export. */
export function refusalsOf({ own }: Pick<CodeNode, "own">): readonly NodeRefusal[] {
  return (own as DifyNode | undefined)?.refusals ?? [];
}

/** What such an error is called. */
export const refusedNodeType = "ValidationError";
