import type { AnyNode, Node, Program } from "acorn";

/** A node and those around it, the nearest last. */
export interface PlacedNode {
  readonly node: AnyNode;
  readonly around: readonly AnyNode[];
}

/** Every node of the tree, property names and patterns included, each before what is inside it. */
export function* allNodes(program: Program): Generator<PlacedNode> {
  yield* visit(program, []);
}

export function isFunction(node: AnyNode): boolean {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function* visit(node: AnyNode, around: readonly AnyNode[]): Generator<PlacedNode> {
  yield { node, around };
  const inside = [...around, node];
  for (const child of childrenOf(node)) yield* visit(child, inside);
}

function childrenOf(node: AnyNode): readonly AnyNode[] {
  // `{ a }` has its name twice.
  if (node.type === "Property" && node.shorthand) return [node.value];
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode & Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
