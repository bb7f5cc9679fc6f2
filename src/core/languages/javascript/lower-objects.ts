import type { SyntaxNode } from "@lezer/common";
import type { ObjectPart, Option, Value } from "../flow/steps.ts";
import { childNamed, childrenOf, rangeOf } from "../syntax-nodes.ts";
import type { Lowering } from "./lowering.ts";
import { constantString } from "./string-value.ts";

export function lowerObject(children: readonly SyntaxNode[], lowering: Lowering): Value {
  const properties = children.filter((child) => child.name === "Property");
  return { kind: "object", parts: properties.map((property) => propertyPart(property, lowering)) };
}

function propertyPart(property: SyntaxNode, lowering: Lowering): ObjectPart {
  const children = childrenOf(property);
  if (children[0]?.name === "Spread") {
    return children[1] ? spreadPart(children[1], lowering) : { kind: "unknown-keys" };
  }
  const key = children.find((child) => ["PropertyDefinition", "String", "Number", "["].includes(child.name));
  const colon = children.findIndex((child) => child.name === ":");
  const value = colon === -1 ? undefined : children[colon + 1];
  const name = key ? propertyName(key, lowering) : undefined;
  if (key?.name === "[" && key.nextSibling) lowering.use(key.nextSibling, "read");
  if (value) lowering.use(value, "escape");
  else if (childNamed(property, "ParamList")) lowering.use(property, "escape");
  else if (key?.name === "PropertyDefinition")
    lowering.add({ kind: "forget", local: lowering.local(lowering.text(key)) });
  const isPrototype = name === "__proto__" && key?.name !== "[" && value !== undefined;
  if (!key || name === undefined || isPrototype) return { kind: "unknown-keys" };
  const shown = key.name === "[" ? key.nextSibling : key;
  return { kind: "key", name, range: rangeOf(shown ?? key) };
}

function propertyName(key: SyntaxNode, lowering: Lowering): string | undefined {
  const text = lowering.text(key);
  if (key.name === "PropertyDefinition") return text.includes("\\") ? undefined : text;
  if (key.name === "Number") return Number.isNaN(Number(text)) ? undefined : String(Number(text));
  if (key.name === "[") return key.nextSibling ? constantString(lowering.code, key.nextSibling) : undefined;
  return constantString(lowering.code, key);
}

export function spreadPart(node: SyntaxNode, lowering: Lowering): ObjectPart {
  return { kind: "spread", value: asSpread(node, lowering.value(node), lowering) };
}

const noKeys = { kind: "object", parts: [] } as const satisfies Value;

/** Spreading what is no object adds nothing: `...(flag && { a })`, `...(flag ? { a } : null)`. */
function asSpread(node: SyntaxNode, value: Value, lowering: Lowering): Value {
  if (value.kind !== "choice") return value;
  const conjunction = leftOfConjunction(node, lowering);
  const spreadOption = (option: Option): Option => {
    const isFalsy = conjunction?.from === option.range.start && conjunction.to === option.range.end;
    const addsNothing = isFalsy || option.value.kind === "nothing" || option.value.kind === "not-an-object";
    return addsNothing ? { ...option, value: noKeys } : option;
  };
  return { kind: "choice", options: value.options.map(spreadOption) };
}

function leftOfConjunction(node: SyntaxNode, lowering: Lowering): SyntaxNode | undefined {
  if (node.name === "ParenthesizedExpression") {
    const inner = childrenOf(node)[1];
    return inner ? leftOfConjunction(inner, lowering) : undefined;
  }
  const [left, operator] = childrenOf(node);
  return node.name === "BinaryExpression" && operator && lowering.text(operator) === "&&" ? left : undefined;
}
