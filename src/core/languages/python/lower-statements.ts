import type { SyntaxNode } from "@lezer/common";
import { unknownValue, type Value } from "../flow/steps.ts";
import { childNamed, childrenNamed, childrenOf, rangeOf } from "../syntax-nodes.ts";
import { lowerAssignment, lowerDeletion, lowerUpdate, targetNames } from "./lower-assignments.ts";
import { lowerFor, lowerIf, lowerMatch, lowerTry, lowerWhile, lowerWith } from "./lower-blocks.ts";
import { endsProcess } from "./lower-calls.ts";
import { shareWithDefinition } from "./lower-functions.ts";
import type { Lowering } from "./lowering.ts";

export function lowerStatement(node: SyntaxNode, lowering: Lowering): void {
  const children = childrenOf(node);
  switch (node.name) {
    case "StatementGroup":
      for (const child of children) lowering.statement(child);
      return;
    case "ExpressionStatement": {
      for (const child of children) lowering.use(child, "read");
      const only = children.length === 1 ? children[0] : undefined;
      if (only?.name === "CallExpression" && endsProcess(lowering.code, only)) lowering.add({ kind: "leave" });
      return;
    }
    case "YieldStatement":
      lowering.use(node, "escape");
      return;
    case "AssignStatement":
      lowerAssignment(children, lowering);
      return;
    case "UpdateStatement":
      lowerUpdate(children, lowering);
      return;
    case "DeleteStatement":
      lowerDeletion(children.slice(1), lowering);
      return;
    case "ReturnStatement":
      lowering.add({ kind: "return", range: rangeOf(node), value: returned(children.slice(1), lowering) });
      return;
    case "RaiseStatement":
      for (const child of children) lowering.use(child, "read");
      lowering.add({ kind: "leave" });
      return;
    case "AssertStatement":
      for (const child of children.slice(1)) lowering.use(child, "read");
      if (children[1] && /^(?:False|0|None)$/.test(lowering.text(children[1]))) lowering.add({ kind: "leave" });
      return;
    case "BreakStatement":
      lowering.add({ kind: "break" });
      return;
    case "ContinueStatement":
      lowering.add({ kind: "continue" });
      return;
    case "IfStatement":
      lowerIf(children, lowering);
      return;
    case "WhileStatement":
      lowerWhile(children, lowering);
      return;
    case "ForStatement":
      lowerFor(children, lowering);
      return;
    case "TryStatement":
      lowerTry(children, lowering);
      return;
    case "WithStatement":
      lowerWith(node, children, lowering);
      return;
    case "MatchStatement":
      lowerMatch(children, lowering);
      return;
    case "FunctionDefinition":
    case "ClassDefinition":
    case "DecoratedStatement":
      lowerDefinition(node, lowering);
      return;
    case "ScopeStatement":
      for (const name of childrenNamed(node, "VariableName")) lowering.shared.add(lowering.text(name));
      return;
    case "ImportStatement":
    case "TypeDefinition":
      for (const local of targetNames(node, lowering)) lowering.add({ kind: "assign", local, value: unknownValue });
      return;
    default:
      for (const child of children) lowering.use(child, "escape");
  }
}

function returned(expressions: readonly SyntaxNode[], lowering: Lowering): Value {
  const [first, ...others] = expressions;
  if (!first) return { kind: "nothing" };
  if (others.length === 0) return lowering.value(first);
  for (const expression of expressions) lowering.use(expression, "escape");
  return { kind: "not-an-object", of: "tuple" };
}

function lowerDefinition(node: SyntaxNode, lowering: Lowering): void {
  const definition = childNamed(node, "FunctionDefinition") ?? childNamed(node, "ClassDefinition") ?? node;
  // Defaults, decorators and base classes run here and now.
  for (const child of childrenOf(node)) if (child.name === "Decorator") lowering.use(child, "escape");
  const list = childNamed(definition, "ParamList") ?? childNamed(definition, "ArgList");
  if (definition.name === "ClassDefinition" && list) lowering.use(list, "escape");
  if (definition.name === "FunctionDefinition" && list) {
    for (const child of childrenOf(list)) if (child.prevSibling?.name === "AssignOp") lowering.use(child, "escape");
  }
  shareWithDefinition(definition, lowering);
  const name = childNamed(definition, "VariableName");
  if (name) lowering.add({ kind: "assign", local: lowering.text(name), value: unknownValue });
}
