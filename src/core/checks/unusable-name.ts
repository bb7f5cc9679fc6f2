import type { AnyCheck } from "./check.ts";

/** The platform's editor complains about such a name and stores it all the same. */
export const unusableName = {
  id: "unusable-name",
  severity: "warning",
  summary: "An input or output has a name that other nodes cannot use, or that is declared twice.",
} as const satisfies AnyCheck;
