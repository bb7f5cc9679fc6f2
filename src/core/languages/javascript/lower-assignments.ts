import type { SyntaxNode } from "@lezer/common";
import { unknownValue, type Value } from "../flow/steps.ts";
import { childrenOf, rangeOf, splitAtCommas } from "../syntax-nodes.ts";
import { boundNames } from "./declarations.ts";
import type { Lowering } from "./lowering.ts";
import { constantString } from "./string-value.ts";

const moreKeys = { kind: "object", parts: [{ kind: "unknown-keys" }] } as const satisfies Value;

/** `target = value`, `target.key ??= value`; gives what was assigned. */
export function lowerAssignment([target, operator, expression]: readonly SyntaxNode[], lowering: Lowering): Value {
  if (!target || !operator || !expression) return unknownValue;
  const sign = lowering.text(operator);
  const value = lowering.value(expression);
  if (target.name === "VariableName") {
    const local = lowering.local(lowering.text(target));
    if (sign === "=") {
      lowering.assign(local, value);
      return { kind: "local", name: local };
    }
    lowering.forgetLocalsIn(value);
    lowering.add({ kind: "forget", local });
    return unknownValue;
  }
  lowering.forgetLocalsIn(value);
  const addsKey = sign === "=" || sign === "??=" || sign === "||=";
  if (addsKey || target.name !== "MemberExpression") assignUnknown(target, lowering);
  else lowering.use(target, "read");
  return unknownValue;
}

/** A target that gets something which is not followed. */
export function assignUnknown(target: SyntaxNode, lowering: Lowering): void {
  if (target.name === "VariableName" || target.name === "VariableDefinition") {
    lowering.add({ kind: "assign", local: lowering.local(lowering.text(target)), value: unknownValue });
  } else if (target.name === "MemberExpression") {
    const member = memberOf(target, lowering);
    for (const child of childrenOf(target)) lowering.use(child, "read");
    if (!member) return;
    if (member.key === undefined) lowering.add({ kind: "merge", local: member.local, value: moreKeys });
    else lowering.add({ kind: "set-key", local: member.local, key: member.key, range: rangeOf(member.node) });
  } else {
    for (const child of childrenOf(target)) assignUnknown(child, lowering);
  }
}

/** `delete local.key`. */
export function removeTarget(target: SyntaxNode, lowering: Lowering): void {
  const member = target.name === "MemberExpression" ? memberOf(target, lowering) : undefined;
  if (!member) return;
  const { local, key } = member;
  lowering.add(key === undefined ? { kind: "forget", local } : { kind: "remove-key", local, key });
}

interface Member {
  readonly local: string;
  readonly key: string | undefined;
  readonly node: SyntaxNode;
}

function memberOf(target: SyntaxNode, lowering: Lowering): Member | undefined {
  const [owner, access, node] = childrenOf(target);
  if (owner?.name !== "VariableName" || !access || !node) return undefined;
  const key = access.name === "[" ? constantString(lowering.code, node) : lowering.text(node);
  return { local: lowering.local(lowering.text(owner)), key, node };
}

/** `const a = 1, { b } = c` */
export function lowerDeclaration(node: SyntaxNode, lowering: Lowering): void {
  const [keyword, ...others] = childrenOf(node).filter((child) => child.name !== ";");
  for (const [target, equals, expression] of splitAtCommas(others)) {
    if (!target) continue;
    if (equals && expression && target.name === "VariableDefinition") {
      lowering.assign(lowering.local(lowering.text(target)), lowering.value(expression));
    } else if (target.name === "VariableDefinition") {
      const isReset = keyword?.name !== "var";
      const local = lowering.local(lowering.text(target));
      if (isReset) lowering.add({ kind: "assign", local, value: { kind: "nothing" } });
    } else {
      if (expression) lowering.use(expression, expression.name === "VariableName" ? "read" : "escape");
      for (const name of boundNames(lowering.code, target)) {
        lowering.add({ kind: "assign", local: lowering.local(name), value: unknownValue });
      }
    }
  }
}
