import type { AnyCheck } from "./check.ts";

/** In the platform's own words. Modules that may not be imported are findings of `blocked-import` instead. */
export const securityViolation = {
  id: "security-violation",
  severity: "error",
  summary: "The Python code holds what the platform's security rules refuse, before any of it runs.",
} as const satisfies AnyCheck;
