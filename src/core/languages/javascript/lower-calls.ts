import type { SyntaxNode } from "@lezer/common";
import { unknownValue, type Value } from "../flow/steps.ts";
import { childNamed, childrenOf, splitAtCommas } from "../syntax-nodes.ts";
import { spreadPart } from "./lower-objects.ts";
import type { Lowering } from "./lowering.ts";

/** Functions that keep no reference to what they are given and change nothing in it. */
const readingFunctions =
  /^(?:console\.\w+|JSON\.stringify|Object\.(?:keys|values|entries|hasOwn|isFrozen)|Array\.isArray|String|Number|Boolean|parseInt|parseFloat|isNaN|Number\.\w+|Math\.\w+|encodeURIComponent|structuredClone)$/;
const readingMethods = new Set(["hasOwnProperty", "toString", "toLocaleString", "valueOf", "propertyIsEnumerable"]);

export function endsProcess(call: SyntaxNode, lowering: Lowering): boolean {
  return /^process\.(?:exit|abort)\(/.test(lowering.text(call));
}

/** What a call gives; what it may do to locals becomes steps. */
export function lowerCall(call: SyntaxNode, lowering: Lowering): Value {
  const callee = call.firstChild;
  const list = childNamed(call, "ArgList");
  if (!callee || !list) return unknownValue;
  const name = lowering.text(callee);
  const args = splitAtCommas(childrenOf(list).slice(1, -1));
  const hasSpread = args.some(([first]) => first?.name === "Spread");
  const [first] = args[0] ?? [];
  if (name === "Object.assign" && first && !hasSpread) {
    return objectAssign(
      first,
      args.slice(1).flatMap(([argument]) => argument ?? []),
      lowering,
    );
  }
  if (name === "Promise.resolve" && !hasSpread) return first ? lowering.value(first) : { kind: "nothing" };
  if (name === "Object.freeze" && first && !hasSpread) return lowering.value(first);
  if (name === "structuredClone" && first?.name === "VariableName") {
    return { kind: "local", name: lowering.local(lowering.text(first)), isCopy: true };
  }
  useCallee(callee, lowering);
  const use = readingFunctions.test(name) ? "read" : "escape";
  for (const argument of args.flat()) if (argument.name !== "Spread") lowering.use(argument, use);
  return unknownValue;
}

function useCallee(callee: SyntaxNode, lowering: Lowering): void {
  const [owner, , property] = childrenOf(callee);
  const isMethod = callee.name === "MemberExpression" && owner?.name === "VariableName";
  if (isMethod && !(property && readingMethods.has(lowering.text(property)))) lowering.use(owner, "escape");
  else if (callee.name !== "VariableName") lowering.use(callee, "read");
}

/** `Object.assign(target, …)`: the target itself, with the keys of the others. */
function objectAssign(target: SyntaxNode, others: readonly SyntaxNode[], lowering: Lowering): Value {
  if (target.name === "VariableName") {
    const local = lowering.local(lowering.text(target));
    const parts = others.map((other) => spreadPart(other, lowering));
    lowering.add({ kind: "merge", local, value: { kind: "object", parts } });
    return { kind: "local", name: local };
  }
  const parts = [target, ...others].map((argument) => spreadPart(argument, lowering));
  return target.name === "ObjectExpression" ? { kind: "object", parts } : unknownValue;
}
