import * as vscode from "vscode";
import { FileChanged, FileProblem, type FileStore } from "../../core/node-files/file-store.ts";
import { nameOf } from "../../core/node-files/paths.ts";
import { applyEdit, type TextEdit } from "../../core/text/text-edit.ts";
import { NotReplaced, replaceFile } from "../../files/replace-file.ts";
import { openDocument } from "../open-document.ts";

/**
 * Workflows and node files as the editor sees them, on the file system that `place` lies on: paths are paths of its
 * URIs. What is open is read and changed in its editor, so that it can be undone; it is saved too, unless it held
 * changes of the user's before.
 */
export function editorStore(place: vscode.Uri): FileStore {
  const uriOf = (path: string) => place.with({ path });
  return { read, write, edit, writeAfter, list };

  async function read(path: string): Promise<string | undefined> {
    return waitingText(uriOf(path)) ?? openDocument(uriOf(path))?.getText() ?? readFile(uriOf(path));
  }

  async function write(path: string, text: string, before?: string): Promise<void> {
    waiting.delete(uriOf(path).toString());
    const document = openDocument(uriOf(path));
    if (!document) return writeFile(uriOf(path), text, before);
    if (before !== undefined && document.getText() !== before) throw changed(uriOf(path));
    await replaceIn(document, differenceOf(document.getText(), text));
  }

  function edit(path: string, text: string, change: TextEdit): Promise<void> {
    return write(path, applyEdit(text, change), text);
  }

  async function writeAfter(other: string, path: string, text: string): Promise<void> {
    const document = openDocument(uriOf(other));
    if (document?.isDirty) waiting.set(uriOf(path).toString(), { text, other: document });
    else await write(path, text);
  }

  async function list(folder: string): Promise<readonly string[]> {
    try {
      const entries = await vscode.workspace.fs.readDirectory(uriOf(folder));
      return entries.map(([name, type]) => name + (type & vscode.FileType.Directory ? "/" : "")).sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw problem(uriOf(folder), "cannot be read", error);
    }
  }
}

/** What is to be written, by its URI, when the other document has been saved. */
const waiting = new Map<string, { readonly text: string; readonly other: vscode.TextDocument }>();

/** When the other one was closed or reverted instead, what stands on the disk is right. */
function waitingText(uri: vscode.Uri): string | undefined {
  const { text, other } = waiting.get(uri.toString()) ?? {};
  if (other?.isDirty && !other.isClosed) return text;
  waiting.delete(uri.toString());
  return undefined;
}

/** To be called when a document was saved. */
export async function writeWhatWaitedFor(saved: vscode.TextDocument): Promise<void> {
  for (const [uri, { text, other }] of waiting) {
    if (other === saved) await editorStore(saved.uri).write(vscode.Uri.parse(uri).path, text);
  }
}

async function readFile(uri: vscode.Uri): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw problem(uri, "cannot be read", error);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileProblem(`${nameOf(uri.path)} is not UTF-8 text. Save it as UTF-8 first.`);
  }
}

async function writeFile(uri: vscode.Uri, text: string, before?: string): Promise<void> {
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  // What is there is never seen half; other file systems have their own way.
  const isReplaced = isThere && uri.scheme === "file";
  if (!isReplaced && before !== undefined && (await readFile(uri)) !== before) throw changed(uri);
  try {
    if (isReplaced) await replaceFile(uri.fsPath, text, before);
    else await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch (error) {
    if (error instanceof NotReplaced && error.reason === "changed") throw changed(uri);
    throw problem(uri, "cannot be written", error);
  }
}

function changed(uri: vscode.Uri): FileChanged {
  return new FileChanged(`${nameOf(uri.path)} was changed in the meantime. Save again.`);
}

function problem(uri: vscode.Uri, what: string, error: unknown): FileProblem {
  return new FileProblem(`${nameOf(uri.path)} ${what}: ${error instanceof Error ? error.message : error}`);
}

async function replaceIn(document: vscode.TextDocument, { range, newText }: TextEdit): Promise<void> {
  const wasDirty = document.isDirty;
  const place = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  const edits = new vscode.WorkspaceEdit();
  edits.replace(document.uri, place, newText);
  if (!(await vscode.workspace.applyEdit(edits)))
    throw new FileProblem(`${nameOf(document.uri.path)} cannot be changed.`);
  if (!wasDirty && !(await document.save())) throw new FileProblem(`${nameOf(document.uri.path)} cannot be saved.`);
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
