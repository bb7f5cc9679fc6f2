import type { EditedCode, EditorDiagnostic } from "./edited-code.ts";
import { itemPropertyRules } from "./item-rules.ts";
import { modeRules } from "./mode-rules.ts";
import { returnRules } from "./return-rules.ts";

/**
 * The 15 rules of the linter in n8n's editor, by place. It looks at JavaScript that parses, and never at scopes.
 * Source of rules and texts: facts about n8n 2.41.1, executed with the linter of 2.27.4, 2026-09.
 */
export function lintAsEditor(code: EditedCode): readonly EditorDiagnostic[] {
  const found = [...modeRules, ...returnRules, ...itemPropertyRules].flatMap((rule) => [...rule(code)]);
  return found.sort((one, other) => one.range.start - other.range.start);
}
