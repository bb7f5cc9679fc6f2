import { judgeModule, type ModulePolicy } from "../contract/module-policy.ts";
import type { ModuleImport } from "../languages/code-facts.ts";
import type { Check, CheckResult } from "./check.ts";
import { modulesBelow } from "./modules-below.ts";

/** The sandbox refuses the same modules when the code runs: both read the target's module policy. */
export const blockedImport = {
  id: "blocked-import",
  severity: "error",
  summary: "The code imports a module that the platform does not offer or does not allow.",
  *run({ facts, contract }) {
    for (const imported of facts.imports) yield* refusals(imported, contract.modules);
  },
} as const satisfies Check;

/** What lies below an allowed module may be refused, and allowed below a refused one. */
function* refusals(imported: ModuleImport, policy: ModulePolicy): Generator<CheckResult> {
  const below = modulesBelow(imported).map(({ module, range }) => ({ range, verdict: judgeModule(policy, module) }));
  const verdict = judgeModule(policy, imported.module);
  const isCaught = imported.isGuarded && (verdict.allowed || !verdict.endsTheProgram);
  const severity = isCaught ? ({ severity: "warning" } as const) : {};
  if (!verdict.allowed) {
    const isLifted = below.length > 0 && below.every((each) => each.verdict.allowed);
    if (!isLifted) yield { message: verdict.reason, codeRange: imported.range, ...severity };
    return;
  }
  for (const each of below) {
    if (!each.verdict.allowed) yield { message: each.verdict.reason, codeRange: each.range, ...severity };
  }
}
