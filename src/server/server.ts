import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  MarkupKind,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { codePaths, declarationPath, declarationSuffix, languageOfFile } from "../core/workflow/node-file.ts";
import { type CheckedDocument, checkDocument } from "./checked-document.ts";
import { toCodeActions } from "./code-actions.ts";
import { toCodeLenses } from "./code-lenses.ts";
import { toDiagnostics } from "./diagnostics.ts";
import { createEnvFiles } from "./env-files.ts";
import { createFileWatch } from "./file-watch.ts";
import { toHover } from "./hovers.ts";
import { defaultSettings, readSettings } from "./settings.ts";

/**
 * Serves findings, quick fixes, lenses and hovers to any LSP client. Reads files, never runs their code.
 *
 * Settings come as `initializationOptions`, `workspace/configuration` or `workspace/didChangeConfiguration`,
 * each time the `codeNodes` section.
 */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const checked = new Map<string, CheckedDocument | undefined>();
  const waiting = new Set<string>();
  let settings = defaultSettings;
  let folderUris: readonly string[] = [];
  const envFiles = createEnvFiles({
    connection,
    pathOf: (dialectId) => settings.envFiles[dialectId],
    readText,
    watch: (uri) => fileWatch.watch(uri),
    folderUris: () => folderUris,
  });
  let asksForSettings = false;
  let refreshesLenses = false;
  let hoverFormat: MarkupKind = MarkupKind.PlainText;
  let watchesFiles = false;
  const fileWatch = createFileWatch({ connection, isSupported: () => watchesFiles });

  connection.onInitialize(({ capabilities, initializationOptions, workspaceFolders, rootUri }) => {
    folderUris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    asksForSettings = capabilities.workspace?.configuration === true;
    refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
    const { dynamicRegistration, relativePatternSupport } = capabilities.workspace?.didChangeWatchedFiles ?? {};
    watchesFiles = dynamicRegistration === true && relativePatternSupport === true;
    const formats = capabilities.textDocument?.hover?.contentFormat ?? [];
    hoverFormat = formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;
    settings = readSettings(initializationOptions);
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        codeLensProvider: { resolveProvider: false },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      },
      serverInfo: { name: "code-nodes" },
    };
  });
  connection.onInitialized(() => refreshSettings(undefined));
  connection.onDidChangeConfiguration(({ settings: pushed }) => refreshSettings(pushed));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      if (uri.endsWith(declarationSuffix)) scheduleNodeFilesOf(uri);
      else scheduleAll(); // A `.env`, which counts for every document, or a workflow that node files mirror.
    }
  });

  documents.onDidChangeContent(({ document }) => {
    if (document.uri.endsWith(declarationSuffix)) scheduleNodeFilesOf(document.uri);
    else schedule(document.uri);
    for (const [uri, current] of checked)
      if (current?.declaration && isSameUri(current.declaration.uri, document.uri)) schedule(uri);
  });
  documents.onDidClose(({ document }) => {
    checked.delete(document.uri);
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    if (languageOfFile(document.uri))
      connection.sendDiagnostics({ uri: declarationPath(document.uri), diagnostics: [] });
    if (document.uri.endsWith(declarationSuffix)) scheduleNodeFilesOf(document.uri);
  });

  connection.onCodeLens(({ textDocument: { uri } }) => {
    const document = documents.get(uri);
    const current = document && settings.showsLenses ? upToDate(document) : undefined;
    return current ? toCodeLenses(uri, current.source.text, current.nodes) : [];
  });

  connection.onHover(({ textDocument: { uri }, position }) => {
    const document = documents.get(uri);
    // A node file's code can be read as it stands.
    if (!document || languageOfFile(uri)) return undefined;
    return toHover(document.getText(), upToDate(document)?.nodes ?? [], position, hoverFormat);
  });

  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }) => {
    const isAsked = only?.some((kind) => kind === "" || kind === CodeActionKind.QuickFix) ?? true;
    const document = documents.get(uri);
    const current = document && isAsked ? upToDate(document) : undefined;
    return current ? toCodeActions(uri, current, range) : [];
  });

  documents.listen(connection);
  connection.listen();

  async function refreshSettings(pushed: unknown): Promise<void> {
    const section = asksForSettings ? await connection.workspace.getConfiguration("codeNodes") : sectionOf(pushed);
    if (section === undefined) return;
    const before = settings;
    settings = readSettings(section);
    if (before.showsLenses !== settings.showsLenses) refreshLenses();
    if (JSON.stringify(before.envFiles) !== JSON.stringify(settings.envFiles)) {
      envFiles.forget();
      fileWatch.clear();
    }
    scheduleAll();
  }

  function scheduleAll(): void {
    for (const uri of documents.keys()) schedule(uri);
  }

  /** Several changes that arrive together are checked once, as the last of them left the text. */
  function schedule(uri: string): void {
    if (waiting.has(uri)) return;
    waiting.add(uri);
    setImmediate(() => {
      waiting.delete(uri);
      const document = documents.get(uri);
      if (document) check(document);
    });
  }

  function scheduleNodeFilesOf(declarationUri: string): void {
    for (const uri of codePaths(declarationUri)) if (documents.get(uri)) schedule(uri);
  }

  function upToDate(document: TextDocument): CheckedDocument | undefined {
    const known = checked.get(document.uri);
    const isOfNow = known?.version === document.version && isUnchanged(known.declaration);
    return isOfNow ? known : check(document);
  }

  function isUnchanged(declaration: CheckedDocument["declaration"]): boolean {
    return !declaration || readText(declaration.uri) === declaration.text;
  }

  function check(document: TextDocument): CheckedDocument | undefined {
    const { uri, version } = document;
    const previous = checked.get(uri);
    const current = checkDocument(document, {
      settings,
      readText,
      envText: (dialectId) => envFiles.textFor(dialectId, uri),
      previous,
    });
    const isOtherwise = checked.has(uri) && previous?.nodes.length !== current?.nodes.length;
    checked.set(uri, current);
    // An editor asks for lenses with each edit, but not when a declaration appears beside a code file.
    if (isOtherwise && languageOfFile(uri)) refreshLenses();
    const declaredIn = current?.declaration?.uri;
    if (declaredIn && !declaredIn.endsWith(declarationSuffix)) fileWatch.watch(declaredIn);
    if (!current && !previous) return undefined;
    const diagnostics = current ? toDiagnostics(document.getText(), current.findings) : [];
    connection.sendDiagnostics({ uri, version, diagnostics });
    if (languageOfFile(uri)) publishDeclaration(declarationPath(uri), current);
    return current;
  }

  function refreshLenses(): void {
    if (!refreshesLenses) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      connection.console.error(`${error}`);
    });
  }

  function publishDeclaration(uri: string, current: CheckedDocument | undefined): void {
    const diagnostics = current ? toDiagnostics(readText(uri) ?? "", current.declarationFindings) : [];
    connection.sendDiagnostics({ uri, diagnostics });
  }

  function readText(uri: string): string | undefined {
    const open = documents.get(uri) ?? documents.all().find((document) => isSameUri(document.uri, uri));
    if (open) return open.getText();
    if (!uri.startsWith("file:")) return undefined;
    try {
      return readFileSync(fileURLToPath(uri), "utf8");
    } catch {
      return undefined; // No such file: the code file is an ordinary one.
    }
  }
}

/** Clients differ in which characters they escape. */
function isSameUri(one: string, other: string): boolean {
  return one === other || decodeURIComponent(one) === decodeURIComponent(other);
}

/** A client that pushes settings may send the section itself or everything around it. */
function sectionOf(pushed: unknown): unknown {
  if (typeof pushed !== "object" || pushed === null) return undefined;
  return "codeNodes" in pushed ? pushed.codeNodes : pushed;
}
