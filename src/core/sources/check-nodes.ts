import { type DialectCheckId, dialectChecks, nodeChecks } from "../checks/all-checks.ts";
import { blockedImport } from "../checks/blocked-import.ts";
import type { AnyCheck, Check, CheckResult, CheckSubject, Finding, Fix } from "../checks/check.ts";
import { refusedDeclaration } from "../checks/refused-declaration.ts";
import { unreadableCode } from "../checks/unreadable-code.ts";
import type { Target } from "../contract/node-contract.ts";
import type { Dialect, Repair, WorkflowReading } from "../dialects/dialect.ts";
import type { CodeFacts } from "../languages/code-facts.ts";
import { documentRange } from "../text/embedded-text.ts";
import type { OffsetRange } from "../text/offset-range.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { failureFinding } from "./failure.ts";
import { finished, type InSteps } from "./in-steps.ts";

/** Gives the facts of a node's code; a caller that checks often keeps those of unchanged code. */
export type FactsOf = (node: CodeNode) => CodeFacts;

/** In document order each; a node file has its code in one text and its declaration in another. */
export interface NodeFindings {
  readonly ofCode: readonly Finding[];
  readonly ofDeclarations: readonly Finding[];
}

/**
 * All findings of what was read. Runs no code and never throws.
 * @internal
 */
export function checkNodes(...given: Parameters<typeof checkNodesInSteps>): NodeFindings {
  return finished(checkNodesInSteps(...given));
}

/** The same, to be put off after each node. */
export function* checkNodesInSteps(
  reading: WorkflowReading,
  dialect: Dialect,
  target: Target,
  factsOf: FactsOf,
  showsHints = false,
): InSteps<NodeFindings> {
  const ofCode: Finding[] = [];
  const ofDeclarations = problemFindings(reading);
  const factsOfCode = rememberedByCode(factsOf);
  for (const node of reading.nodes) {
    const found = checkNode(node, dialect, target, factsOfCode);
    for (const finding of found.ofCode) ofCode.push(finding);
    for (const finding of found.ofDeclarations) ofDeclarations.push(finding);
    yield;
  }
  const asShown = (findings: readonly Finding[]) =>
    inDocumentOrder(showsHints ? findings : findings.filter(({ severity }) => severity !== "hint"));
  return { ofCode: asShown(ofCode), ofDeclarations: asShown(ofDeclarations) };
}

/** The same code, as aliases and copies bring it to many nodes, is read once. */
function rememberedByCode(factsOf: FactsOf): FactsOf {
  const known = new Map<string, CodeFacts>();
  return (node) => {
    const key = `${node.language} ${node.form ?? "file"} ${node.code.code}`;
    const facts = known.get(key) ?? factsOf(node);
    known.set(key, facts);
    return facts;
  };
}

export function inDocumentOrder<Each extends Finding>(findings: readonly Each[]): readonly Each[] {
  return [...findings].sort((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
}

function checkNode(node: CodeNode, dialect: Dialect, target: Target, factsOf: FactsOf): NodeFindings {
  try {
    return findingsOf({ node, facts: factsOf(node), contract: dialect.contract(node, target) }, dialect);
  } catch (error) {
    const what = `The node "${node.title}" could not be checked`;
    return { ofCode: [failureFinding(what, error, node.range.start, node.id)], ofDeclarations: [] };
  }
}

function findingsOf(subject: CheckSubject, dialect: Dialect): NodeFindings {
  const { node, facts } = subject;
  const ofCode: Finding[] = [];
  const ofDeclarations: Finding[] = [];
  const parses = facts.syntaxErrors.length === 0;
  const results = checksFor(node, facts).flatMap((check) =>
    [...check.run(subject)].map((result) => ({ check, result })),
  );
  const repairs = parses && results.length > 0 ? [...(dialect.repairs?.(subject) ?? [])] : [];
  const fixesOf = fixesByPlace(repairs);
  const addFinding = (check: AnyCheck, result: CheckResult): void => {
    const { message, codeRange, declaredRange } = result;
    const fixes = [...(result.fixes ?? []), ...(fixesOf.get(placeOf(check.id, codeRange)) ?? [])];
    const finding = {
      check: check.id,
      severity: result.severity ?? check.severity,
      message,
      nodeId: node.id,
      ...(fixes.length > 0 ? { fixes } : {}),
    };
    const codePlace = codeRange ? documentRange(node.code, codeRange) : node.code.documentRange;
    if (declaredRange) ofDeclarations.push({ ...finding, range: declaredRange });
    else ofCode.push({ ...finding, range: codePlace });
  };
  for (const { check, result } of results) addFinding(check, result);
  if (!parses || facts.isTooDeep) return { ofCode, ofDeclarations };
  for (const result of dialect.inspect?.(subject) ?? []) addFinding(checkById(result.check), result);
  return { ofCode, ofDeclarations };
}

function fixesByPlace(repairs: readonly Repair[]): ReadonlyMap<string, readonly Fix[]> {
  const fixes = new Map<string, Fix[]>();
  for (const { check, codeRange, fix } of repairs) {
    const place = placeOf(check, codeRange);
    const known = fixes.get(place);
    if (known) known.push(fix);
    else fixes.set(place, [fix]);
  }
  return fixes;
}

function placeOf(check: string, range: OffsetRange | undefined): string {
  return `${check} ${range?.start} ${range?.end}`;
}

function checkById(id: DialectCheckId | undefined): AnyCheck {
  return dialectChecks.find((check) => check.id === id) ?? unreadableCode;
}

/** What was found while the file was read. */
function problemFindings(reading: WorkflowReading): Finding[] {
  return reading.problems.map(({ message, range, nodeId, check: checkId, severity }) => {
    const check = checkById(checkId);
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
  if (facts.isTooDeep) return [unreadableCode, refusedDeclaration];
  if (facts.syntaxErrors.length > 0) return [unreadableCode, refusedDeclaration, blockedImport];
  const all: readonly Check[] = nodeChecks;
  return node.unread ? all.filter(({ compares }) => !compares || !node.unread?.includes(compares)) : all;
}
