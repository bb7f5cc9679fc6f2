// What Python refuses to assign to, to delete, or to have starred.
import type { SyntaxNode } from "@lezer/common";
import type { SyntaxProblem } from "../code-facts.ts";
import { childrenOf, rangeOf } from "../syntax-nodes.ts";

type Target = readonly SyntaxNode[];

/** Of an assignment, a `for`, a `del` or `:=`. */
export function targetProblem(code: string, statement: SyntaxNode): SyntaxProblem | undefined {
  const children = childrenOf(statement);
  switch (statement.name) {
    case "AssignStatement":
      return assignmentProblem(code, children);
    case "UpdateStatement": {
      const target = until(children, 0, "UpdateOp");
      return singleProblem(code, target, "Nothing can be added to");
    }
    case "ForStatement": {
      const from = children.findIndex(({ name }) => name === "for") + 1;
      return problemOf(code, until(children, from, "in"), "Nothing can be assigned to");
    }
    case "DeleteStatement":
      return problemOf(code, children.slice(1), "Python cannot delete");
    case "NamedExpression":
      return singleProblem(code, children.slice(0, 1), "Nothing can be assigned to", ["VariableName"]);
    default:
      return comprehensionProblem(code, children);
  }
}

function comprehensionProblem(code: string, children: readonly SyntaxNode[]): SyntaxProblem | undefined {
  for (const [index, { name }] of children.entries()) {
    const problem = name === "for" && problemOf(code, until(children, index + 1, "in"), "Nothing can be assigned to");
    if (problem) return problem;
  }
  return undefined;
}

/** A value that begins with a star, in no list and no call. */
export function starProblem(code: string, node: SyntaxNode): SyntaxProblem | undefined {
  const children = childrenOf(node);
  const isInBrackets = node.name === "ParenthesizedExpression";
  const star = children[isInBrackets ? 1 : children.findLastIndex(({ name }) => name === "AssignOp") + 1];
  if (star?.name !== "*" || code.charAt(star.from) !== "*") return undefined;
  if (children.some(({ name, from }) => name === "," && from > star.from)) return undefined;
  return {
    message: "Nothing takes what this star unpacks. Put a comma behind the value, or remove the star.",
    range: rangeOf(star),
  };
}

function assignmentProblem(code: string, children: readonly SyntaxNode[]): SyntaxProblem | undefined {
  let from = 0;
  for (const [index, { name }] of children.entries()) {
    if (name !== "AssignOp" && name !== "TypeDef") continue;
    const target = children.slice(from, index);
    const problem =
      name === "TypeDef"
        ? singleProblem(code, target, "No type can be declared for")
        : problemOf(code, target, "Nothing can be assigned to");
    if (problem) return problem;
    from = index + 1;
  }
  return undefined;
}

function until(children: readonly SyntaxNode[], from: number, name: string): Target {
  const end = children.findIndex((child, index) => index >= from && child.name === name);
  return end === -1 ? [] : children.slice(from, end);
}

const constants: ReadonlySet<string> = new Set([
  "ArrayComprehensionExpression",
  "AwaitExpression",
  "BinaryExpression",
  "Boolean",
  "CallExpression",
  "ComprehensionExpression",
  "ConditionalExpression",
  "ContinuedString",
  "DictionaryComprehensionExpression",
  "DictionaryExpression",
  "Ellipsis",
  "FormatString",
  "LambdaExpression",
  "NamedExpression",
  "None",
  "Number",
  "SetComprehensionExpression",
  "SetExpression",
  "String",
  "UnaryExpression",
  "YieldExpression",
]);

/** `a, (b, *c)`: what stands in brackets is looked into. `isList`: of square ones, where a star needs no comma. */
function problemOf(code: string, target: Target, what: string, isList = false): SyntaxProblem | undefined {
  let stars = 0;
  for (const node of target) {
    if (node.name === "*" && ++stars > 1) {
      return { message: "Only one name of a row can have a star.", range: rangeOf(node) };
    }
    if (constants.has(node.name) || isFixedName(code, node)) return refusal(code, node, what);
    if (/^(?:Parenthesized|Tuple|Array)Expression$/.test(node.name)) {
      const inner = problemOf(code, childrenOf(node).slice(1, -1), what, node.name === "ArrayExpression");
      if (inner) return inner;
    }
  }
  const [first] = target;
  if (!isList && stars === 1 && target.length === 2 && first && code.charAt(first.from) === "*") {
    return { message: "A name with a star stands in a row. Put a comma behind it.", range: rangeOf(first) };
  }
  return undefined;
}

/** Where one name, attribute or subscript is wanted, or only a name. */
function singleProblem(
  code: string,
  target: Target,
  what: string,
  wanted: readonly string[] = ["VariableName", "MemberExpression", "ParenthesizedExpression"],
): SyntaxProblem | undefined {
  const [first, second] = target;
  if (!first) return undefined;
  const last = target.at(-1) as SyntaxNode;
  const isRefused = constants.has(first.name) || /^(?:Tuple|Array)Expression$/.test(first.name);
  if (second?.name === "," || isRefused || (first.name === "MemberExpression" && !wanted.includes(first.name))) {
    const written = code.slice(first.from, last.to);
    return { message: `${what} ${shown(written)}.`, range: { start: first.from, end: last.to } };
  }
  return first.name === "ParenthesizedExpression" ? problemOf(code, [first], what) : undefined;
}

function isFixedName(code: string, node: SyntaxNode): boolean {
  return node.name === "VariableName" && code.slice(node.from, node.to) === "__debug__";
}

function refusal(code: string, node: SyntaxNode, what: string): SyntaxProblem {
  const remedy = what === "Nothing can be assigned to" ? " Use == to compare." : "";
  return { message: `${what} ${shown(code.slice(node.from, node.to))}.${remedy}`, range: rangeOf(node) };
}

function shown(written: string): string {
  return written.length > 40 || /[\r\n]/.test(written) ? "this" : written;
}
