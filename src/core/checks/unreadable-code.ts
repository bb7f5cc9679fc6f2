import type { Check } from "./check.ts";

/** Nothing else can be said about code that does not parse. Problems of the workflow file itself carry the same id. */
export const unreadableCode = {
  id: "unreadable-code",
  severity: "error",
  summary: "The workflow file, the node or its code cannot be read.",
  *run({ facts }) {
    if (facts.isTooDeep) {
      const message =
        "This code is nested too deep to be checked: hundreds of brackets, blocks or operators stand inside each other. Take it apart, into variables or functions, to have it checked.";
      yield { message, severity: "warning" };
    }
    for (const { message, range } of facts.syntaxErrors.slice(0, 1)) yield { message, codeRange: range };
  },
} as const satisfies Check;
