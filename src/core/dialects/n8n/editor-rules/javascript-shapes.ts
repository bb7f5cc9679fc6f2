import type { AnyNode, CallExpression, Identifier, MemberExpression } from "acorn";
import type { OffsetRange } from "../../../text/offset-range.ts";

export function rangeOf({ start, end }: AnyNode): OffsetRange {
  return { start, end };
}

export function isNamed(node: AnyNode | null | undefined, ...names: readonly string[]): node is Identifier {
  return node?.type === "Identifier" && names.includes(node.name);
}

/** `<object>.<name>` with one of the names, not `<object>[…]`. */
export function isMember(node: AnyNode | null | undefined, ...names: readonly string[]): node is MemberExpression {
  return node?.type === "MemberExpression" && !node.computed && isNamed(node.property, ...names);
}

/** `<object>.<name>(…)` */
export function isMethodCall(node: AnyNode | null | undefined, ...names: readonly string[]): node is CallExpression {
  return node?.type === "CallExpression" && isMember(node.callee, ...names);
}

/** `$(…)` */
export function isNodeCall(node: AnyNode | null | undefined): node is CallExpression {
  return node?.type === "CallExpression" && isNamed(node.callee, "$");
}

/** `$input` or `$(…)`: what gives items for certain. */
export function givesItems(node: AnyNode): boolean {
  return isNamed(node, "$input") || isNodeCall(node);
}

/** The text of a constant string, or of a template without substitutions. */
export function constantText(node: AnyNode | undefined): string | undefined {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node?.type !== "TemplateLiteral" || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** A name that stands for a variable, not for a property or a key. */
export function isReference(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === "MemberExpression") return parent.computed || parent.object === node;
  if (parent?.type === "Property") return parent.computed || parent.shorthand || parent.value === node;
  return parent?.type !== "MethodDefinition" && parent?.type !== "PropertyDefinition";
}
