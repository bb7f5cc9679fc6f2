import * as vscode from "vscode";
import type { FileStore } from "../../core/node-files/file-store.ts";
import { nameOf } from "../../core/node-files/paths.ts";
import { applyEdit, type TextEdit } from "../../core/text/text-edit.ts";
import { replaceFile } from "../../files/replace-file.ts";
import { openDocument } from "../open-document.ts";

/**
 * Workflows and node files as the editor sees them, on the file system that `place` lies on: paths are paths of its
 * URIs. What is open is read and changed in its editor, so that it can be undone; it is saved too, unless it held
 * changes of the user's before.
 */
export function editorStore(place: vscode.Uri): FileStore {
  const uriOf = (path: string) => place.with({ path });
  return { unifiesLineEnds: true, read, write, edit, list };

  async function read(path: string): Promise<string | undefined> {
    return openDocument(uriOf(path))?.getText() ?? readFile(uriOf(path));
  }

  async function write(path: string, text: string): Promise<void> {
    const document = openDocument(uriOf(path));
    if (document) return replaceIn(document, differenceOf(document.getText(), text));
    await writeFile(uriOf(path), text);
  }

  async function edit(path: string, text: string, change: TextEdit): Promise<void> {
    const document = openDocument(uriOf(path));
    if (!document) return writeFile(uriOf(path), applyEdit(text, change));
    if (document.getText() !== text) throw new Error(`${nameOf(path)} was changed in the meantime. Save again.`);
    await replaceIn(document, differenceOf(text, applyEdit(text, change)));
  }

  async function list(folder: string): Promise<readonly string[]> {
    try {
      const entries = await vscode.workspace.fs.readDirectory(uriOf(folder));
      return entries.map(([name, type]) => name + (type & vscode.FileType.Directory ? "/" : "")).sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}

async function readFile(uri: vscode.Uri): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(`${nameOf(uri.path)} is not UTF-8 text. Save it as UTF-8 first.`);
  }
}

async function writeFile(uri: vscode.Uri, text: string): Promise<void> {
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  // What is there is never seen half; other file systems have their own way.
  if (isThere && uri.scheme === "file") await replaceFile(uri.fsPath, text);
  else await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function replaceIn(document: vscode.TextDocument, { range, newText }: TextEdit): Promise<void> {
  const wasDirty = document.isDirty;
  const place = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  const edits = new vscode.WorkspaceEdit();
  edits.replace(document.uri, place, newText);
  if (!(await vscode.workspace.applyEdit(edits))) throw new Error(`${nameOf(document.uri.path)} cannot be changed.`);
  if (!wasDirty && !(await document.save())) throw new Error(`${nameOf(document.uri.path)} cannot be saved.`);
}

/** Only what differs, so that a cursor elsewhere stays where it is. */
function differenceOf(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { range: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}

function isMissing(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === "FileNotFound";
}
