import type { AnyNode } from "acorn";
import type { NameUse } from "../code-facts.ts";

/** How names are used in a part of a node, by how they are used in the node. */
export function useInside(node: AnyNode, part: AnyNode, use: NameUse): NameUse {
  if (use === "guarded") return use;
  switch (node.type) {
    case "TryStatement":
      return node.handler && node.block === part ? "guarded" : use;
    case "LogicalExpression":
      return node.right === part ? "perhaps" : use;
    case "ConditionalExpression":
      return node.test === part ? use : "perhaps";
    default:
      return use;
  }
}
