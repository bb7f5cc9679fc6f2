// The check of each open document, with what is read for it beside it.
import type { Connection, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type CheckQueue, createCheckQueue } from "./check-queue.ts";
import { checkDocument } from "./checked-document.ts";
import { createEnvFiles, type EnvFiles } from "./env-files.ts";
import { createNamedFiles } from "./named-files.ts";
import type { Publisher } from "./publisher.ts";
import type { EditorSettings } from "./settings.ts";

export interface DocumentChecks {
  readonly queue: CheckQueue;
  readonly envFiles: EnvFiles;
}

export interface DocumentChecksNeeds {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly settings: () => EditorSettings;
  readonly folderUris: () => readonly string[];
  readonly publisher: Publisher;
  readonly watch: (uri: string) => void;
}

export function createDocumentChecks(needs: DocumentChecksNeeds): DocumentChecks {
  const { connection, documents, settings, folderUris, publisher, watch } = needs;
  const { read, readFrom } = createNamedFiles({
    openDocuments: () => documents.all(),
    folderUris,
    maxBytes: maxNamedBytes,
  });
  const pathOf = (dialectId: string) => settings().envFiles[dialectId];
  const envFiles = createEnvFiles({ connection, pathOf, read, watch, folderUris });
  const queue = createCheckQueue({
    openDocument: (uri) => documents.get(uri),
    check: (document, knownFacts) =>
      checkDocument(document, {
        settings: settings(),
        readFrom: (uri) => readFrom(document.uri, uri),
        envText: (dialectId) => envFiles.textFor(dialectId, document.uri),
        knownFacts,
      }),
    isUnchanged: (uri, { declaration }) => !declaration || textFrom(uri, declaration.uri) === declaration.text,
    onChecked: publisher.onChecked,
    onFault: publisher.onFault,
  });
  return { queue, envFiles };

  function textFrom(documentUri: string, uri: string): string | undefined {
    const file = readFrom(documentUri, uri);
    return file.kind === "text" ? file.text : undefined;
  }
}

/** A workflow that a node file names is read with each of its checks. */
const maxNamedBytes = 8 * 1024 * 1024;
