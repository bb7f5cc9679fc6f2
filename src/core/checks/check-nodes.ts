import type { Dialect, Target, WorkflowReading } from "../dialects/dialect.ts";
import type { CodeFacts } from "../languages/code-facts.ts";
import { documentRange } from "../text/embedded-text.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { nodeChecks, readingChecks } from "./all-checks.ts";
import { blockedImport } from "./blocked-import.ts";
import type { Check, Finding } from "./check.ts";
import { unreadableCode } from "./unreadable-code.ts";

/** Gives the facts of a node's code; a caller that checks often keeps those of unchanged code. */
export type FactsOf = (node: CodeNode) => CodeFacts;

/** All findings of what was read, in document order. Runs no code and never throws. */
export function checkNodes(
  reading: WorkflowReading,
  dialect: Dialect,
  target: Target,
  factsOf: FactsOf,
  showsHints = false,
): Finding[] {
  const findings = problemFindings(reading);
  for (const node of reading.nodes) {
    const contract = dialect.contract(node.language, target);
    const facts = factsOf(node);
    for (const check of checksFor(node, facts)) {
      for (const { message, codeRange, severity } of check.run({ node, facts, contract })) {
        if (!showsHints && (severity ?? check.severity) === "hint") continue;
        const range = codeRange ? documentRange(node.code, codeRange) : node.code.documentRange;
        findings.push({ check: check.id, severity: severity ?? check.severity, message, range, nodeId: node.id });
      }
    }
  }
  return findings.sort((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
}

/** What was found while the file was read. */
function problemFindings(reading: WorkflowReading): Finding[] {
  return reading.problems.map(({ message, range, nodeId, check: checkId, severity }) => {
    const check = readingChecks.find(({ id }) => id === checkId) ?? unreadableCode;
    return {
      check: check.id,
      severity: severity ?? check.severity,
      message,
      range,
      ...(nodeId === undefined ? {} : { nodeId }),
    };
  });
}

/** Around a syntax error the returns and parameters that can be seen are not those that are meant. */
function checksFor(node: CodeNode, facts: CodeFacts): readonly Check[] {
  if (facts.syntaxErrors.length > 0) return [unreadableCode, blockedImport];
  const all: readonly Check[] = nodeChecks;
  return node.unread ? all.filter(({ compares }) => !compares || !node.unread?.includes(compares)) : all;
}
