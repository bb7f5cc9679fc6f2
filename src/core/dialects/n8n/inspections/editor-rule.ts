import type { Fix, Severity } from "../../../checks/check.ts";
import type { Inspection } from "../../dialect.ts";
import type { EditorDiagnostic } from "../editor-rules/edited-code.ts";
import { lintAsEditor } from "../editor-rules/editor-rules.ts";
import type { InspectedJavaScript } from "./inspected-javascript.ts";

/** What n8n's own editor says, as grave as it is when the code runs. */
export function* inspectAsEditor({ subject, n8n, program, nodes, bound }: InspectedJavaScript): Generator<Inspection> {
  const { code } = subject.node.code;
  const binaryMode = n8n.workflow?.binaryMode ?? "separate";
  const edited = { code, program, nodes, mode: n8n.mode, binaryMode, isBound: (name: string) => bound.has(name) };
  for (const { range, message, atRunTime, fix } of lintAsEditor(edited)) {
    // With a `$` of its own the code means something else than n8n's editor takes it for.
    const severity = bound.has("$") && atRunTime === "warning" ? "hint" : atRunTime;
    const fixes = fix ? { fixes: [fixOf(fix, severity)] } : {};
    yield { check: "editor-rule", message, codeRange: range, severity, ...fixes };
  }
}

/** "Remove" leaves a gap, and what is only a hint may be right as it is. */
function fixOf({ name, range, text }: NonNullable<EditorDiagnostic["fix"]>, severity: Severity): Fix {
  const needsLook = name === "Remove" || severity === "hint";
  return { title: name, codeEdits: [{ range, newText: text }], ...(needsLook ? { needsLook } : {}) };
}
