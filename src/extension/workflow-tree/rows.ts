import * as vscode from "vscode";
import { endings, nameOf, parentOf } from "../../core/node-files/paths.ts";
import type { RunReport } from "../../core/run/report.ts";
import type { FindingLine, NodeOverview, SourceOverview } from "../../core/sources/source-overview.ts";
import { languageNames, type NodeAddress } from "../../core/workflow/code-node.ts";
import type { ListedFile } from "./look-at-file.ts";

export type Row = FileRow | NodeRow;

/** A workflow with its nodes, or a node file that cannot be read. */
export interface FileRow {
  readonly kind: "file";
  readonly id: string;
  readonly file: ListedFile;
  readonly nodes: readonly NodeRow[];
  /** Its own and those of its nodes. */
  readonly findings: readonly FindingLine[];
}

/** A code node; serves as its address, for commands. */
export interface NodeRow extends NodeAddress {
  readonly kind: "node";
  readonly id: string;
  readonly file: ListedFile;
  readonly node: NodeOverview;
  readonly findings: readonly FindingLine[];
}

export function rowOf(file: ListedFile): Row {
  const { overview } = file;
  const taken = new Set<string>();
  const nodes = overview.nodes.map((node, index) => {
    const row = nodeRow(file, node, taken.has(node.id) ? index : undefined);
    taken.add(node.id);
    return row;
  });
  const [only] = nodes;
  if (file.kind === "node-file" && only) return { ...only, findings: [...only.findings, ...overview.findings] };
  const findings = [...overview.findings, ...nodes.flatMap((node) => node.findings)];
  return { kind: "file", id: file.uri.toString(), file, nodes, findings };
}

export function itemOf(row: Row, last: RunReport | undefined): vscode.TreeItem {
  const item = row.kind === "file" ? fileItem(row) : nodeItem(row, last);
  item.id = row.id;
  item.resourceUri = decoratedUri(row);
  return item;
}

const decoratedScheme = "code-nodes-row";

/** Names the row for its badge, and ends like a file of its language, for the icon. */
export function decoratedUri(row: Row): vscode.Uri {
  const path = row.kind === "file" ? row.file.uri.path : `${row.file.uri.path}/node${endings[row.node.language]}`;
  return vscode.Uri.from({ scheme: decoratedScheme, path, query: row.id });
}

/** An id that a broken workflow has twice must not be that of two rows: `repeated` tells them apart. */
function nodeRow(file: ListedFile, node: NodeOverview, repeated: number | undefined): NodeRow {
  const uri = file.uri.toString();
  const id = repeated === undefined ? `${uri} ${node.id}` : `${uri} ${node.id} ${repeated}`;
  return { kind: "node", id, uri, nodeId: node.id, file, node, findings: node.findings };
}

function fileItem({ file, findings, nodes }: FileRow): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const path = vscode.workspace.asRelativePath(file.uri);
  const name = nameOf(file.uri.path);
  const item = new vscode.TreeItem(name, nodes.length > 0 ? Collapsed : None);
  const folder = parentOf(path).slice(0, -1);
  if (folder) item.description = folder;
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = file.kind === "workflow" ? "workflow" : "brokenNodeFile";
  if (nodes.length === 0) item.command = openCommand(file.uri);
  const count = nodes.length === 1 ? "1 Code node" : `${nodes.length} Code nodes`;
  const about = `${file.overview.dialect.name}, ${count}`;
  item.tooltip = tooltip(path, [about], file.overview.findings);
  item.accessibilityInformation = { label: spoken([name, about, counted(findings)]) };
  return item;
}

function nodeItem(row: NodeRow, last: RunReport | undefined): vscode.TreeItem {
  const { file, node, findings } = row;
  const isNodeFile = file.kind === "node-file";
  const title = isNodeFile ? nameOf(file.uri.path) : node.title;
  const item = new vscode.TreeItem(title);
  const language = languageNames[node.language];
  const verdict = last && verdicts[last.status];
  const path = vscode.workspace.asRelativePath(file.uri);
  const place = isNodeFile ? parentOf(path).slice(0, -1) : language;
  item.description = [place, verdict?.words].filter((part) => part).join(" · ");
  item.iconPath = verdict
    ? new vscode.ThemeIcon(verdict.icon, new vscode.ThemeColor(verdict.color))
    : vscode.ThemeIcon.File;
  item.contextValue = isNodeFile ? "nodeFile" : "embeddedNode";
  item.command = { title: "Open", command: "codeNodes.openNode", arguments: [row] };
  const run = last && verdict ? [`Last run: ${verdict.words}${last.error ? `, ${last.error.message}` : ""}`] : [];
  item.tooltip = tooltip(isNodeFile ? path : title, [`${language}, ${targetOf(file.overview)}`, ...run], findings);
  item.accessibilityInformation = {
    label: spoken([title, language, counted(findings), verdict && `last run ${verdict.words}`]),
  };
  return item;
}

const verdicts: Readonly<
  Record<RunReport["status"], { readonly words: string; readonly icon: string; readonly color: string }>
> = {
  succeeded: { words: "succeeded", icon: "pass", color: "testing.iconPassed" },
  failed: { words: "failed", icon: "error", color: "testing.iconFailed" },
  exception: { words: "exception", icon: "warning", color: "problemsWarningIcon.foreground" },
};

export function openCommand(uri: vscode.Uri): vscode.Command {
  return { title: "Open", command: "vscode.open", arguments: [uri] };
}

function targetOf({ target }: SourceOverview): string {
  return target.label;
}

const shownFindings = 5;
const maxCharacters = 300;

function tooltip(heading: string, lines: readonly string[], findings: readonly FindingLine[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString("", true);
  text.appendMarkdown("**").appendText(heading).appendMarkdown("**");
  for (const line of lines) text.appendMarkdown("\n\n").appendText(shortened(line));
  for (const { severity, message, line } of findings.slice(0, shownFindings)) {
    text.appendMarkdown(`\n\n$(${icons[severity]}) `).appendText(shortened(message));
    if (line !== undefined) text.appendText(` (line ${line})`);
  }
  const others = findings.length - shownFindings;
  if (others > 0) text.appendMarkdown("\n\n").appendText(`… and ${others} more`);
  return text;
}

const icons: Readonly<Record<FindingLine["severity"], string>> = {
  error: "error",
  warning: "warning",
  information: "info",
  hint: "lightbulb",
};

function shortened(text: string): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters - 1)}…` : text;
}

function counted(findings: readonly FindingLine[]): string | undefined {
  if (findings.length === 0) return undefined;
  return findings.length === 1 ? "1 finding" : `${findings.length} findings`;
}

function spoken(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(", ");
}
