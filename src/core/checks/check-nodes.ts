import type { Dialect, Target, WorkflowReading } from "../dialects/dialect.ts";
import type { CodeFacts } from "../languages/code-facts.ts";
import { documentRange } from "../text/embedded-text.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { nodeChecks, readingChecks } from "./all-checks.ts";
import { blockedImport } from "./blocked-import.ts";
import type { Check, Finding } from "./check.ts";
import { refusedDeclaration } from "./refused-declaration.ts";
import { unreadableCode } from "./unreadable-code.ts";

/** Gives the facts of a node's code; a caller that checks often keeps those of unchanged code. */
export type FactsOf = (node: CodeNode) => CodeFacts;

/** In document order each; a node file has its code in one text and its declaration in another. */
export interface NodeFindings {
  readonly ofCode: readonly Finding[];
  readonly ofDeclarations: readonly Finding[];
}

/** All findings of what was read. Runs no code and never throws. */
export function checkNodes(
  reading: WorkflowReading,
  dialect: Dialect,
  target: Target,
  factsOf: FactsOf,
  showsHints = false,
): NodeFindings {
  const ofCode: Finding[] = [];
  const ofDeclarations = problemFindings(reading);
  for (const node of reading.nodes) {
    const contract = dialect.contract(node, target);
    const facts = factsOf(node);
    for (const check of checksFor(node, facts)) {
      for (const { message, codeRange, declaredRange, severity } of check.run({ node, facts, contract })) {
        if (!showsHints && (severity ?? check.severity) === "hint") continue;
        const finding = { check: check.id, severity: severity ?? check.severity, message, nodeId: node.id };
        const codePlace = codeRange ? documentRange(node.code, codeRange) : node.code.documentRange;
        if (declaredRange) ofDeclarations.push({ ...finding, range: declaredRange });
        else ofCode.push({ ...finding, range: codePlace });
      }
    }
  }
  return { ofCode: inDocumentOrder(ofCode), ofDeclarations: inDocumentOrder(ofDeclarations) };
}

export function inDocumentOrder<Each extends Finding>(findings: readonly Each[]): readonly Each[] {
  return [...findings].sort((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
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
  if (facts.syntaxErrors.length > 0) return [unreadableCode, refusedDeclaration, blockedImport];
  const all: readonly Check[] = nodeChecks;
  return node.unread ? all.filter(({ compares }) => !compares || !node.unread?.includes(compares)) : all;
}
