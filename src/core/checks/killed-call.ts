import { judgeModule } from "../contract/module-policy.ts";
import type { Check } from "./check.ts";

/** No `try` catches what the server's sandbox does to it. */
export const killedCall = {
  id: "killed-call",
  severity: "error",
  summary: "The code calls something that the server's sandbox ends the program for.",
  *run({ facts, contract }) {
    const { killedCalls = [], modules, target } = contract;
    if (killedCalls.length === 0) return;
    for (const { name, range, isCertain } of facts.moduleCalls ?? []) {
      const killed = killedCalls.find(({ calls }) => calls.some((call) => call.replace(":", ".") === name));
      // What cannot be imported is told there.
      if (!killed || !judgeModule(modules, name.slice(0, name.lastIndexOf("."))).allowed) continue;
      yield {
        message: `${target.label} ends the program there, and no try catches that. ${killed.reason.replace("{call}", `${name}()`)}`,
        codeRange: range,
        ...(!isCertain && { severity: "warning" as const }),
      };
    }
  },
} as const satisfies Check;
