import type { SyntaxNode } from "@lezer/common";
import type { ValueKind } from "../code-facts.ts";
import { type ObjectPart, type Option, unknownValue, type Value } from "../flow/steps.ts";
import { childrenNamed, childrenOf, rangeOf, splitAtCommas } from "../syntax-nodes.ts";
import { lowerCall } from "./lower-calls.ts";
import { shareWithLambda } from "./lower-functions.ts";
import type { Lowering, Use } from "./lowering.ts";
import { stringOpening } from "./string-literals.ts";
import { constantString } from "./string-value.ts";

const kindsOfValues: Readonly<Record<string, ValueKind>> = {
  Number: "number",
  Boolean: "boolean",
  FormatString: "string",
  ArrayExpression: "list",
  ArrayComprehensionExpression: "list",
  SetExpression: "set",
  SetComprehensionExpression: "set",
  TupleExpression: "tuple",
  ComprehensionExpression: "generator",
  LambdaExpression: "function",
};

/** What an expression gives; what it does on the way becomes steps. */
export function lowerValue(node: SyntaxNode, lowering: Lowering): Value {
  const children = childrenOf(node);
  switch (node.name) {
    case "VariableName":
      if (lowering.text(node) === "yield") lowering.isGenerator = true;
      return { kind: "local", name: lowering.text(node) };
    case "None":
      return { kind: "nothing" };
    case "ParenthesizedExpression":
      return children[1] ? lowering.value(children[1]) : unknownValue;
    case "DictionaryExpression":
      return {
        kind: "object",
        parts: splitAtCommas(children.slice(1, -1)).map((part) => dictionaryPart(part, lowering)),
      };
    case "DictionaryComprehensionExpression":
      lowering.use(node, "escape");
      return { kind: "object", parts: [{ kind: "unknown-keys" }] };
    case "CallExpression":
      return lowerCall(node, lowering);
    case "NamedExpression": {
      const [target, , expression] = children;
      if (!target || !expression) return unknownValue;
      lowering.assign(lowering.text(target), lowering.value(expression));
      return { kind: "local", name: lowering.text(target) };
    }
    case "ConditionalExpression":
      return conditional(node, lowering);
    case "BinaryExpression":
      return binary(node, lowering);
    case "UnaryExpression": {
      lowering.use(node, "read");
      if (children[0]?.name === "not") return { kind: "not-an-object", of: "boolean" };
      return children[1]?.name === "Number" ? { kind: "not-an-object", of: "number" } : unknownValue;
    }
    case "String":
    case "ContinuedString": {
      lowering.use(node, "read");
      const opening = stringOpening(lowering.code, node.from);
      const prefix = lowering.code.slice(node.from, opening?.contentStart ?? node.from);
      if (/t/i.test(prefix)) return unknownValue;
      return { kind: "not-an-object", of: /b/i.test(prefix) ? "bytes" : "string" };
    }
    default: {
      lowering.use(node, "escape");
      const of = kindsOfValues[node.name];
      return of ? { kind: "not-an-object", of } : unknownValue;
    }
  }
}

function dictionaryPart(part: readonly SyntaxNode[], lowering: Lowering): ObjectPart {
  const [first, second, third] = part;
  if (first?.name === "**" && second) return { kind: "spread", value: lowering.value(second) };
  if (first) lowering.use(first, "read");
  if (third) lowering.use(third, "escape");
  const name = first && third ? constantString(lowering.code, first) : undefined;
  return first && name !== undefined ? { kind: "key", name, range: rangeOf(first) } : { kind: "unknown-keys" };
}

