import { type Connection, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { answerRequests } from "./answers.ts";
import { noFeatures, readFeatures, serverCapabilities } from "./capabilities.ts";
import { createCurrentSettings } from "./current-settings.ts";
import { createDocumentChecks } from "./document-checks.ts";
import { createFileWatch } from "./file-watch.ts";
import { createPublisher } from "./publisher.ts";
import { createRechecks } from "./rechecks.ts";
import { urisOf } from "./uris.ts";
import { createWorkspaceFolders } from "./workspace-folders.ts";

/**
 * Serves findings, quick fixes, lenses and hovers to any LSP client. Reads files, never runs their code.
 *
 * Settings come as `initializationOptions`, `workspace/configuration` or `workspace/didChangeConfiguration`,
 * each time the `codeNodes` section.
 */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  let client = noFeatures;
  const folders = createWorkspaceFolders();
  const fileWatch = createFileWatch({ connection, isSupported: () => client.watchesFiles });
  const { watch } = fileWatch;
  const publisher = createPublisher({ connection, refreshesLenses: () => client.refreshesLenses, watch });
  const settings = createCurrentSettings({
    connection,
    isAsked: () => client.answersSettings,
    onRefreshed(before, now) {
      if (before.showsLenses !== now.showsLenses) publisher.refreshLenses();
      if (JSON.stringify(before.envFiles) !== JSON.stringify(now.envFiles)) {
        envFiles.forget();
        fileWatch.clear();
      }
      rechecks.all();
    },
  });
  const shared = { connection, documents, settings: settings.now, folderUris: folders.uris, publisher, watch };
  const { queue, envFiles } = createDocumentChecks(shared);
  const rechecks = createRechecks(documents, queue);

  connection.onInitialize((given) => {
    folders.begin(given);
    client = readFeatures(given.capabilities);
    settings.begin(given.initializationOptions);
    return { capabilities: serverCapabilities(client), serverInfo: { name: "code-nodes" } };
  });
  connection.onInitialized(() => {
    if (client.tellsOfFolders) folders.follow(connection, rechecks.all);
    settings.refresh(undefined);
  });
  connection.onDidChangeConfiguration(({ settings: pushed }) => settings.refresh(pushed));
  connection.onDidChangeWatchedFiles(({ changes }) => urisOf(changes).forEach(rechecks.ofWatched));
  documents.onDidChangeContent(({ document }) => rechecks.ofChanged(document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    queue.forget(uri);
    publisher.clear(uri);
    rechecks.ofClosed(uri);
  });
  answerRequests({
    connection,
    queue,
    showsLenses: () => settings.now().showsLenses,
    hoverFormat: () => client.hoverFormat,
    versionOf: (uri) => documents.get(uri)?.version,
  });
  documents.listen(connection);
  connection.listen();
}
