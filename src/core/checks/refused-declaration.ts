import type { ReadingCheck } from "./check.ts";

/** An import does not look into a node; only the run does, and then the whole workflow fails. */
export const refusedDeclaration = {
  id: "refused-declaration",
  severity: "error",
  summary: "The node declares something that the platform imports but refuses to run.",
} as const satisfies ReadingCheck;
