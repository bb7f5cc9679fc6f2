import type { SyntaxNode, Tree } from "@lezer/common";
import type { TopLevelName } from "../code-facts.ts";
import { childNamed, childrenOf, rangeOf } from "../syntax-nodes.ts";
import { isFunctionNode } from "./declarations.ts";

/** The names that a script declares outside of functions: they may collide with those of the code around it. */
export function* readTopLevelNames(code: string, tree: Tree): Generator<TopLevelName> {
  const open: { readonly node: SyntaxNode; readonly isInBlock: boolean }[] = [{ node: tree.topNode, isInBlock: false }];
  for (let at = open.pop(); at; at = open.pop()) {
    const { node, isInBlock } = at;
    yield* namesOf(code, node, isInBlock);
    if (isFunctionNode(node)) continue;
    const holdsBlocks = isInBlock || (node.name !== "Script" && node.name !== "VariableDeclaration");
    for (const child of [...childrenOf(node)].reverse()) open.push({ node: child, isInBlock: holdsBlocks });
  }
}

function* namesOf(code: string, node: SyntaxNode, isInBlock: boolean): Generator<TopLevelName> {
  switch (node.name) {
    case "VariableDeclaration":
    case "ForOfSpec":
    case "ForInSpec": {
      const hasVar = childNamed(node, "var") !== undefined;
      if (!hasVar && isInBlock) return;
      for (const name of definitions(node)) {
        yield named(code, name, hasVar ? "function-scoped" : "lexical");
      }
      return;
    }
    case "FunctionDeclaration":
    case "ClassDeclaration": {
      const name = childNamed(node, "VariableDefinition");
      if (!name || isInBlock) return;
      yield named(code, name, node.name === "FunctionDeclaration" ? "function-scoped" : "lexical");
    }
  }
}

/** The names that a declaration binds, patterns included. */
function* definitions(node: SyntaxNode): Generator<SyntaxNode> {
  for (const child of childrenOf(node)) {
    if (child.name === "VariableDefinition") yield child;
    else if (patterns.includes(child.name)) yield* definitions(child);
  }
}

const patterns = ["ObjectPattern", "ArrayPattern", "PatternProperty"];

function named(code: string, node: SyntaxNode, scope: TopLevelName["scope"]): TopLevelName {
  return { name: code.slice(node.from, node.to), scope, range: rangeOf(node) };
}
