import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import type { Finding, Severity } from "../core/checks/check.ts";
import { indexLines, positionRange } from "../core/text/line-index.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostics(text: string, findings: readonly Finding[]): Diagnostic[] {
  const lines = indexLines(text);
  return findings.map(({ check, severity, message, range }) => ({
    range: positionRange(lines, range),
    severity: severities[severity],
    code: check,
    source: "Code Nodes",
    message,
  }));
}
