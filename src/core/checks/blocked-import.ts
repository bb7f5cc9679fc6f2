import { judgeModule } from "../dialects/module-policy.ts";
import type { Check } from "./check.ts";

/** The sandbox refuses the same modules when the code runs: both read the target's module policy. */
export const blockedImport = {
  id: "blocked-import",
  severity: "error",
  summary: "The code imports a module that the platform does not offer or does not allow.",
  *run({ facts, contract }) {
    for (const { module, range } of facts.imports) {
      const verdict = judgeModule(contract.modules, module);
      if (!verdict.allowed) yield { message: verdict.reason, codeRange: range };
    }
  },
} as const satisfies Check;
