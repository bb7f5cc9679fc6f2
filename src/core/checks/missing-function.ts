import type { AnyCheck } from "./check.ts";

/** The name is there, and what is asked of it is not. */
export const missingFunction = {
  id: "missing-function",
  severity: "error",
  summary: "The code uses a function that the platform does not have there, or refuses in this mode.",
} as const satisfies AnyCheck;
