import type { Check } from "./check.ts";

/** The code stands in the same scope as the platform's own, whose names it cannot declare again. */
export const takenName = {
  id: "taken-name",
  severity: "error",
  summary: "The code declares a name that the platform's own code around it has taken.",
  *run({ facts, contract }) {
    for (const { name, scope, range } of facts.topLevelNames) {
      if (!contract.takenNames[scope].includes(name)) continue;
      const other = scope === "lexical" ? "" : "declare it with const or let, ";
      yield {
        message: `The platform's own code around this has taken the name "${name}", so the code cannot be loaded. Rename it, ${other}or move it into main().`,
        codeRange: range,
      };
    }
  },
} as const satisfies Check;
