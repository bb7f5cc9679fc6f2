import type { Finding, Severity } from "../core/checks/check.ts";
import { checkSource } from "../core/checks/check-source.ts";
import { readFacts } from "../core/languages/all-languages.ts";
import { indexLines, positionRange } from "../core/text/line-index.ts";
import type { CodeNode } from "../core/workflow/code-node.ts";
import { declarationPath } from "../core/workflow/node-file.ts";
import { openFile, targetNamed } from "./files.ts";
import { paint } from "./paint.ts";
import type { CliArguments } from "./usage.ts";

interface FileFindings {
  readonly path: string;
  readonly text: string;
  readonly nodes: number;
  readonly findings: readonly Finding[];
}

/** Prints the findings of every file; exit code 1 when one is an error. */
export function checkCommand(given: CliArguments, print: (text: string) => void): number {
  const files = given.files.flatMap((path) => checkFile(path, given.target));
  print(given.format === "json" ? toJson(files) : files.map(toPretty).join("\n"));
  return files.some(({ findings }) => findings.some(({ severity }) => severity === "error")) ? 1 : 0;
}

/** One entry for the file, and one for a node file's declaration when that has findings of its own. */
function checkFile(path: string, targetName: string | undefined): FileFindings[] {
  const { source, read } = openFile(path);
  if (!read) return [{ path, text: source.text, nodes: 0, findings: [] }];
  const target = targetNamed(read.dialect, targetName);
  const factsOf = (node: CodeNode) => readFacts(node.language, node.code.code);
  const { findings, declarationFindings } = checkSource(source, read, target, factsOf);
  const file = { path, text: source.text, nodes: read.reading.nodes.length, findings };
  if (declarationFindings.length === 0) return [file];
  const text = source.declarationText ?? "";
  return [file, { path: declarationPath(path), text, nodes: 0, findings: declarationFindings }];
}

function toJson(files: readonly FileFindings[]): string {
  const shown = files.map(({ path, text, nodes, findings }) => {
    const lines = indexLines(text);
    return {
      path,
      nodes,
      findings: findings.map(({ check, severity, message, nodeId, range }) => ({
        check,
        severity,
        message,
        ...(nodeId === undefined ? {} : { node: nodeId }),
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

function toPretty({ path, text, nodes, findings }: FileFindings): string {
  if (nodes === 0 && findings.length === 0) return `${path}: no Code nodes`;
  if (findings.length === 0) return `${path}: ${counted(nodes, "node")}, nothing to report`;
  const lines = indexLines(text);
  const rows = findings.map(({ check, severity, message, range }) => {
    const { line, character } = positionRange(lines, range).start;
    return `${path}:${line + 1}:${character + 1} ${paint(severityColours[severity], severity)} ${message} ${paint("grey", check)}`;
  });
  return [...rows, `${path}: ${counted(nodes, "node")}, ${counted(findings.length, "finding")}`].join("\n");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
