import type { SyntaxNode } from "@lezer/common";
import { childNamed, childrenOf } from "../syntax-nodes.ts";
import { boundNames, isFunctionNode } from "./declarations.ts";
import { removeTarget } from "./lower-assignments.ts";
import type { Lowering, Use } from "./lowering.ts";

/** The steps of an expression whose value nobody follows. */
export function lowerUse(node: SyntaxNode, use: Use, lowering: Lowering): void {
  const children = childrenOf(node);
  if (isFunctionNode(node)) {
    shareFunction(node, lowering);
    return;
  }
  switch (node.name) {
    case "VariableName":
      if (use === "escape") lowering.add({ kind: "forget", local: lowering.local(lowering.text(node)) });
      return;
    case "AssignmentExpression":
    case "CallExpression":
    case "ConditionalExpression": {
      const value = lowering.value(node);
      if (use === "escape") lowering.forgetLocalsIn(value);
      return;
    }
    case "ObjectExpression":
      lowering.value(node);
      return;
    case "BinaryExpression": {
      const [left, operator, right] = children;
      const isLogical = operator !== undefined && ["||", "&&", "??"].includes(lowering.text(operator));
      if (left) lowering.use(left, isLogical ? use : "read");
      if (isLogical) lowering.perhaps(() => right && lowering.use(right, use));
      else for (const child of children.slice(2)) lowering.use(child, "read");
      return;
    }
    case "SequenceExpression":
      for (const child of children.slice(0, -1)) lowering.use(child, "read");
      for (const child of children.slice(-1)) lowering.use(child, use);
      return;
    case "MemberExpression":
    case "TemplateString":
    case "Interpolation":
      for (const child of children) lowering.use(child, "read");
      return;
    case "UnaryExpression":
    case "PostfixExpression": {
      const operator = children.find((child) => child.name === "delete" || child.name === "ArithOp");
      const operand = children.find((child) => child !== operator);
      for (const child of children) lowering.use(child, "read");
      const changes = operator && /^(?:\+\+|--)$/.test(lowering.text(operator));
      if (operator?.name === "delete" && operand) removeTarget(operand, lowering);
      if (changes && operand?.name === "VariableName") lowering.use(operand, "escape");
      return;
    }
    case "NewExpression":
    case "TaggedTemplateExpression":
    case "YieldExpression":
      for (const child of children) lowering.use(child, "escape");
      return;
    default:
      for (const child of children) lowering.use(child, use);
  }
}

/** The parameters' names, however they are bound. */
export function parameterNames(node: SyntaxNode, lowering: Lowering): readonly string[] {
  const list = childNamed(node, "ParamList");
  return list ? [...boundNames(lowering.code, list)] : [];
}

export function functionBody(node: SyntaxNode): SyntaxNode | undefined {
  return node.lastChild && node.lastChild.name !== "=>" && node.lastChild.name !== "Arrow" ? node.lastChild : undefined;
}

function shareFunction(node: SyntaxNode, lowering: Lowering): void {
  const classBody = childNamed(node, "ClassBody");
  if (classBody) {
    for (const child of childrenOf(node)) if (child.prevSibling?.name === "extends") lowering.use(child, "escape");
    for (const member of childrenOf(classBody)) lowering.use(member, "escape");
    return;
  }
  const body = functionBody(node);
  const ownName = node.name === "FunctionExpression" ? childNamed(node, "VariableDefinition") : undefined;
  const own = ownName ? [lowering.text(ownName)] : [];
  if (body) lowering.share([...own, ...parameterNames(node, lowering)], body);
}
