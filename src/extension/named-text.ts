import * as vscode from "vscode";
import { boundaryByName } from "../core/node-files/paths.ts";
import { editorBoundary } from "../files/boundary.ts";
import { placeBeside } from "../files/read-beside.ts";
import {
  maxNamedFileBytes,
  type NamedFile,
  type NamedText,
  readNamedFile,
  readRealFile,
} from "../files/read-named-file.ts";
import { openDocument } from "./open-document.ts";

/**
 * The text of a file that another one leads to, by a path from there: from the editor when it is open there, else from
 * where the other one is. Only inside of that one's workspace folder, or else of its own.
 */
export async function textFrom(from: vscode.Uri, path: string): Promise<NamedText> {
  const uri = vscode.Uri.joinPath(from, "..", path);
  const folder = vscode.workspace.getWorkspaceFolder(from)?.uri;
  if (from.scheme === "file") {
    const boundary = editorBoundary(from.fsPath, folder?.scheme === "file" ? [folder.fsPath] : []);
    const place = placeBeside(from.fsPath, path, boundary);
    if (place.kind === "refused") return place;
    const open = openText(uri);
    if (open) return open;
    return place.kind === "missing" ? place : textOf(readRealFile(place.path));
  }
  const boundary = boundaryByName(from.path, folder ? [folder.path] : []);
  if (!uri.path.startsWith(boundary)) {
    return { kind: "refused", message: `it lies outside of ${boundary}. Name a file inside of that folder.` };
  }
  return openText(uri) ?? readElsewhere(uri);
}

/** The text of a file that the user names, or that the editor has found in the workspace. */
export async function namedText(uri: vscode.Uri): Promise<NamedText> {
  return openText(uri) ?? (await savedText(uri));
}

/** The same, as it lies there. */
export async function savedText(uri: vscode.Uri): Promise<NamedText> {
  return uri.scheme === "file" ? textOf(readNamedFile(uri.fsPath)) : readElsewhere(uri);
}

function openText(uri: vscode.Uri): NamedText | undefined {
  const open = openDocument(uri);
  return open && { kind: "text", text: open.getText() };
}

/** File systems other than the disk have no pipes and no devices that would wait for ever. */
async function readElsewhere(uri: vscode.Uri): Promise<NamedText> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (!(type & vscode.FileType.File)) return { kind: "refused", message: "it is no file. Name an ordinary file." };
    if (size > maxNamedFileBytes) return { kind: "refused", message: "it is larger than 16 MB. Name a smaller file." };
    return textOf({ kind: "bytes", bytes: await vscode.workspace.fs.readFile(uri) });
  } catch {
    return { kind: "missing" };
  }
}

function textOf(file: NamedFile): NamedText {
  return file.kind === "bytes" ? { kind: "text", text: new TextDecoder().decode(file.bytes) } : file;
}
