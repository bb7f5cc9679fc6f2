import type { SyntaxNode } from "@lezer/common";
import { localsIn, type Steps } from "../flow/steps.ts";
import { flatten } from "../flow/weaken.ts";
import { childNamed, childrenNamed, childrenOf } from "../syntax-nodes.ts";
import type { Lowering } from "./lowering.ts";

/** A function or class inside this one: outer locals that it may keep or change are no longer followed. */
export function shareWithDefinition(node: SyntaxNode, lowering: Lowering): void {
  const inner = lowering.nested();
  const body = childNamed(node, "Body");
  const steps = inner.apart(() => {
    for (const statement of body ? childrenOf(body) : []) inner.statement(statement);
  });
  share(steps, inner, parameterNames(node, lowering), lowering);
}

export function shareWithLambda(node: SyntaxNode, lowering: Lowering): void {
  const inner = lowering.nested();
  const body = node.lastChild;
  const steps = inner.apart(() => {
    if (body) inner.use(body, "escape");
  });
  share(steps, inner, parameterNames(node, lowering), lowering);
}

function share(steps: Steps, inner: Lowering, parameters: readonly string[], outer: Lowering): void {
  const parameterSet = new Set(parameters);
  const own = new Set(parameters);
  const used = new Set<string>();
  for (const step of flatten(steps)) {
    if (step.kind === "assign") own.add(step.local);
    else if ("local" in step) used.add(step.local);
    if (step.kind === "return") for (const local of localsIn(step.value)) used.add(local);
  }
  for (const name of used) if (!own.has(name)) outer.shared.add(name);
  // Declared global or nonlocal, or shared with a function still further inside.
  for (const name of inner.shared) if (!parameterSet.has(name)) outer.shared.add(name);
}

function parameterNames(node: SyntaxNode, lowering: Lowering): readonly string[] {
  const list = childNamed(node, "ParamList");
  return list ? childrenNamed(list, "VariableName").map((name) => lowering.text(name)) : [];
}