function conditional(node: SyntaxNode, lowering: Lowering): Value {
  const [whenTrue, , condition, , whenFalse] = childrenOf(node);
  if (!whenTrue || !condition || !whenFalse) return unknownValue;
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

const stringNames = ["String", "FormatString", "ContinuedString"];

function binary(node: SyntaxNode, lowering: Lowering): Value {
  const [left, operator, right] = [node.firstChild, node.firstChild?.nextSibling, node.lastChild];
  if (!left || !operator || !right) return unknownValue;
  const sign = lowering.text(operator);
  if (sign === "or" || sign === "and") {
    const first = lowering.value(left);
    // `x and y` gives x only when that is falsy, which an object with keys is not.
    const isKept = sign === "or" && (first.kind === "local" || first.kind === "object" || first.kind === "choice");
    if (!isKept) lowering.forgetLocalsIn(first);
    const firstOptions = flattened({ range: rangeOf(left), value: isKept ? first : unknownValue });
    return { kind: "choice", options: [...firstOptions, ...options(right, lowering)] };
  }
  if (sign === "|") {
    const sides = [lowering.value(left), lowering.value(right)];
    const mayBeObjects = sides.some((side) => side.kind === "object" || side.kind === "local");
    if (!mayBeObjects) return unknownValue;
    return { kind: "object", parts: sides.map((value) => ({ kind: "spread", value })) };
  }
  lowering.use(node, "read");
  if (operator.name === "CompareOp" || ["in", "not", "is"].includes(operator.name)) {
    return { kind: "not-an-object", of: "boolean" };
  }
  const isText = stringNames.includes(left.name) || (sign === "+" && stringNames.includes(right.name));
  return isText && (sign === "+" || sign === "%") ? { kind: "not-an-object", of: "string" } : unknownValue;
}

/** The steps of an expression whose value nobody follows. */
export function lowerUse(node: SyntaxNode, use: Use, lowering: Lowering): void {
  const children = childrenOf(node);
  switch (node.name) {
    case "VariableName":
      if (lowering.text(node) === "yield") lowering.isGenerator = true;
      else if (use === "escape") lowering.add({ kind: "forget", local: lowering.text(node) });
      return;
    case "CallExpression":
    case "NamedExpression":
    case "ConditionalExpression": {
      const value = lowering.value(node);
      if (use === "escape") lowering.forgetLocalsIn(value);
      return;
    }
    case "BinaryExpression": {
      const [left, operator, right] = children;
      const isGlossedBinding = operator !== undefined && lowering.text(operator) === ":=";
      if (left && isGlossedBinding) lowering.add({ kind: "forget", local: lowering.text(left) });
      const isLogical = operator?.name === "and" || operator?.name === "or";
      const inner = isLogical ? use : "read";
      if (left) lowering.use(left, inner);
      if (isLogical) lowering.perhaps(() => right && lowering.use(right, inner));
      else for (const child of children.slice(2)) lowering.use(child, inner);
      return;
    }
    case "MemberExpression":
      // A bound method that is kept may change its object later.
      if (children[1]?.name === "." && use === "escape" && children[0]) lowering.use(children[0], "escape");
      else for (const child of children) lowering.use(child, "read");
      return;
    case "LambdaExpression":
      shareWithLambda(node, lowering);
      return;
    case "YieldExpression":
    case "YieldStatement":
      lowering.isGenerator = true;
      for (const child of children) lowering.use(child, "escape");
      return;
    case "AwaitExpression":
      for (const child of children) lowering.use(child, "escape");
      return;
    case "String":
    case "FormatString":
      formatString(node, lowering);
      return;
    default:
      if (node.name.endsWith("ComprehensionExpression")) {
        lowering.repeated(() => {
          for (const child of children) lowering.use(child, child.prevSibling?.name === "in" ? "read" : use);
        });
      } else {
        for (const child of children) lowering.use(child, use);
      }
  }
}

/** Its replacement fields may call something; a glossed copy does not show them, the original text does. */
function formatString(node: SyntaxNode, lowering: Lowering): void {
  if (node.name === "FormatString") {
    for (const field of childrenNamed(node, "FormatReplacement")) {
      for (const child of childrenOf(field)) lowering.use(child, "read");
    }
  } else if (stringOpening(lowering.code, node.from)?.isFormat && lowering.text(node).includes("(")) {
    for (const [local] of lowering.text(node).matchAll(/[\p{ID_Start}_]\p{ID_Continue}*/gu))
      lowering.add({ kind: "forget", local });
  }
}
