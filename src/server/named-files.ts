import { dirname, relative } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { boundaryByName, joined } from "../core/node-files/paths.ts";
import { editorBoundary } from "../files/boundary.ts";
import { placeBeside } from "../files/read-beside.ts";
import { type NamedFile, type NamedText, readNamedFile, readRealFile } from "../files/read-named-file.ts";
import { decoded, filePathOf, isSameUri } from "./uris.ts";

/** Files that a document or a setting names: from the editor when they are open there, else from the disk. */
export interface NamedFiles {
  /** One that a document leads to; only inside of the document's workspace folder, or else of its own. */
  readFrom(documentUri: string, uri: string): NamedText;
  /** One that the user names; it may lie anywhere. */
  read(uri: string): NamedText;
}

export interface NamedFilesNeeds {
  readonly openDocuments: () => readonly TextDocument[];
  /** The workspace's folders. */
  readonly folderUris: () => readonly string[];
  readonly maxBytes: number;
}

export function createNamedFiles({ openDocuments, folderUris, maxBytes }: NamedFilesNeeds): NamedFiles {
  return {
    readFrom(documentUri, uri) {
      const from = filePathOf(documentUri);
      const path = filePathOf(uri);
      if (from === undefined || path === undefined) return readElsewhere(documentUri, uri);
      const folders = folderUris().flatMap((folder) => filePathOf(folder) ?? []);
      const place = placeBeside(from, relative(dirname(from), path), editorBoundary(from, folders));
      if (place.kind === "refused") return place;
      const open = openText(uri);
      if (open) return open;
      return place.kind === "missing" ? place : textOf(readRealFile(place.path, { maxBytes }));
    },
    read(uri) {
      const open = openText(uri);
      const path = filePathOf(uri);
      return open ?? (path === undefined ? { kind: "missing" } : textOf(readNamedFile(path, { maxBytes })));
    },
  };

  /** On another file system only what is open can be read. */
  function readElsewhere(documentUri: string, uri: string): NamedText {
    const boundary = boundaryByName(decoded(documentUri), folderUris().map(decoded));
    if (!joined("", decoded(uri)).startsWith(boundary)) {
      return { kind: "refused", message: `it lies outside of ${boundary}. Name a file inside of that folder.` };
    }
    return openText(uri) ?? { kind: "missing" };
  }

  function openText(uri: string): NamedText | undefined {
    const open = openDocuments().find((document) => isSameUri(document.uri, uri));
    return open && { kind: "text", text: open.getText() };
  }
}

function textOf(file: NamedFile): NamedText {
  return file.kind === "bytes"
    ? { kind: "text", text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes) }
    : file;
}
