import type { MainFunction } from "../languages/code-facts.ts";
import type { Input } from "../workflow/code-node.ts";
import type { Check, CheckResult, CheckSubject } from "./check.ts";

/** The platform passes nothing but the declared inputs. */
export const unknownParameter = {
  id: "unknown-parameter",
  severity: "error",
  summary: "main() has a parameter that no input of the node fills.",
  compares: "inputs",
  *run(subject) {
    const { main } = subject.facts;
    if (main.kind !== "function") return;
    yield* subject.contract.argumentPassing === "by-keyword"
      ? notFilledByKeyword(subject, main)
      : notFilledByObject(subject, main);
  },
} as const satisfies Check;

function* notFilledByKeyword({ node }: CheckSubject, main: MainFunction): Generator<CheckResult> {
  const declared = namesOf(node.inputs);
  for (const parameter of main.parameters) {
    if (parameter.kind !== "named" || parameter.hasDefault || declared.has(parameter.name)) continue;
    yield {
      message: `No input is called "${parameter.name}", so the call of main() fails. ${remedy(node.inputs, parameter.name)}`,
      codeRange: parameter.range,
    };
  }
}

function* notFilledByObject({ node, contract }: CheckSubject, main: MainFunction): Generator<CheckResult> {
  const [first, ...others] = main.parameters;
  const declared = namesOf(node.inputs);
  if (first?.kind === "object-pattern") {
    for (const key of first.keys) {
      if (key.hasDefault || declared.has(key.name)) continue;
      yield {
        message: `No input is called "${key.name}", so it is undefined here. ${remedy(node.inputs, key.name)}`,
        codeRange: key.range,
      };
    }
  }
  // One plain parameter is the object of all inputs; several are meant as inputs by position.
  const meantAsInputs =
    contract.argumentPassing === "one-object-or-positions" && first?.kind === "named" ? [first] : [];
  if (others.length === 0) return;
  for (const parameter of [...meantAsInputs, ...others]) {
    if (parameter.kind !== "named" || parameter.hasDefault || declared.has(parameter.name)) continue;
    yield {
      message: `No input is called "${parameter.name}", so it is not filled. ${remedy(node.inputs, parameter.name)}`,
      codeRange: parameter.range,
    };
  }
}

function namesOf(inputs: readonly Input[]): ReadonlySet<string> {
  return new Set(inputs.map(({ name }) => name));
}

function remedy(inputs: readonly Input[], name: string): string {
  const declared = inputs.length > 0 ? ` (it declares ${firstNamed(inputs)})` : "";
  return `Declare an input "${name}" in the node${declared}, give the parameter a default, or remove it.`;
}

/** More than anybody reads in a message. */
const mostNamed = 40;

function firstNamed(inputs: readonly Input[]): string {
  const named = inputs.slice(0, mostNamed).map(({ name }) => `"${name}"`);
  return named.join(", ") + (inputs.length > mostNamed ? " …" : "");
}
