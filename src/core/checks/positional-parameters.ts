import { takesInputsByPosition } from "../dialects/argument-passing.ts";
import type { Check } from "./check.ts";

/** The published page shows `main(data)`; a real server passes one object that holds all inputs. */
export const positionalParameters = {
  id: "positional-parameters",
  severity: "warning",
  summary: "A JavaScript main() takes its inputs by position, which only the published documents promise.",
  compares: "inputs",
  *run({ node, facts, contract }) {
    if (facts.main.kind !== "function" || contract.argumentPassing === "by-keyword") return;
    if (!takesInputsByPosition(facts.main, node.inputs)) return;
    const names = node.inputs.map(({ name }) => name).join(", ");
    // A single parameter may be meant as the object, whatever its name.
    const severity = facts.main.parameters.length > 1 ? "error" : "warning";
    yield contract.argumentPassing === "one-object"
      ? {
          message: `main() gets one object that holds all inputs, not arguments by position. Write main({ ${names} }).`,
          codeRange: facts.main.parametersRange,
          severity,
        }
      : {
          message: `A real server passes one object, not arguments by position. Write main({ ${names} }): it works in both.`,
          codeRange: facts.main.parametersRange,
        };
  },
} as const satisfies Check;
