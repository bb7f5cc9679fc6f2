import type { SyntaxNode } from "@lezer/common";
import { unknownValue } from "../flow/steps.ts";
import { childNamed, childrenOf, rangeOf } from "../syntax-nodes.ts";
import { lowerDeclaration } from "./lower-assignments.ts";
import { lowerDo, lowerFor, lowerIf, lowerSwitch, lowerTry, lowerWhile, stepsOf } from "./lower-blocks.ts";
import { endsProcess } from "./lower-calls.ts";
import type { Lowering } from "./lowering.ts";

export function lowerStatement(node: SyntaxNode, lowering: Lowering): void {
  const children = childrenOf(node);
  switch (node.name) {
    case "Script":
    case "Block":
      lowering.block(node, () => {
        for (const child of children) lowering.statement(child);
      });
      return;
    case "ExpressionStatement": {
      for (const child of children) lowering.use(child, "read");
      if (children[0]?.name === "CallExpression" && endsProcess(children[0], lowering)) lowering.add({ kind: "leave" });
      return;
    }
    case "VariableDeclaration":
      lowerDeclaration(node, lowering);
      return;
    case "ReturnStatement": {
      const expression = children.slice(1).find((child) => child.name !== ";");
      const value = expression ? lowering.value(expression) : ({ kind: "nothing" } as const);
      lowering.add({ kind: "return", range: withoutSemicolon(node), value });
      return;
    }
    case "ThrowStatement":
      for (const child of children.slice(1)) lowering.use(child, "read");
      lowering.add({ kind: "leave" });
      return;
    case "BreakStatement":
    case "ContinueStatement": {
      const label = childNamed(node, "Label");
      const kind = node.name === "BreakStatement" ? "break" : "continue";
      lowering.add(label ? { kind, label: lowering.text(label) } : { kind });
      return;
    }
    case "IfStatement":
      lowerIf(children, lowering);
      return;
    case "WhileStatement":
      lowerWhile(children, lowering);
      return;
    case "DoStatement":
      lowerDo(children, lowering);
      return;
    case "ForStatement":
      lowerFor(children, lowering);
      return;
    case "SwitchStatement":
      lowerSwitch(children, lowering);
      return;
    case "TryStatement":
      lowerTry(node, lowering);
      return;
    case "LabeledStatement": {
      const label = childNamed(node, "Label");
      const body = stepsOf(node.lastChild ?? undefined, lowering);
      lowering.add({ kind: "block", body, catchesBreak: false, ...(label ? { label: lowering.text(label) } : {}) });
      return;
    }
    case "FunctionDeclaration":
    case "ClassDeclaration": {
      lowering.use(node, "escape");
      const name = childNamed(node, "VariableDefinition");
      if (name) lowering.add({ kind: "assign", local: lowering.local(lowering.text(name)), value: unknownValue });
      return;
    }
    default:
      for (const child of children) {
        if (child.name.endsWith("Statement") || child.name === "Block") lowering.statement(child);
        else lowering.use(child, "escape");
      }
  }
}

function withoutSemicolon(node: SyntaxNode) {
  const last = node.lastChild;
  return last?.name === ";" && last.prevSibling ? { start: node.from, end: last.prevSibling.to } : rangeOf(node);
}
