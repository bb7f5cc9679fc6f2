import type { Identifier, Node, Program } from "acorn";
import { ancestor, simple } from "acorn-walk";
import type { ForeignName } from "../code-facts.ts";

/**
 * Every use of a name that the code neither declares nor assigns anywhere. Scopes are not told apart: a name that is
 * bound in one of them counts as bound in all, so that nothing is called foreign that may not be.
 */
export function readForeignNames(program: Program): readonly ForeignName[] {
  const bound = boundNames(program);
  const names: ForeignName[] = [];
  ancestor(program, {
    Identifier(node, _state, ancestors) {
      if (bound.has(node.name)) return;
      const range = { start: node.start, end: node.end };
      names.push({ name: node.name, range, isGuarded: isGuarded(node, ancestors) });
    },
  });
  return names.sort((one, other) => one.range.start - other.range.start);
}

/** Everything that the code declares or assigns, at any depth. */
function boundNames(program: Program): ReadonlySet<string> {
  const bound = new Set(["arguments", "undefined"]);
  const bind = (node: Node) => {
    if (isIdentifier(node)) bound.add(node.name);
  };
  simple(program, { VariablePattern: bind } as Parameters<typeof simple>[1]);
  return bound;
}

function isIdentifier(node: Node): node is Identifier {
  return node.type === "Identifier";
}

function isGuarded(node: Identifier, ancestors: readonly Node[]): boolean {
  return ancestors.some((around, index) => {
    if (around.type === "UnaryExpression")
      return "operator" in around && around.operator === "typeof" && ancestors[index + 1] === node;
    const isTry = around.type === "TryStatement" && "handler" in around && around.handler !== null;
    return isTry && "block" in around && ancestors[index + 1] === around.block;
  });
}
