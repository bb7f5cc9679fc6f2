import type { MainFunction, Parameter } from "../languages/code-facts.ts";
import { canNameParameter } from "../languages/python/parameter-name.ts";
import type { Check, CheckResult, CheckSubject } from "./check.ts";

/** Inputs are passed by name; in Python a `main()` that does not take one fails at the call. */
export const missingParameter = {
  id: "missing-parameter",
  severity: "error",
  summary: "main() does not take an input that the node declares.",
  compares: "inputs",
  *run(subject) {
    const { main } = subject.facts;
    if (main.kind !== "function") return;
    const results = subject.contract.argumentPassing === "by-keyword" ? notTakenByKeyword : notTakenFromObject;
    yield* results(subject, main);
  },
} as const satisfies Check;

function* notTakenByKeyword({ node }: CheckSubject, main: MainFunction): Generator<CheckResult> {
  if (main.parameters.some(({ kind }) => kind === "keyword-rest" || kind === "opaque")) return;
  const named = new Map(main.parameters.map((each) => [each.kind === "named" ? each.name : undefined, each]));
  for (const { name } of declaredOnce(node.inputs)) {
    const parameter = named.get(name);
    if (!parameter) {
      const remedy = canNameParameter(name)
        ? `Add a parameter ${name}, or remove the input from the node.`
        : "No parameter can have that name: rename the input, or take **kwargs.";
      yield {
        message: `main() does not take the input "${name}", so the call fails. ${remedy}`,
        codeRange: main.parametersRange,
      };
    } else if (parameter.kind === "named" && parameter.filledBy === "position") {
      yield {
        message: `main() takes "${name}" by position only, but inputs are passed by name, so the call fails. Remove the "/" from the parameters.`,
        codeRange: parameter.range,
      };
    }
  }
}

/** JavaScript fails at nothing here: an input that is not taken is only lost, hence a warning. */
function* notTakenFromObject({ node, contract }: CheckSubject, main: MainFunction): Generator<CheckResult> {
  if (main.readsArguments) return;
  const taken = namesTaken(main.parameters, contract.argumentPassing === "one-object-or-positions");
  if (taken === "everything") return;
  for (const { name } of declaredOnce(node.inputs)) {
    if (taken.has(name)) continue;
    yield {
      message: `main() does not read the input "${name}". Add it to the parameters, main({ … ${name} }), or remove the input from the node.`,
      codeRange: main.parametersRange,
      severity: "warning",
    };
  }
}

function namesTaken(parameters: readonly Parameter[], mayTakePositions: boolean): ReadonlySet<string> | "everything" {
  const [first, ...others] = parameters;
  if (!first) return new Set();
  if (first.kind === "object-pattern" && !first.takesRest) return new Set(first.keys.map(({ name }) => name));
  const named = parameters.flatMap((parameter) => (parameter.kind === "named" ? [parameter.name] : []));
  const meansPositions = mayTakePositions && others.length > 0 && named.length === parameters.length;
  return meansPositions ? new Set(named) : "everything";
}

function declaredOnce<T extends { readonly name: string }>(declared: readonly T[]): readonly T[] {
  const byName = new Map(declared.toReversed().map((each) => [each.name, each]));
  return declared.filter((each) => byName.get(each.name) === each);
}
