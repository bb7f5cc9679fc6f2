import type { SyntaxNode } from "@lezer/common";
import { unknownValue, type Value } from "../flow/steps.ts";
import { childrenOf, rangeOf } from "../syntax-nodes.ts";
import type { Lowering } from "./lowering.ts";
import { constantString } from "./string-value.ts";

const moreKeys = { kind: "object", parts: [{ kind: "unknown-keys" }] } as const satisfies Value;

/** `a = b = value`, `a, b = values`, `a: int = value`, `a: int`. */
export function lowerAssignment(children: readonly SyntaxNode[], lowering: Lowering): void {
  const groups: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === "AssignOp") groups.push([]);
    else if (child.name !== "TypeDef") groups.at(-1)?.push(child);
  }
  const targets = groups.slice(0, -1);
  const source = groups.at(-1) ?? [];
  if (targets.length === 0) return;
  const value = sourceValue(source, lowering);
  const [target] = targets;
  if (targets.length === 1 && target?.length === 1 && target[0]?.name === "VariableName") {
    lowering.assign(lowering.text(target[0]), value);
    return;
  }
  lowering.forgetLocalsIn(value);
  for (const part of targets.flat()) assignUnknown(part, lowering);
}

function sourceValue(source: readonly SyntaxNode[], lowering: Lowering): Value {
  const [first, ...others] = source;
  if (!first) return unknownValue;
  if (others.length === 0) return lowering.value(first);
  for (const node of source) lowering.use(node, "escape");
  return { kind: "not-an-object", of: "tuple" };
}

/** A target of an assignment, a loop or a `with`. */
export function assignUnknown(target: SyntaxNode, lowering: Lowering): void {
  if (target.name === "VariableName") {
    lowering.add({ kind: "assign", local: lowering.text(target), value: unknownValue });
    return;
  }
  if (target.name !== "MemberExpression") {
    for (const child of childrenOf(target)) assignUnknown(child, lowering);
    return;
  }
  const [owner, , subscript, ...others] = childrenOf(target);
  for (const child of childrenOf(target)) lowering.use(child, "read");
  if (owner?.name !== "VariableName" || !subscript || subscript.name === "PropertyName") return;
  const local = lowering.text(owner);
  const key = others.length === 1 ? constantString(lowering.code, subscript) : undefined;
  if (key === undefined) lowering.add({ kind: "merge", local, value: moreKeys });
  else lowering.add({ kind: "set-key", local, key, range: rangeOf(subscript) });
}

/** `target += value`; only `|=` adds keys, and a key that is updated was there before. */
export function lowerUpdate(children: readonly SyntaxNode[], lowering: Lowering): void {
  const [target, operator, expression, ...others] = children;
  if (!target || !operator || !expression) return;
  const value = sourceValue([expression, ...others], lowering);
  if (target.name !== "VariableName") {
    lowering.forgetLocalsIn(value);
    lowering.use(target, "read");
    return;
  }
  const local = lowering.text(target);
  if (lowering.text(operator) !== "|=") lowering.add({ kind: "forget", local });
  else lowering.add({ kind: "merge", local, value: { kind: "object", parts: [{ kind: "spread", value }] } });
}

export function lowerDeletion(targets: readonly SyntaxNode[], lowering: Lowering): void {
  for (const target of targets) {
    const [owner, bracket, subscript, ...others] = childrenOf(target);
    if (target.name === "VariableName") {
      lowering.add({ kind: "assign", local: lowering.text(target), value: unknownValue });
    } else if (
      target.name === "MemberExpression" &&
      owner?.name === "VariableName" &&
      bracket?.name === "[" &&
      subscript
    ) {
      const key = others.length === 1 ? constantString(lowering.code, subscript) : undefined;
      const local = lowering.text(owner);
      lowering.add(key === undefined ? { kind: "forget", local } : { kind: "remove-key", local, key });
    } else if (target.name === "ParenthesizedExpression" || target.name === "TupleExpression") {
      lowerDeletion(childrenOf(target), lowering);
    } else {
      lowering.use(target, "read");
    }
  }
}

/** Every identifier in the original text, which a glossed copy may not show. */
export function targetNames(
  place: { readonly from: number; readonly to: number },
  lowering: Lowering,
): readonly string[] {
  const text = lowering.code.slice(place.from, place.to);
  return [...text.matchAll(/[\p{ID_Start}_]\p{ID_Continue}*/gu)].map(([name]) => name);
}
