import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import type { Finding, Severity } from "../core/checks/check.ts";
import { type LineIndex, positionRange } from "../core/text/line-index.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** `lines`: of the text that the findings lie in. */
export function toDiagnostics(lines: LineIndex, findings: readonly Finding[]): Diagnostic[] {
  return findings.map((finding) => toDiagnostic(lines, finding));
}

export function toDiagnostic(lines: LineIndex, { check, severity, message, range }: Finding): Diagnostic {
  return {
    range: positionRange(lines, range),
    severity: severities[severity],
    code: check,
    source: "Code Nodes",
    message,
  };
}
