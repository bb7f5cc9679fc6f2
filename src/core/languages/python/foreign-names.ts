import type { SyntaxNode, Tree } from "@lezer/common";
import type { ForeignName } from "../code-facts.ts";
import { rangeOf } from "../syntax-nodes.ts";

/**
 * Every use of a name that the code binds nowhere, Python's own builtins included. Scopes are not told apart: a name
 * that is bound in one of them counts as bound in all.
 */
export function readForeignNames(code: string, tree: Tree): readonly ForeignName[] {
  const bound = new Set<string>();
  const uses: SyntaxNode[] = [];
  tree.iterate({
    enter({ name, node }) {
      if (name !== "VariableName") return;
      if (isKeyword(node)) return;
      if (isBinding(node)) bound.add(code.slice(node.from, node.to));
      else uses.push(node);
    },
  });
  return uses.flatMap((node) => {
    const name = code.slice(node.from, node.to);
    return bound.has(name) ? [] : [{ name, range: rangeOf(node), use: isInTry(node) ? "guarded" : "certain" }];
  });
}

/** The `key` of `f(key=value)`. */
function isKeyword({ parent, nextSibling }: SyntaxNode): boolean {
  return parent?.name === "ArgList" && nextSibling?.name === "AssignOp";
}

const definitions = [
  "FunctionDefinition",
  "ClassDefinition",
  "ScopeStatement",
  "ImportStatement",
  "CapturePattern",
  "AsPattern",
];

function isBinding(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (!parent) return false;
  if (definitions.includes(parent.name) || node.prevSibling?.name === "as") return true;
  if (parent.name === "ParamList") return node.prevSibling?.name !== "AssignOp";
  if (parent.name === "NamedExpression") return parent.firstChild?.from === node.from;
  if (parent.name === "ForStatement" || parent.name.endsWith("ComprehensionExpression"))
    return standsBefore(node, "in");
  if (parent.name === "AssignStatement" || parent.name === "UpdateStatement") return hasAssignmentBehind(node);
  const isGroup =
    parent.name === "TupleExpression" || parent.name === "ArrayExpression" || parent.name === "ParenthesizedExpression";
  return isGroup && isBinding(parent);
}

/** Between `for` and `in`. */
function standsBefore(node: SyntaxNode, keyword: string): boolean {
  for (let at = node.prevSibling; at; at = at.prevSibling) {
    if (at.name === keyword) return false;
    if (at.name === "for") return true;
  }
  return false;
}

function hasAssignmentBehind(node: SyntaxNode): boolean {
  for (let at = node.nextSibling; at; at = at.nextSibling) {
    if (at.name === "AssignOp" || at.name === "UpdateOp") return true;
  }
  return false;
}

/** Whatever it catches. */
function isInTry(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at?.parent; at = at.parent) {
    if (at.parent.name === "TryStatement" && at.prevSibling?.name === "try") return true;
  }
  return false;
}
