import { takesInputsByPosition } from "../contract/argument-passing.ts";
import type { MainFunction } from "../languages/code-facts.ts";
import type { Input } from "../workflow/code-node.ts";
import type { Check } from "./check.ts";

/** The published page shows `main(data)`; a real server passes one object that holds all inputs. */
export const positionalParameters = {
  id: "positional-parameters",
  severity: "warning",
  summary: "A JavaScript main() takes its inputs by position, which only the published documents promise.",
  compares: "inputs",
  *run({ node, facts, contract }) {
    const { main } = facts;
    if (main.kind !== "function" || contract.argumentPassing === "by-keyword") return;
    const takesAll = takesInputsByPosition(main, node.inputs);
    if (!takesAll && !(contract.argumentPassing === "one-object" && takesSeveral(main, node.inputs))) return;
    const names = node.inputs.map(({ name }) => name).join(", ");
    // A single parameter may be meant as the object, whatever its name.
    const severity = main.parameters.length > 1 ? "error" : "warning";
    yield contract.argumentPassing === "one-object"
      ? {
          message: `main() gets one object that holds all inputs, not arguments by position. Write main({ ${names} }).`,
          codeRange: main.parametersRange,
          severity,
        }
      : {
          message: `A real server passes one object, not arguments by position. Write main({ ${names} }): it works in both.`,
          codeRange: main.parametersRange,
        };
  },
} as const satisfies Check;

/** Of one alone it cannot be told whether it is meant as the object. */
function takesSeveral({ parameters }: MainFunction, inputs: readonly Input[]): boolean {
  const names = new Set(inputs.map(({ name }) => name));
  return (
    parameters.length > 1 && parameters.every((parameter) => parameter.kind === "named" && names.has(parameter.name))
  );
}
