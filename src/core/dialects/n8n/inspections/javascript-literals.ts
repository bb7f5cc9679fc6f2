import type { AnyNode, Expression, ObjectExpression, SpreadElement } from "acorn";
import { isFunction, type PlacedNode } from "../../../languages/javascript/all-nodes.ts";
import { isMethodCall, isNamed, rangeOf } from "../editor-rules/javascript-shapes.ts";
import { type Literal, type LiteralKey, type LiteralObject, literalObject } from "./result-literals.ts";

/** What the code itself returns, functions in it left out. */
export function javaScriptResults(nodes: readonly PlacedNode[]): readonly Literal[] {
  return nodes.flatMap(({ node, isInFunction }) =>
    node.type === "ReturnStatement" && node.argument && !isInFunction ? [resultOf(node.argument)] : [],
  );
}

/** The object that a callback of `map` makes of each element stands for the list. */
function resultOf(argument: Expression): Literal {
  const [callback] = isMethodCall(argument, "map") ? argument.arguments : [];
  if (callback?.type !== "ArrowFunctionExpression" || callback.async || callback.body.type === "BlockStatement") {
    return literalOf(argument);
  }
  return { kind: "list", range: rangeOf(argument), elements: [literalOf(callback.body)] };
}

function literalOf(node: AnyNode): Literal {
  const range = rangeOf(node);
  switch (node.type) {
    case "ObjectExpression":
      return objectOf(node);
    case "ArrayExpression":
      return { kind: "list", range, elements: node.elements.flatMap((element) => elementOf(element)) };
    case "TemplateLiteral":
      return { kind: "scalar", range, mayBeFalsy: node.quasis.every(({ value }) => value.cooked === "") };
    case "Literal":
      if ("regex" in node && node.regex) return { kind: "unknown", range };
      return { kind: "scalar", range, mayBeFalsy: !node.value };
    default:
      return { kind: isNothing(node) || isFunction(node) ? "lost" : "unknown", range };
  }
}

/** A gap has no place to show. */
function elementOf(element: Expression | SpreadElement | null): readonly Literal[] {
  return element ? [literalOf(element)] : [];
}

function isNothing(node: AnyNode): boolean {
  return isNamed(node, "undefined") || (node.type === "UnaryExpression" && node.operator === "void");
}

function objectOf(node: ObjectExpression): LiteralObject {
  const keys = node.properties.flatMap((property): readonly LiteralKey[] => {
    if (property.type !== "Property" || property.computed) return [];
    const { key, value } = property;
    const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
    return name === undefined ? [] : [{ name, range: rangeOf(key), value: literalOf(value) }];
  });
  const isComplete = node.properties.every((property) => property.type === "Property" && !property.computed);
  return literalObject(rangeOf(node), keys, isComplete);
}
