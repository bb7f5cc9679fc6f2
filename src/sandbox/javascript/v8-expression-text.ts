import type { AnyNode, Expression, Literal, MemberExpression, PrivateIdentifier, Super, UnaryExpression } from "acorn";

/**
 * An expression as V8 spells it in its messages: names and literals as they are, calls without their arguments, what it
 * has no text for as "(intermediate value)". Undefined where it is not known. As of Node 20 and 24.
 */
export function expressionText(node: Expression | Super | PrivateIdentifier): string | undefined {
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "ThisExpression":
      return "this";
    case "Literal":
      return literalText(node);
    case "MemberExpression":
      return memberText(node);
    case "ChainExpression":
    case "ParenthesizedExpression":
      return expressionText(node.expression);
    case "CallExpression":
      return node.optional ? undefined : joined([expressionText(node.callee), "(...)"]);
    case "ArrayExpression":
      return joined([
        "[",
        ...node.elements.flatMap((element, at) => [
          ...(at === 0 ? [] : [","]),
          element === null ? intermediate : element.type === "SpreadElement" ? undefined : expressionText(element),
        ]),
        "]",
      ]);
    case "ObjectExpression":
      return `{${node.properties.map(() => intermediate).join("")}}`;
    case "ConditionalExpression":
      return intermediate.repeat(3);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "NewExpression":
      return intermediate;
    case "TemplateLiteral": {
      if (node.expressions.length > 0) return joined(node.expressions.map((part) => expressionText(part)));
      return `"${node.quasis[0]?.value.cooked ?? ""}"`;
    }
    case "UnaryExpression":
      return unaryText(node);
    case "LogicalExpression":
    case "BinaryExpression": {
      const { left, operator, right } = node;
      // Chains are printed as one, and operations of constants are done before.
      const isCertain = [left, right].every((side) => !/^(?:Binary|Logical)Expression$/.test(side.type));
      if (!isCertain || (left.type === "Literal" && right.type === "Literal")) return undefined;
      return joined(["(", expressionText(left), ` ${operator} `, expressionText(right), ")"]);
    }
    default:
      return undefined;
  }
}

const intermediate = "(intermediate value)";

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
}

function literalText({ value, bigint, regex }: Literal): string | undefined {
  if (regex) return `/${regex.pattern}/${regex.flags}`;
  if (typeof bigint === "string") return undefined;
  return typeof value === "string" ? `"${value}"` : String(value);
}

function memberText({ object, property, computed, optional }: MemberExpression): string | undefined {
  if (object.type === "Super") return undefined;
  const chain = optional ? "?." : "";
  const key = computed ? literalKey(property) : nameOf(property);
  if (typeof key === "string") return joined([expressionText(object), chain || ".", key]);
  return joined([expressionText(object), chain, "[", expressionText(property), "]"]);
}

function nameOf(property: AnyNode): string | undefined {
  if (property.type === "PrivateIdentifier") return `#${property.name}`;
  return property.type === "Identifier" ? property.name : undefined;
}

/** Of a string that is a name in its own right; an index is printed in brackets. */
function literalKey(property: AnyNode): string | undefined {
  const text =
    property.type === "TemplateLiteral" && property.expressions.length === 0
      ? property.quasis[0]?.value.cooked
      : property.type === "Literal"
        ? property.value
        : undefined;
  return typeof text === "string" && !/^\d+$/.test(text) ? text : undefined;
}

function unaryText({ operator, argument }: UnaryExpression): string | undefined {
  if (argument.type === "Literal") {
    return operator === "-" && typeof argument.value === "number" ? `-${argument.value}` : undefined;
  }
  return joined(["(", operator, /^\w/.test(operator) ? " " : "", expressionText(argument), ")"]);
}
