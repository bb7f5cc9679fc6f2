import type { AnyNode, Node, Program } from "acorn";
import type { NameUse } from "../code-facts.ts";
import { useInside } from "./name-use.ts";

/** A node with what stands around it. */
export interface PlacedNode {
  readonly node: AnyNode;
  /** The node that it is a part of. */
  readonly parent?: AnyNode;
  readonly isInFunction: boolean;
  /** How a name there would be used. */
  readonly use: NameUse;
}

/** Every node of the tree, property names and patterns included, each before what is inside it. */
export function* allNodes(program: Program): Generator<PlacedNode> {
  const open: PlacedNode[] = [{ node: program, isInFunction: false, use: "certain" }];
  for (let at = open.pop(); at; at = open.pop()) {
    yield at;
    const { node: parent, use } = at;
    const isInFunction = at.isInFunction || isFunction(parent);
    const children = childrenOf(parent);
    for (let index = children.length - 1; index >= 0; index--) {
      const node = children[index] as AnyNode;
      open.push({ node, parent, isInFunction, use: useInside(parent, node, use) });
    }
  }
}

export function isFunction({ type }: AnyNode): boolean {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}

function childrenOf(node: AnyNode): readonly AnyNode[] {
  // `{ a }` has its name twice.
  if (node.type === "Property" && node.shorthand) return [node.value];
  const children: AnyNode[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) children.push(each);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is AnyNode & Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
