import type { Check } from "./check.ts";

/** The platform calls `main`; code that only defines other names fails at the call. */
export const missingMain = {
  id: "missing-main",
  severity: "error",
  summary: "The code does not define main(), which the platform calls.",
  *run({ node, facts }) {
    if (facts.main.kind !== "absent") return;
    const head = node.language === "python" ? "def main(…):" : "function main({ … }) { … }";
    yield {
      message: `The code defines no main(). Put it into a function: ${head.replace("…", node.inputs.map(({ name }) => name).join(", "))}`,
    };
  },
} as const satisfies Check;
