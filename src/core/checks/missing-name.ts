import type { Check } from "./check.ts";

/** A name that nobody binds fails where it is used; behind `typeof` or inside a `try` it may be meant to. */
export const missingName = {
  id: "missing-name",
  severity: "error",
  summary: "The code uses a name that it does not declare and that the platform does not have.",
  *run({ facts, contract: { names } }) {
    if (!names) return;
    for (const { name, range, use } of facts.body?.foreignNames ?? []) {
      const remedy = names.missing.get(name);
      if (use === "guarded" || names.known?.has(name) || (remedy === undefined && !names.known)) continue;
      yield {
        message: `${name} is not defined in this code. ${remedy ?? "Declare it, or correct the name."}`,
        codeRange: range,
        // It may never be reached, or a release to come may have such a name.
        ...(use === "perhaps" || (remedy === undefined && name.startsWith("$")) ? { severity: "warning" } : {}),
      };
    }
  },
} as const satisfies Check;
