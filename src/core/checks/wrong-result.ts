import type { AnyCheck } from "./check.ts";

/** The run itself succeeds, and the platform then refuses or loses what came of it. */
export const wrongResult = {
  id: "wrong-result",
  severity: "error",
  summary: "The code returns something, or nothing, that the platform does not take for its items.",
} as const satisfies AnyCheck;
