import type { Check } from "./check.ts";

/** What an async main() returns has to be waited for; where nobody does, its result is lost. */
export const asyncMain = {
  id: "async-main",
  severity: "error",
  summary: "main() is async, but the platform does not wait for it.",
  *run({ node, facts, contract }) {
    if (facts.main.kind !== "function" || !facts.main.isAsync || contract.asyncMain === "awaited") return;
    yield {
      message:
        node.language === "python"
          ? "The platform does not await main(): it gets a coroutine, which cannot be turned into JSON, and the node fails. Write def main() without async."
          : "The platform does not wait for main(): it gets a promise, which becomes an empty object without any outputs. Write main() without async.",
      codeRange: facts.main.nameRange,
      severity: node.language === "python" || node.outputs.length > 0 ? "error" : "warning",
    };
  },
} as const satisfies Check;
