import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { allDialects } from "../core/dialects/all-dialects.ts";
import { declarationPath, declarationSuffix, languageOfFile } from "../core/workflow/node-file.ts";

const documentSelector = [
  { language: "yaml" },
  { language: "json" },
  { language: "python", scheme: "file" },
  { language: "javascript", scheme: "file" },
  { pattern: `**/*${declarationSuffix}`, scheme: "file" },
];

/**
 * Starts the language server with the first document that may hold code nodes, so that any other YAML or JSON file
 * costs one look at its text.
 */
export function startServerWhenNeeded(context: vscode.ExtensionContext): { restart(): Promise<void> } {
  let client: LanguageClient | undefined;
  const watching = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.workspace.onDidChangeTextDocument(({ document }) => startFor(document)),
  );
  context.subscriptions.push(watching, { dispose: () => client?.dispose() });
  for (const document of vscode.workspace.textDocuments) startFor(document);
  return {
    restart: async () => {
      await (client ?? start()).restart();
    },
  };

  async function startFor(document: vscode.TextDocument): Promise<void> {
    if (client || !(await mayHoldNodes(document))) return;
    if (!client) start();
  }

  function start(): LanguageClient {
    watching.dispose();
    const module = context.asAbsolutePath("dist/server.js");
    const watcher = vscode.workspace.createFileSystemWatcher(`**/*${declarationSuffix}`);
    context.subscriptions.push(watcher);
    client = new LanguageClient(
      "codeNodes",
      "Code Nodes",
      { module, transport: TransportKind.ipc },
      { documentSelector, synchronize: { fileEvents: watcher, configurationSection: "codeNodes" } },
    );
    client.start().catch((error: unknown) => {
      vscode.window.showErrorMessage(`The Code Nodes language server did not start: ${error}`);
    });
    return client;
  }
}

/** One look at the text, or at the name and what lies beside it. */
export async function mayHoldNodes(document: vscode.TextDocument): Promise<boolean> {
  const { uri, languageId } = document;
  if (uri.path.endsWith(declarationSuffix)) return true;
  if (languageId === "yaml" || languageId === "json") {
    return allDialects.some((dialect) => dialect.mayHoldNodes(document.getText()));
  }
  if (uri.scheme !== "file" || !languageOfFile(uri.path)) return false;
  const declaration = vscode.workspace.fs.stat(uri.with({ path: declarationPath(uri.path) }));
  return declaration.then(
    () => true,
    () => false, // No declaration beside it: an ordinary code file.
  );
}
