import * as vscode from "vscode";
import { FileChanged, FileProblem, type FileStore } from "../../core/node-files/file-store.ts";
import { folderOfNodeFile, nameOf, parentOf, workflowOfFolder } from "../../core/node-files/paths.ts";
import type { TextEdit } from "../../core/text/text-edit.ts";
import { realPath } from "../../files/boundary.ts";
import { type NamedWorkflow, RefusedPlace, type Role } from "../../files/contained-files.ts";
import { NotReplaced } from "../../files/replace-file.ts";
import { openDocument } from "../open-document.ts";
import { untrustedMessage } from "../trust.ts";
import { filesAt, type PlacedFiles } from "./placed-files.ts";

/** Workflows that the user has named himself since the window was opened, by their URIs, with where they led then. */
const named = new Map<string, NamedWorkflow>();

/** A workflow that the user names, and what lies beside it. */
export function storeOfWorkflow(workflow: vscode.Uri): FileStore {
  const isOnDisk = workflow.scheme === "file";
  const naming = { path: workflow.path, real: isOnDisk ? realPath(workflow.fsPath) : workflow.path };
  named.set(workflow.toString(), naming);
  return editorStore(workflow, filesAt(workflow, parentOf(workflow.path), naming));
}

/** A node file and its workflow, which is wherever its declaration says, inside of the workspace folder. */
export function storeOfNodeFile(codeFile: vscode.Uri): FileStore {
  const around = workflowOfFolder(codeFile.path);
  const naming = around === undefined ? undefined : named.get(codeFile.with({ path: around }).toString());
  return editorStore(codeFile, filesAt(codeFile, folderOfNodeFile(codeFile.path), naming));
}

/**
 * Workflows and node files as the editor sees them, on the file system that `place` lies on: paths are paths of its
 * URIs. What is open is read and changed in its editor, so that it can be undone; it is saved too, unless it held
 * changes of the user's before. In a workspace that is not trusted nothing is written.
 */
function editorStore(place: vscode.Uri, files: PlacedFiles): FileStore {
  const uriOf = (path: string) => place.with({ path });
  return {
    read,
    write: (path, text, before) => write(path, "beside", text, before),
    writeWorkflow: (path, text, before) => write(path, "workflow", text, before),
    writeAfter,
    list: (folder) => files.list(folder).catch((error: unknown) => problem(uriOf(folder), "cannot be read", error)),
  };

  async function read(path: string, role: Role = "beside"): Promise<string | undefined> {
    const uri = uriOf(path);
    const asProblem = (error: unknown) => problem(uri, "cannot be read", error);
    await files.lookAt(path, role).catch(asProblem);
    const open = waitingText(uri) ?? openDocument(uri)?.getText();
    return open ?? textOf(uri, await files.read(path, role).catch(asProblem));
  }

  async function write(path: string, role: Role, text: string, before: string | undefined): Promise<void> {
    const uri = uriOf(path);
    if (!vscode.workspace.isTrusted) throw new FileProblem(`${nameOf(path)} was not written. ${untrustedMessage}`);
    const asProblem = (error: unknown) => problem(uri, "cannot be written", error);
    const asSaved = textOnDisk(uri, before);
    waiting.delete(uri.toString());
    const document = openDocument(uri);
    if (!document) return files.write(path, role, text, asSaved).catch(asProblem);
    // The editor saves into the file that is there, and so into all that share it.
    if ((await files.lookAt(path, role).catch(asProblem)) === "shared" && role === "beside") {
      throw new FileProblem(`${nameOf(path)} is a hard link: another file would change too. Put a copy in its place.`);
    }
    if (document.getText() !== asSaved) throw changed(uri);
    await replaceIn(document, differenceOf(document.getText(), text));
  }

  async function writeAfter(other: string, path: string, text: string, before: string | undefined): Promise<void> {
    const document = openDocument(uriOf(other));
    if (!document?.isDirty) return write(path, "beside", text, before);
    const uri = uriOf(path);
    const onDisk = textOnDisk(uri, before);
    waiting.set(uri.toString(), { text, onDisk, other: document, write: () => write(path, "beside", text, text) });
  }
}

interface WaitingText {
  readonly text: string;
  /** What it takes the place of. */
  readonly onDisk: string | undefined;
  readonly other: vscode.TextDocument;
  readonly write: () => Promise<void>;
}

/** What is to be written, by its URI, when the other document has been saved. */
const waiting = new Map<string, WaitingText>();

/** When the other one was closed or reverted instead, what stands on the disk is right. */
function waitingText(uri: vscode.Uri): string | undefined {
  const { text, other } = waiting.get(uri.toString()) ?? {};
  if (other?.isDirty && !other.isClosed) return text;
  waiting.delete(uri.toString());
  return undefined;
}

/** What the file holds that `read` gave `before` of. */
function textOnDisk(uri: vscode.Uri, before: string | undefined): string | undefined {
  const entry = waiting.get(uri.toString());
  return entry?.text === before ? entry?.onDisk : before;
}

/** To be called when a document was saved. */
export async function writeWhatWaitedFor(saved: vscode.TextDocument): Promise<void> {
  for (const { other, write } of [...waiting.values()]) if (other === saved) await write();
}

function textOf(uri: vscode.Uri, bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileProblem(`${nameOf(uri.path)} is not UTF-8 text. Save it as UTF-8 first.`);
  }
}

function changed(uri: vscode.Uri): FileChanged {
  return new FileChanged(`${nameOf(uri.path)} was changed in the meantime. Save again.`);
}

function problem(uri: vscode.Uri, what: string, error: unknown): never {
  if (error instanceof RefusedPlace) throw new FileProblem(error.message);
  if (error instanceof NotReplaced && error.reason === "changed") throw changed(uri);
  throw new FileProblem(`${nameOf(uri.path)} ${what}: ${error instanceof Error ? error.message : error}`);
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
