import type { SyntaxNode, SyntaxNodeRef } from "@lezer/common";
import { childNamed, childrenOf } from "../syntax-nodes.ts";

const functionNodes = [
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunction",
  "MethodDeclaration",
  "ClassDeclaration",
  "ClassExpression",
];

export function isFunctionNode(node: Pick<SyntaxNodeRef, "name" | "node">): boolean {
  return (
    functionNodes.includes(node.name) || (node.name === "Property" && childNamed(node.node, "ParamList") !== undefined)
  );
}

/** The names that a binding pattern or a single binding introduces. */
export function* boundNames(code: string, node: SyntaxNode): Generator<string> {
  if (node.name === "VariableDefinition") yield code.slice(node.from, node.to);
  else if (isPattern(node)) for (const child of childrenOf(node)) yield* boundNames(code, child);
}

function isPattern(node: SyntaxNode): boolean {
  return [
    "ObjectPattern",
    "ArrayPattern",
    "PatternProperty",
    "ParamList",
    "VariableDeclaration",
    "ForOfSpec",
    "ForInSpec",
    "ForSpec",
  ].includes(node.name);
}

/** `let`, `const`, `class` and `function` that stand directly in a block. */
export function* declaredInBlock(code: string, block: SyntaxNode): Generator<string> {
  for (const child of childrenOf(block)) {
    if (child.name === "VariableDeclaration" && child.firstChild?.name !== "var") yield* boundNames(code, child);
    if (child.name === "FunctionDeclaration" || child.name === "ClassDeclaration") {
      const name = childNamed(child, "VariableDefinition");
      if (name) yield code.slice(name.from, name.to);
    }
  }
}

/** Every `var` of a function, at any depth. */
export function* declaredWithVar(code: string, node: SyntaxNode): Generator<string> {
  for (const child of childrenOf(node)) {
    if (isFunctionNode(child)) continue;
    if (child.name === "VariableDeclaration" && child.firstChild?.name === "var") yield* boundNames(code, child);
    if ((child.name === "ForOfSpec" || child.name === "ForInSpec") && childNamed(child, "var"))
      yield* boundNames(code, child);
    yield* declaredWithVar(code, child);
  }
}
