import type { AnyCheck } from "./check.ts";

/** The platform passes null for what is not there, so nothing fails before the code does. */
export const wrongReference = {
  id: "wrong-reference",
  severity: "warning",
  summary: "An input takes its value from a node, output or variable that is not there or has not run yet.",
} as const satisfies AnyCheck;
