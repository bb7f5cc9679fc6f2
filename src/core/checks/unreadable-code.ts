import type { Check } from "./check.ts";

/** Nothing else can be said about code that does not parse. Problems of the workflow file itself carry the same id. */
export const unreadableCode = {
  id: "unreadable-code",
  severity: "error",
  summary: "The workflow file, the node or its code cannot be read.",
  *run({ facts }) {
    for (const { message, range } of facts.syntaxErrors.slice(0, 1)) yield { message, codeRange: range };
  },
} as const satisfies Check;
