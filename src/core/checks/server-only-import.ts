import { remarkOn } from "../contract/module-policy.ts";
import type { Check } from "./check.ts";
import { modulesBelow } from "./modules-below.ts";

/** The code is right for the platform, but a local run cannot show it. */
export const serverOnlyImport = {
  id: "server-only-import",
  severity: "warning",
  summary: "The code imports or uses something that the platform has, but that cannot do its work in a local run.",
  *run({ facts, contract }) {
    const { modules } = contract;
    for (const imported of facts.imports) {
      for (const reached of [imported, ...modulesBelow(imported)]) {
        const message = remarkOn(modules, modules.serverOnly, reached.module);
        if (message === undefined) continue;
        yield { message, codeRange: reached.range };
        break;
      }
    }
  },
} as const satisfies Check;
