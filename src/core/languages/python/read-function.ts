import type { SyntaxNode } from "@lezer/common";
import type { MainFunction, ReturnPath } from "../code-facts.ts";
import { followSteps } from "../flow/follow-steps.ts";
import { childNamed, childrenOf, holdsError, rangeOf } from "../syntax-nodes.ts";
import { bodySteps } from "./lower-blocks.ts";
import { lowerUse, lowerValue } from "./lower-expressions.ts";
import { lowerStatement } from "./lower-statements.ts";
import { Lowering } from "./lowering.ts";
import { readParameters } from "./parameters.ts";

/** Facts about a `def` or a `lambda`, bound to the name at `nameNode`. */
export function readFunction(
  code: string,
  definition: SyntaxNode,
  nameNode: SyntaxNode,
  hidesEffects = false,
): MainFunction {
  const lowering = new Lowering(code, { value: lowerValue, use: lowerUse, statement: lowerStatement });
  const returns =
    definition.name === "LambdaExpression"
      ? lambdaReturns(definition, lowering, hidesEffects)
      : defReturns(definition, nameNode, lowering, hidesEffects);
  const list = childNamed(definition, "ParamList");
  const place = list ?? definition;
  return {
    kind: "function",
    nameRange: rangeOf(nameNode),
    isAsync: definition.firstChild?.name === "async",
    isGenerator: lowering.isGenerator,
    parameters: list ? readParameters(code, list) : [],
    parametersRange: list ? rangeOf(list) : { start: place.from, end: place.from },
    readsArguments: false,
    returns,
  };
}

/** The ways out of code that is the body of a function, as the tree of a script. */
export function readBodyReturns(code: string, script: SyntaxNode, hidesEffects = false): readonly ReturnPath[] {
  const lowering = new Lowering(code, { value: lowerValue, use: lowerUse, statement: lowerStatement });
  const steps = bodySteps(script, lowering);
  const place = script.lastChild ?? script;
  if (lowering.isGenerator) return [{ range: rangeOf(place), value: { kind: "unknown" } }];
  const endRange = endOf(script, script, code);
  return followSteps({ steps, sharedLocals: lowering.shared, isBroken: hidesEffects || holdsError(script), endRange });
}

function lambdaReturns(definition: SyntaxNode, lowering: Lowering, hidesEffects: boolean): readonly ReturnPath[] {
  const body = definition.lastChild;
  if (!body || body.type.isError || body.name === ":") return [];
  const steps = lowering.apart(() => {
    lowering.add({ kind: "return", range: rangeOf(body), value: lowering.value(body) });
  });
  const isBroken = hidesEffects || holdsError(definition);
  return followSteps({ steps, sharedLocals: lowering.shared, isBroken, endRange: rangeOf(body) });
}

function defReturns(
  definition: SyntaxNode,
  nameNode: SyntaxNode,
  lowering: Lowering,
  hidesEffects: boolean,
): readonly ReturnPath[] {
  const body = childNamed(definition, "Body");
  const steps = bodySteps(body, lowering);
  if (lowering.isGenerator) return [{ range: rangeOf(nameNode), value: { kind: "unknown" } }];
  const isBroken = hidesEffects || !body || childrenOf(body).length < 2 || holdsError(definition);
  return followSteps({
    steps,
    sharedLocals: lowering.shared,
    isBroken,
    endRange: endOf(body, nameNode, lowering.code),
  });
}

/** The last line of the body, where the end is reached. */
function endOf(body: SyntaxNode | undefined, nameNode: SyntaxNode, code: string) {
  const last = body?.lastChild;
  if (!last) return rangeOf(nameNode);
  const text = code.slice(last.from, last.to).trimEnd();
  const lineStart = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
  const indentation = text.slice(lineStart).length - text.slice(lineStart).trimStart().length;
  return { start: last.from + lineStart + indentation, end: last.from + text.length };
}
