import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import type { Target } from "../core/contract/node-contract.ts";
import { targetOrDefault } from "../core/dialects/choose-target.ts";
import { configuredTargets, envTextUnder } from "../core/dialects/configured-targets.ts";
import type { Dialect } from "../core/dialects/dialect.ts";
import { nameOf } from "../core/node-files/paths.ts";
import { assembleSource, workflowToRead } from "../core/sources/assemble-source.ts";
import { readSource, type SourceFile, type SourceReading } from "../core/sources/source-file.ts";
import { documentRange } from "../core/text/embedded-text.ts";
import { indexLines, offsetAt } from "../core/text/line-index.ts";
import type { CodeNode, NodeAddress } from "../core/workflow/code-node.ts";
import { declarationPath, languageOfFile } from "../core/workflow/node-file.ts";
import { namedText, textFrom } from "./named-text.ts";

/** A code node as the editor's text declares it right now. */
export interface OpenNode {
  readonly document: vscode.TextDocument;
  /** All of the document. */
  readonly read: SourceReading;
  readonly node: CodeNode;
  readonly dialect: Dialect;
  readonly target: Target;
  /** All targets of the dialect, under the server's settings. */
  readonly targets: readonly Target[];
}

/** A request that cannot be met, in words for the user. */
export class NodeProblem extends Error {}

/** Throws `NodeProblem` when the node is not there any more or cannot be read. */
export async function openNode({ uri, nodeId }: NodeAddress): Promise<OpenNode> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const read = await readDocument(document);
  const node = read?.reading.nodes.find((candidate) => candidate.id === nodeId);
  if (!read || !node) {
    const name = vscode.workspace.asRelativePath(document.uri);
    throw new NodeProblem(
      `The node ${nodeId} is not in ${name} any more, or cannot be read. Look at the Problems view.`,
    );
  }
  const { problem, ...chosen } = await configuredTarget(read.dialect, document.uri);
  if (problem !== undefined) throw new NodeProblem(problem);
  return { document, read, node, dialect: read.dialect, ...chosen };
}

interface ChosenTarget extends Pick<OpenNode, "target" | "targets"> {
  /** Why some of the settings cannot be used, in words for the user; the targets are under the others. */
  readonly problem: string | undefined;
}

/** What the user's settings say for a file. */
export async function configuredTarget(dialect: Dialect, documentUri: vscode.Uri): Promise<ChosenTarget> {
  const settings = vscode.workspace.getConfiguration("codeNodes", documentUri);
  const { text, problem } = await envFileOf(dialect, documentUri, settings);
  const { targets, problems } = configuredTargets(
    dialect,
    envTextUnder(dialect, text, (name) => settings.get(`${dialect.id}.${name}`)),
  );
  const malformed = problems.find(({ kind }) => kind === "malformed");
  return {
    target: targetOrDefault(dialect, settings.get<string>(`${dialect.id}.target`), targets),
    targets,
    problem: problem ?? (malformed && `The settings codeNodes.${dialect.id} cannot be used. ${malformed.message}`),
  };
}

/** Undefined when the document holds no code nodes. */
export async function readDocument(document: vscode.TextDocument): Promise<SourceReading | undefined> {
  const source = await sourceOf(document.uri, document.getText());
  return source && readSource(source);
}

/** A file with the files that its reading takes; undefined for code without a declaration beside it. */
export async function sourceOf(uri: vscode.Uri, text: string): Promise<SourceFile | undefined> {
  const source = { path: uri.path, text };
  if (!languageOfFile(uri.path)) return source;
  const declaration = await textFrom(uri, nameOf(declarationPath(uri.path)));
  if (declaration.kind !== "text") return undefined;
  const workflow = workflowToRead(declaration.text);
  return assembleSource(source, declaration.text, workflow === undefined ? undefined : await textFrom(uri, workflow));
}

/** The document range that spells one place in the node's code; `line` and `column` from 1. */
export function placeInDocument({ document, node }: OpenNode, line: number, column = 1): vscode.Range {
  const { code } = node.code;
  const offset = offsetAt(indexLines(code), { line: line - 1, character: column - 1 });
  return rangeInDocument(document, node, { start: offset, end: offset });
}

/** The document range that spells a range of the node's code. */
export function rangeInDocument(
  document: vscode.TextDocument,
  node: CodeNode,
  codeRange: { readonly start: number; readonly end: number },
): vscode.Range {
  const { start, end } = documentRange(node.code, codeRange);
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

interface EnvFile {
  readonly text?: string;
  readonly problem?: string;
}

/** The `.env` that the setting names, or why it cannot be used; neither when there is no such setting. */
async function envFileOf(
  dialect: Dialect,
  documentUri: vscode.Uri,
  settings: vscode.WorkspaceConfiguration,
): Promise<EnvFile> {
  const envFile = dialect.readServerSettings && settings.get<string>(`${dialect.id}.envFile`);
  if (!envFile) return {};
  const name = `The setting codeNodes.${dialect.id}.envFile names ${envFile}, which`;
  // Settings may come with a folder, and must not name another computer either.
  if (/^[/\\]{2}/.test(envFile)) return { problem: `${name} is no place on this computer. Correct the path.` };
  const folder = vscode.workspace.getWorkspaceFolder(documentUri)?.uri ?? vscode.Uri.joinPath(documentUri, "..");
  const uri = isAbsolute(envFile)
    ? folder.with({ path: vscode.Uri.file(envFile).path })
    : vscode.Uri.joinPath(folder, envFile);
  const file = await namedText(uri);
  if (file.kind === "text") return { text: file.text };
  return {
    problem:
      file.kind === "missing" ? `${name} cannot be read. Correct the path.` : `${name} cannot be read: ${file.message}`,
  };
}
