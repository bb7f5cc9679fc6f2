import type { SyntaxNode } from "@lezer/common";
import type { MainFunction, ReturnPath } from "../code-facts.ts";
import { followSteps } from "../flow/follow-steps.ts";
import { childNamed, childrenOf, holdsError, rangeOf } from "../syntax-nodes.ts";
import { isFunctionNode } from "./declarations.ts";
import { lowerStatement } from "./lower-statements.ts";
import { functionBody, lowerUse, parameterNames } from "./lower-uses.ts";
import { lowerValue } from "./lower-values.ts";
import { Lowering } from "./lowering.ts";
import { readParameters } from "./parameters.ts";

/** Facts about a function, an arrow or a function expression, bound to the name at `nameNode`. */
export function readFunction(
  code: string,
  definition: SyntaxNode,
  nameNode: SyntaxNode,
  hidesEffects = false,
): MainFunction {
  const isGenerator = childNamed(definition, "Star") !== undefined;
  const list = childNamed(definition, "ParamList");
  const body = functionBody(definition);
  return {
    kind: "function",
    nameRange: rangeOf(nameNode),
    isAsync: definition.firstChild?.name === "async",
    isGenerator,
    parameters: list ? readParameters(code, list) : [],
    parametersRange: rangeOf(list ?? nameNode),
    readsArguments: definition.name !== "ArrowFunction" && body !== undefined && readsArguments(code, body),
    returns: isGenerator
      ? [{ range: rangeOf(nameNode), value: { kind: "unknown" } }]
      : returnsOf(code, definition, body, hidesEffects),
  };
}

/** The ways out of code that is the body of a function, as the tree of a script. */
export function readBodyReturns(code: string, script: SyntaxNode, hidesEffects = false): readonly ReturnPath[] {
  const lowering = new Lowering(code, { value: lowerValue, use: lowerUse, statement: lowerStatement });
  const steps = lowering.functionSteps([], script);
  const last = childrenOf(script).at(-1);
  const lineStart = last ? code.slice(0, last.to).lastIndexOf("\n") + 1 : script.to;
  const endRange = last
    ? { start: Math.max(last.from, lineStart), end: last.to }
    : { start: script.to, end: script.to };
  return followSteps({ steps, sharedLocals: lowering.shared, isBroken: hidesEffects || holdsError(script), endRange });
}

function returnsOf(
  code: string,
  definition: SyntaxNode,
  body: SyntaxNode | undefined,
  hidesEffects: boolean,
): readonly ReturnPath[] {
  if (!body || body.type.isError) return [];
  const lowering = new Lowering(code, { value: lowerValue, use: lowerUse, statement: lowerStatement });
  const steps = lowering.functionSteps(parameterNames(definition, lowering), body);
  const endRange = { start: Math.max(body.from, body.to - 1), end: body.to };
  return followSteps({
    steps,
    sharedLocals: lowering.shared,
    isBroken: hidesEffects || holdsError(definition),
    endRange,
  });
}

/** Arrows see the `arguments` of the function around them; other functions have their own. */
function readsArguments(code: string, node: SyntaxNode): boolean {
  return childrenOf(node).some((child) => {
    if (child.name === "VariableName") return code.slice(child.from, child.to) === "arguments";
    if (isFunctionNode(child) && child.name !== "ArrowFunction") return false;
    return readsArguments(code, child);
  });
}
