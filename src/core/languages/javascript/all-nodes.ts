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
    for (const node of childrenOf(parent).toReversed()) {
      open.push({ node, parent, isInFunction, use: useInside(parent, node, use) });
    }
  }
}

export function isFunction(node: AnyNode): boolean {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function childrenOf(node: AnyNode): readonly AnyNode[] {
  // `{ a }` has its name twice.
  if (node.type === "Property" && node.shorthand) return [node.value];
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode & Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
