import { remarkOn } from "../contract/module-policy.ts";
import type { Check } from "./check.ts";

/** Off at first: such modules work, nobody has promised them. */
export const unpublishedImport = {
  id: "unpublished-import",
  severity: "hint",
  summary: "The code imports a module that works, but that the platform's published list does not name (off at first).",
  *run({ facts, contract }) {
    for (const { module, range } of facts.imports) {
      const message = remarkOn(contract.modules, contract.modules.unpublished, module);
      if (message !== undefined) yield { message, codeRange: range };
    }
  },
} as const satisfies Check;
