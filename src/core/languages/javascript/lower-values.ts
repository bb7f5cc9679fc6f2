import type { SyntaxNode } from "@lezer/common";
import type { ValueKind } from "../code-facts.ts";
import { type Option, unknownValue, type Value } from "../flow/steps.ts";
import { childrenOf, rangeOf } from "../syntax-nodes.ts";
import { lowerAssignment } from "./lower-assignments.ts";
import { lowerCall } from "./lower-calls.ts";
import { lowerObject } from "./lower-objects.ts";
import type { Lowering } from "./lowering.ts";

const kindsOfValues: Readonly<Record<string, ValueKind>> = {
  String: "string",
  TemplateString: "string",
  BooleanLiteral: "boolean",
  ArrayExpression: "array",
  ArrowFunction: "function",
  FunctionExpression: "function",
  ClassExpression: "function",
};

const comparisons = new Set(["==", "!=", "===", "!==", "<", ">", "<=", ">=", "instanceof", "in"]);

/** What an expression gives; what it does on the way becomes steps. */
export function lowerValue(node: SyntaxNode, lowering: Lowering): Value {
  const children = childrenOf(node);
  switch (node.name) {
    case "VariableName":
      if (lowering.text(node) === "undefined") return { kind: "nothing" };
      return { kind: "local", name: lowering.local(lowering.text(node)) };
    case "null":
      return { kind: "nothing" };
    case "ParenthesizedExpression":
      return children[1] ? lowering.value(children[1]) : unknownValue;
    case "SequenceExpression": {
      const parts = children.filter((child) => child.name !== ",");
      for (const part of parts.slice(0, -1)) lowering.use(part, "read");
      const last = parts.at(-1);
      return last ? lowering.value(last) : unknownValue;
    }
    case "AwaitExpression":
      return children[1] ? lowering.value(children[1]) : unknownValue;
    case "ObjectExpression":
      return lowerObject(children, lowering);
    case "AssignmentExpression":
      return lowerAssignment(children, lowering);
    case "CallExpression":
      return lowerCall(node, lowering);
    case "ConditionalExpression":
      return conditional(children, lowering);
    case "BinaryExpression":
      return binary(node, children, lowering);
    case "UnaryExpression":
      lowering.use(node, "read");
      return unary(children, lowering);
    case "Number":
      return lowering.text(node).endsWith("n") ? unknownValue : { kind: "not-an-object", of: "number" };
    default: {
      lowering.use(node, "escape");
      const of = kindsOfValues[node.name];
      return of ? { kind: "not-an-object", of } : unknownValue;
    }
  }
}

function unary([operator, operand]: readonly SyntaxNode[], lowering: Lowering): Value {
  const sign = operator ? lowering.text(operator) : "";
  if (sign === "void") return { kind: "nothing" };
  if (sign === "typeof") return { kind: "not-an-object", of: "string" };
  if (sign === "!" || sign === "delete") return { kind: "not-an-object", of: "boolean" };
  return operand?.name === "Number" ? { kind: "not-an-object", of: "number" } : unknownValue;
}

function conditional([condition, , whenTrue, , whenFalse]: readonly SyntaxNode[], lowering: Lowering): Value {
  if (!condition || !whenTrue || !whenFalse) return unknownValue;
  lowering.use(condition, "read");
  return { kind: "choice", options: [...options(whenTrue, lowering), ...options(whenFalse, lowering)] };
}

function options(node: SyntaxNode, lowering: Lowering): readonly Option[] {
  let value: Value = unknownValue;
  lowering.perhaps(() => {
    value = lowering.value(node);
  });
  return flattened({ range: rangeOf(node), value });
}

function flattened(option: Option): readonly Option[] {
  return option.value.kind === "choice" ? option.value.options : [option];
}

function binary(node: SyntaxNode, [left, operator, right]: readonly SyntaxNode[], lowering: Lowering): Value {
  if (!left || !operator || !right) return unknownValue;
  const sign = lowering.text(operator);
  if (sign === "||" || sign === "??" || sign === "&&") {
    const first = lowering.value(left);
    // `x && y` gives x only when that is falsy, which no object is.
    const isKept = sign !== "&&" && (first.kind === "local" || first.kind === "object" || first.kind === "choice");
    if (!isKept) lowering.forgetLocalsIn(first);
    if (sign !== "&&" && first.kind === "object") return first;
    const firstOptions = flattened({ range: rangeOf(left), value: isKept ? first : unknownValue });
    return { kind: "choice", options: [...firstOptions, ...options(right, lowering)] };
  }
  lowering.use(node, "read");
  if (comparisons.has(sign)) return { kind: "not-an-object", of: "boolean" };
  const isText = [left, right].some((side) => side.name === "String" || side.name === "TemplateString");
  return sign === "+" && isText ? { kind: "not-an-object", of: "string" } : unknownValue;
}
