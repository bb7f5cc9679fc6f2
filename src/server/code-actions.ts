import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Finding, Fix } from "../core/checks/check.ts";
import { once } from "../core/once.ts";
import type { InSteps } from "../core/sources/in-steps.ts";
import { placeFix } from "../core/sources/place-fix.ts";
import { indexLines, type LineIndex, offsetAt, type PositionRange, positionRange } from "../core/text/line-index.ts";
import type { OffsetRange } from "../core/text/offset-range.ts";
import type { TextEdit as CoreEdit } from "../core/text/text-edit.ts";
import type { CheckedDocument } from "./checked-document.ts";
import { toDiagnostic } from "./diagnostics.ts";

/** Nobody chooses among more, and each is tried where the code stands. */
const maxActions = 100;

/**
 * The quick fixes of the findings that touch `range`, the first hundred of them; two findings with one and the same fix
 * share it. To be put off after each.
 */
export function* toCodeActions(uri: string, checked: CheckedDocument, range: PositionRange): InSteps<CodeAction[]> {
  const { text } = checked.source;
  const lines = indexLines(text);
  const declarationLines = once(() => indexLines(checked.declaration?.text ?? ""));
  const asked = { start: offsetAt(lines, range.start), end: offsetAt(lines, range.end) };
  const refused = new Set<string>();
  const actions = new Map<string, CodeAction & { readonly diagnostics: Diagnostic[] }>();
  for (const finding of checked.findings.filter((candidate) => touches(candidate.range, asked))) {
    for (const fix of finding.fixes ?? []) {
      const key = JSON.stringify([finding.nodeId, fix]);
      const known = actions.get(key);
      if (refused.has(key)) continue;
      if (!known && actions.size + refused.size >= maxActions) return [...actions.values()];
      const action = known ?? toCodeAction(uri, checked, lines, declarationLines, finding, fix);
      yield;
      if (!action) {
        refused.add(key);
        continue;
      }
      action.diagnostics.push(toDiagnostic(lines, finding));
      actions.set(key, action);
    }
  }
  return [...actions.values()];
}

/** Undefined when the fix cannot be made where the code stands. */
function toCodeAction(
  uri: string,
  { source, read, declaration }: CheckedDocument,
  lines: LineIndex,
  declarationLines: () => LineIndex,
  { nodeId = "", fixes = [] }: Finding,
  fix: Fix,
): (CodeAction & { readonly diagnostics: Diagnostic[] }) | undefined {
  const placed = placeFix(source, read, nodeId, fix);
  if (!placed) return undefined;
  const changes: NonNullable<WorkspaceEdit["changes"]> = { [uri]: toEdits(lines, placed.edits) };
  if (declaration && placed.declarationEdits.length > 0) {
    changes[declaration.uri] = toEdits(declarationLines(), placed.declarationEdits);
  }
  const isPreferred = fixes.length === 1 && !fix.needsLook;
  return { title: fix.title, kind: CodeActionKind.QuickFix, isPreferred, diagnostics: [], edit: { changes } };
}

function toEdits(lines: LineIndex, edits: readonly CoreEdit[]): TextEdit[] {
  return edits.map(({ range, newText }) => ({ range: positionRange(lines, range), newText }));
}

function touches(one: OffsetRange, other: OffsetRange): boolean {
  return one.start <= other.end && other.start <= one.end;
}
