import type { Severity } from "../checks/check.ts";
import type { Target } from "../contract/node-contract.ts";
import { allDialects } from "../dialects/all-dialects.ts";
import { targetOrDefault } from "../dialects/choose-target.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { readNodeFacts } from "../languages/all-languages.ts";
import { indexLines, positionAt } from "../text/line-index.ts";
import type { Language } from "../workflow/code-node.ts";
import { checkSource } from "./check-source.ts";
import { failureFinding } from "./failure.ts";
import type { SourceFile, SourceReading } from "./source-file.ts";

/** What a list of workflows shows of one: small, and without its text. */
export interface SourceOverview {
  readonly dialect: Pick<Dialect, "id" | "name">;
  readonly target: Target;
  readonly nodes: readonly NodeOverview[];
  /** Those that belong to none of the nodes. */
  readonly findings: readonly FindingLine[];
}

export interface NodeOverview {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly findings: readonly FindingLine[];
}

export interface FindingLine {
  readonly severity: Severity;
  readonly message: string;
  /** Where it begins, from 1; absent for one in a node file's declaration. */
  readonly line?: number;
}

/** Reads no file, runs no code and never throws. */
export function sourceOverview(
  source: SourceFile,
  read: SourceReading,
  target: Target,
  showsHints = false,
): SourceOverview {
  const { dialect, reading } = read;
  const { findings, declarationFindings } = checkSource(source, read, target, readNodeFacts, showsHints);
  const lines = indexLines(source.text);
  const all = [
    ...findings.map((finding) => ({ finding, line: positionAt(lines, finding.range.start).line + 1 })),
    ...declarationFindings.map((finding) => ({ finding })),
  ];
  const known = new Set(reading.nodes.map(({ id }) => id));
  const ofFile: FindingLine[] = [];
  const ofNodes = new Map<string, FindingLine[]>([...known].map((id) => [id, []]));
  for (const { finding, ...place } of all) {
    const { severity, message, nodeId = "" } = finding;
    const lines = finding.nodeId === undefined ? undefined : ofNodes.get(nodeId);
    (lines ?? ofFile).push({ severity, message, ...place });
  }
  const taken = new Set<string>();
  /** Of nodes that share an id, which is a finding itself, the first one has them. */
  const take = (id: string): readonly FindingLine[] => {
    const lines = taken.has(id) ? [] : (ofNodes.get(id) ?? []);
    taken.add(id);
    return lines;
  };
  return {
    dialect: { id: dialect.id, name: dialect.name },
    target,
    nodes: reading.nodes.map(({ id, title, language }) => ({ id, title, language, findings: take(id) })),
    findings: ofFile,
  };
}

/** Of a file over which this program had a fault, which is all that can be said of it. */
export function failedOverview(error: unknown): SourceOverview {
  const [dialect] = allDialects;
  const { severity, message } = failureFinding("This file could not be checked", error);
  const { id, name } = dialect;
  return {
    dialect: { id, name },
    target: targetOrDefault(dialect, undefined),
    nodes: [],
    findings: [{ severity, message, line: 1 }],
  };
}

/** The gravest that there is. */
export function worstSeverity(findings: readonly FindingLine[]): Severity | undefined {
  return severities.find((severity) => findings.some((finding) => finding.severity === severity));
}

const severities: readonly Severity[] = ["error", "warning", "information", "hint"];
