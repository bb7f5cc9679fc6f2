import type { AnyNode, AssignmentExpression, Identifier, Node, Program } from "acorn";
import { ancestor, simple } from "acorn-walk";
import type { ForeignName, NameUse } from "../code-facts.ts";

/**
 * Every use of a name that the code neither declares nor assigns anywhere. Scopes are not told apart: a name that is
 * bound in one of them counts as bound in all, so that nothing is called foreign that may not be.
 */
export function readForeignNames(program: Program): readonly ForeignName[] {
  const bound = boundNames(program);
  const inTypeof = namesInTypeof(program);
  const names: ForeignName[] = [];
  ancestor(program, {
    Identifier(node, _state, ancestors) {
      if (bound.has(node.name)) return;
      const range = { start: node.start, end: node.end };
      const use = inTypeof.has(node.name) ? "guarded" : useOf(node, ancestors);
      names.push({ name: node.name, range, use });
    },
  });
  return names.sort((one, other) => one.range.start - other.range.start);
}

/** Everything that the code declares or assigns, at any depth, and what it makes a property of the global object. */
export function boundNames(program: Program): ReadonlySet<string> {
  const bound = new Set(["arguments", "undefined"]);
  const bind = (node: Node) => {
    if (isIdentifier(node)) bound.add(node.name);
  };
  simple(program, {
    VariablePattern: bind,
    AssignmentExpression({ left }: AssignmentExpression) {
      const isOfGlobal = left.type === "MemberExpression" && !left.computed && isGlobalObject(left.object);
      if (isOfGlobal) bind(left.property);
    },
  } as Parameters<typeof simple>[1]);
  return bound;
}

function isGlobalObject(node: AnyNode): boolean {
  return node.type === "ThisExpression" || (isIdentifier(node) && /^(?:globalThis|global)$/.test(node.name));
}

function isIdentifier(node: Node): node is Identifier {
  return node.type === "Identifier";
}

/** How a name is used, by the nodes around it, the nearest last; they may end with the name itself. */
export function useOf(node: Node, ancestors: readonly Node[]): NameUse {
  const path = [...ancestors.filter((around) => around !== node), node] as readonly AnyNode[];
  const isInside = (test: (around: AnyNode, inner: AnyNode) => boolean) =>
    path.slice(0, -1).some((around, index) => test(around, path[index + 1] as AnyNode));
  if (isInside((around, inner) => around.type === "TryStatement" && !!around.handler && around.block === inner)) {
    return "guarded";
  }
  const isPerhaps = isInside((around, inner) => {
    if (around.type === "LogicalExpression") return around.right === inner;
    return around.type === "ConditionalExpression" && around.test !== inner;
  });
  return isPerhaps ? "perhaps" : "certain";
}

/** Names that the code asks `typeof` of anywhere. */
function namesInTypeof(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  simple(program, {
    UnaryExpression({ operator, argument }) {
      if (operator === "typeof" && isIdentifier(argument)) names.add(argument.name);
    },
  });
  return names;
}
