import * as vscode from "vscode";
import { fileKind } from "../../core/node-files/workflow-file-names.ts";
import { readSource } from "../../core/sources/source-file.ts";
import { failedOverview, type SourceOverview, sourceOverview } from "../../core/sources/source-overview.ts";
import { codePaths } from "../../core/workflow/node-file.ts";
import { savedText } from "../named-text.ts";
import { openDocument } from "../open-document.ts";
import { configuredTarget, sourceOf } from "../open-node.ts";

/** A file with code nodes, as a list shows it. */
export interface ListedFile {
  /** Of the workflow file, or of a node file's code. */
  readonly uri: vscode.Uri;
  readonly kind: "workflow" | "node-file";
  readonly overview: SourceOverview;
}

/** What a file came to, and at which state of it; it is looked at again when that has changed. */
export interface Look {
  readonly state: string;
  readonly files: readonly ListedFile[];
}

/** The largest export seen is a tenth of this; a larger file is data. */
const maxBytes = 4_000_000;

/**
 * What a candidate holds: nothing, one workflow, or the node files that a declaration belongs to. A file that has not
 * changed since `before` is not read again; one that cannot be read holds nothing.
 */
export async function lookAtFile(uri: vscode.Uri, before: Look | undefined): Promise<Look> {
  try {
    return fileKind(uri.path) === "declaration" ? await lookAtDeclaration(uri) : await lookAtWorkflow(uri, before);
  } catch {
    return { state: "", files: [] }; // Removed in the meantime, or no text: there is nothing to show of it.
  }
}

async function lookAtWorkflow(uri: vscode.Uri, before: Look | undefined): Promise<Look> {
  const { mtime, size } = await vscode.workspace.fs.stat(uri); // What is only left in an editor is no file any more.
  const document = openDocument(uri);
  const state = document ? `open ${document.version}` : `${mtime} ${size}`;
  if (before?.state === state) return before;
  if (!document && size > maxBytes) return { state, files: [] };
  const text = document?.getText() ?? (await readText(uri));
  const overview = await overviewOf(uri, text);
  const isEmpty = !overview || (overview.nodes.length === 0 && overview.findings.length === 0);
  return { state, files: isEmpty ? [] : [{ uri, kind: "workflow", overview }] };
}

/** Looked at each time: what it comes to lies in up to three files. */
async function lookAtDeclaration(declaration: vscode.Uri): Promise<Look> {
  const files: ListedFile[] = [];
  for (const path of codePaths(declaration.path)) {
    const uri = declaration.with({ path });
    const saved = await readText(uri).catch(() => undefined);
    const text = saved === undefined ? undefined : (openDocument(uri)?.getText() ?? saved);
    const overview = text === undefined ? undefined : await overviewOf(uri, text);
    if (overview) files.push({ uri, kind: "node-file", overview });
  }
  return { state: "", files };
}

async function overviewOf(uri: vscode.Uri, text: string): Promise<SourceOverview | undefined> {
  try {
    const source = await sourceOf(uri, text);
    const read = source && readSource(source);
    if (!source || !read) return undefined;
    const showsHints = vscode.workspace.getConfiguration("codeNodes", uri).get("hints.enabled") === true;
    // Settings that cannot be used are said where they stand, and when a node is run.
    const { target } = await configuredTarget(read.dialect, uri);
    return sourceOverview(source, read, target, showsHints);
  } catch (error) {
    return failedOverview(error);
  }
}

/** Throws for what is not there or no ordinary file: there is nothing to show of it. */
async function readText(uri: vscode.Uri): Promise<string> {
  const file = await savedText(uri);
  if (file.kind === "text") return file.text;
  throw new Error(`${uri} cannot be read.`);
}
