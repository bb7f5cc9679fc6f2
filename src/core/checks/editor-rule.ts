import type { AnyCheck } from "./check.ts";

/** The platform's own words; an error only where a run really fails, a hint where the editor is mistaken. */
export const editorRule = {
  id: "editor-rule",
  severity: "error",
  summary: "The platform's own editor objects to this code.",
} as const satisfies AnyCheck;
