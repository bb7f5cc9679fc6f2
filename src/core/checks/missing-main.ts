import type { Check } from "./check.ts";

/** The platform calls `main`; code that only defines other names fails at the call. */
export const missingMain = {
  id: "missing-main",
  severity: "error",
  summary: "The code does not define main(), which the platform calls.",
  *run({ node, facts }) {
    if (facts.main.kind !== "absent") return;
    const names = node.inputs.map(({ name }) => name).join(", ");
    const head = node.language === "python" ? `def main(${names}):` : `function main({ ${names} }) { … }`;
    const message =
      node.code.code.trim() === ""
        ? "The code is empty, and the platform's editor neither runs nor publishes it. Write"
        : "The code defines no main(). Put it into a function:";
    yield { message: `${message} ${head}` };
  },
} as const satisfies Check;
