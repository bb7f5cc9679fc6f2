import type { Finding, Severity } from "../core/checks/check.ts";
import { readNodeFacts } from "../core/languages/all-languages.ts";
import type { CodeFacts } from "../core/languages/code-facts.ts";
import { type FactsOf, inDocumentOrder } from "../core/sources/check-nodes.ts";
import { checkSource, type SourceFindings } from "../core/sources/check-source.ts";
import { failureFinding } from "../core/sources/failure.ts";
import { indexLines, positionRange } from "../core/text/line-index.ts";
import type { CodeNode } from "../core/workflow/code-node.ts";
import { declarationPath } from "../core/workflow/node-file.ts";
import { chooseTargets } from "./chosen-targets.ts";
import { openFile } from "./files.ts";
import { joined, jsonText, line, paint, type TerminalText } from "./terminal-text.ts";
import { type CliArguments, UsageError } from "./usage.ts";

interface FileFindings {
  readonly path: string;
  readonly text: string;
  readonly nodes: number;
  readonly findings: readonly TargetedFinding[];
  /** With `--target all`: the names of the targets that were compared. */
  readonly matrix?: readonly string[];
}

/** With `--target all` a finding names the targets that report it in these words. */
type TargetedFinding = Finding & { readonly targets?: readonly string[] };

/** Prints the findings of every file; exit code 1 when one is an error. */
export function checkCommand(given: CliArguments, print: (text: TerminalText) => void): number {
  const files = given.files.flatMap((path) => checkUsableFile(path, given));
  print(given.format === "json" ? jsonText(toJson(files)) : joined(files.map(toPretty)));
  return files.some(({ findings }) => findings.some(({ severity }) => severity === "error")) ? 1 : 0;
}

/** A fault of this program over one file is a finding of it, and the others are checked. */
function checkUsableFile(path: string, given: CliArguments): FileFindings[] {
  try {
    return checkFile(path, given);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return [{ path, text: "", nodes: 0, findings: [failureFinding("This file could not be checked", error)] }];
  }
}

/** One entry for the file, and one for a node file's declaration when that has findings of its own. */
function checkFile(path: string, given: CliArguments): FileFindings[] {
  const { source, read } = openFile(path);
  if (!read) return [{ path, text: source.text, nodes: 0, findings: [] }];
  const { chosen, isMatrix } = chooseTargets(read.dialect, given);
  const factsOf = rememberedFacts();
  const perTarget = chosen.map((target) => ({ target, ...checkSource(source, read, target, factsOf, given.hints) }));
  const named = (pick: (found: SourceFindings) => readonly Finding[]) =>
    isMatrix
      ? merged(perTarget.map((found) => ({ target: found.target.name, findings: pick(found) })))
      : perTarget.flatMap(pick);
  const matrix = isMatrix ? { matrix: chosen.map(({ name }) => name) } : {};
  const findings = named((found) => found.findings);
  const file = { path, text: source.text, nodes: read.reading.nodes.length, findings, ...matrix };
  const declarationFindings = named((found) => found.declarationFindings);
  if (declarationFindings.length === 0) return [file];
  const text = source.declarationText ?? "";
  return [file, { path: declarationPath(path), text, nodes: 0, findings: declarationFindings, ...matrix }];
}

/** One code is read once, for however many targets. */
function rememberedFacts(): FactsOf {
  const known = new Map<CodeNode, CodeFacts>();
  return (node) => {
    const facts = known.get(node) ?? readNodeFacts(node);
    known.set(node, facts);
    return facts;
  };
}

interface FindingsOfTarget {
  readonly target: string;
  readonly findings: readonly Finding[];
}

/** The findings of all targets, each once with the targets that report it in the same words, in document order. */
function merged(perTarget: readonly FindingsOfTarget[]): readonly TargetedFinding[] {
  const all = new Map<string, Finding & { readonly targets: string[] }>();
  for (const { target, findings } of perTarget) {
    for (const finding of findings) {
      const { check, severity, message, range } = finding;
      const key = JSON.stringify([range.start, range.end, check, severity, message]);
      const known = all.get(key);
      if (known) known.targets.push(target);
      else all.set(key, { ...finding, targets: [target] });
    }
  }
  return inDocumentOrder([...all.values()]);
}

function toJson(files: readonly FileFindings[]): string {
  const shown = files.map(({ path, text, nodes, findings }) => {
    const lines = indexLines(text);
    return {
      path,
      nodes,
      findings: findings.map(({ check, severity, message, nodeId, range, targets }) => ({
        check,
        severity,
        message,
        ...(nodeId === undefined ? {} : { node: nodeId }),
        ...(targets === undefined ? {} : { targets }),
        range: positionRange(lines, range),
      })),
    };
  });
  return JSON.stringify({ files: shown }, null, 2);
}

const severityColours = {
  error: "red",
  warning: "yellow",
  information: "blue",
  hint: "grey",
} as const satisfies Record<Severity, string>;

function toPretty({ path, text, nodes, findings, matrix }: FileFindings): TerminalText {
  if (nodes === 0 && findings.length === 0) return line`${path}: no Code nodes`;
  if (findings.length === 0) return line`${path}: ${counted(nodes, "node")}, nothing to report`;
  const lines = indexLines(text);
  const rows = findings.map(({ check, severity, message, range, targets }) => {
    const { start } = positionRange(lines, range);
    return line`${path}:${start.line + 1}:${start.character + 1} ${paint(severityColours[severity], severity)} ${message} ${paint("grey", check)}${targetNames(targets, matrix)}`;
  });
  const summary = line`${path}: ${counted(nodes, "node")}, ${counted(findings.length, "finding")}`;
  return joined([...rows, ...matrixRows(findings, matrix), summary]);
}

function targetNames(targets: readonly string[] | undefined, matrix: readonly string[] | undefined): TerminalText {
  if (!targets || targets.length === matrix?.length) return line``;
  return paint("grey", ` [${targets.join(", ")}]`);
}

/** How many findings of each severity every target has. */
function matrixRows(findings: readonly TargetedFinding[], matrix: readonly string[] = []): readonly TerminalText[] {
  const width = Math.max(0, ...matrix.map((name) => name.length));
  return matrix.map((name) => {
    const own = findings.filter(({ targets }) => targets?.includes(name));
    const counts = (["error", "warning", "information", "hint"] as const).flatMap((severity) => {
      const count = own.filter((finding) => finding.severity === severity).length;
      return count > 0 ? [paint(severityColours[severity], `${count} ${severity}`)] : [];
    });
    return line`  ${name.padEnd(width)}  ${counts.length > 0 ? joined(counts, ", ") : paint("green", "nothing to report")}`;
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
