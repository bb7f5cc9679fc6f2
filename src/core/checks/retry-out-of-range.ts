import type { AnyCheck } from "./check.ts";

/** A run takes the numbers as they are; the editor changes them the next time somebody opens the node. */
export const retryOutOfRange = {
  id: "retry-out-of-range",
  severity: "warning",
  summary: "The node retries more often, or waits longer or shorter, than the platform's editor allows.",
} as const satisfies AnyCheck;
