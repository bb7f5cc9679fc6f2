import {
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  MarkupKind,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { failureFinding } from "../core/sources/failure.ts";
import { indexLines } from "../core/text/line-index.ts";
import { codePaths, declarationPath, declarationSuffix, languageOfFile } from "../core/workflow/node-file.ts";
import { createCheckQueue } from "./check-queue.ts";
import { type CheckedDocument, checkDocument } from "./checked-document.ts";
import { toCodeActions } from "./code-actions.ts";
import { toCodeLenses } from "./code-lenses.ts";
import { toDiagnostics } from "./diagnostics.ts";
import { createEnvFiles } from "./env-files.ts";
import { createFileWatch } from "./file-watch.ts";
import { toHover } from "./hovers.ts";
import { createNamedFiles } from "./named-files.ts";
import { defaultSettings, readSettings } from "./settings.ts";
import { inSlices } from "./slices.ts";
import { isSameUri, urisOf } from "./uris.ts";

/** A workflow that a node file names is read with each of its checks. */
const maxNamedBytes = 8 * 1024 * 1024;

/**
 * Serves findings, quick fixes, lenses and hovers to any LSP client. Reads files, never runs their code.
 *
 * Settings come as `initializationOptions`, `workspace/configuration` or `workspace/didChangeConfiguration`,
 * each time the `codeNodes` section.
 */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  let settings = defaultSettings;
  let folderUris: readonly string[] = [];
  const namedFiles = createNamedFiles({
    openDocuments: () => documents.all(),
    folderUris: () => folderUris,
    maxBytes: maxNamedBytes,
  });
  const envFiles = createEnvFiles({
    connection,
    pathOf: (dialectId) => settings.envFiles[dialectId],
    read: namedFiles.read,
    watch: (uri) => fileWatch.watch(uri),
    folderUris: () => folderUris,
  });
  const queue = createCheckQueue({
    openDocument: (uri) => documents.get(uri),
    check: (document, knownFacts) =>
      checkDocument(document, {
        settings,
        readFrom: (uri) => namedFiles.readFrom(document.uri, uri),
        envText: (dialectId) => envFiles.textFor(dialectId, document.uri),
        knownFacts,
      }),
    isUnchanged: (uri, { declaration }) => !declaration || textFrom(uri, declaration.uri) === declaration.text,
    onChecked,
    onFault: (uri, error) => {
      const finding = failureFinding("What was found in this file could not be shown", error);
      connection.sendDiagnostics({ uri, diagnostics: toDiagnostics(indexLines(""), [finding]) });
    },
  });
  let asksForSettings = false;
  let tellsOfFolders = false;
  let refreshesLenses = false;
  let hoverFormat: MarkupKind = MarkupKind.PlainText;
  let watchesFiles = false;
  const fileWatch = createFileWatch({ connection, isSupported: () => watchesFiles });

  connection.onInitialize(({ capabilities, initializationOptions, workspaceFolders, rootUri }) => {
    folderUris = Array.isArray(workspaceFolders) ? urisOf(workspaceFolders) : urisOf([{ uri: rootUri }]);
    tellsOfFolders = capabilities.workspace?.workspaceFolders === true;
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
        ...(tellsOfFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      },
      serverInfo: { name: "code-nodes" },
    };
  });
  connection.onInitialized(() => {
    if (tellsOfFolders) followFolders();
    refreshSettings(undefined);
  });
  connection.onDidChangeConfiguration(({ settings: pushed }) => refreshSettings(pushed));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const uri of urisOf(changes)) {
      if (uri.endsWith(declarationSuffix)) scheduleNodeFilesOf(uri);
      else scheduleAll(); // A `.env`, which counts for every document, or a workflow that node files mirror.
    }
  });

  documents.onDidChangeContent(({ document }) => {
    if (document.uri.endsWith(declarationSuffix)) scheduleNodeFilesOf(document.uri);
    else queue.schedule(document.uri);
    for (const [uri, current] of queue.checked)
      if (current?.declaration && isSameUri(current.declaration.uri, document.uri)) queue.schedule(uri);
  });
  documents.onDidClose(({ document }) => {
    queue.forget(document.uri);
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    if (languageOfFile(document.uri))
      connection.sendDiagnostics({ uri: declarationPath(document.uri), diagnostics: [] });
    if (document.uri.endsWith(declarationSuffix)) scheduleNodeFilesOf(document.uri);
  });

  connection.onCodeLens(({ textDocument: { uri } }) =>
    settings.showsLenses ? answer(uri, [], "lenses", ({ source, nodes }) => toCodeLenses(uri, source.text, nodes)) : [],
  );

  connection.onHover(({ textDocument: { uri }, position }) =>
    // A node file's code can be read as it stands.
    languageOfFile(uri)
      ? undefined
      : answer(uri, undefined, "hover", ({ source, nodes }) => toHover(source.text, nodes, position, hoverFormat)),
  );

  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }) => {
    const isAsked = only?.some((kind) => kind === "" || kind === CodeActionKind.QuickFix) ?? true;
    if (!isAsked) return [];
    return answer(uri, [], "quick fixes", async (current) => {
      const isWanted = () => documents.get(uri)?.version === current.version;
      return (await inSlices(toCodeActions(uri, current, range), isWanted)) ?? [];
    });
  });

  documents.listen(connection);
  connection.listen();

  async function refreshSettings(pushed: unknown): Promise<void> {
    const section = asksForSettings
      ? await connection.workspace.getConfiguration("codeNodes").catch(() => undefined) // Those of before count.
      : sectionOf(pushed);
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

  function followFolders(): void {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(urisOf(removed));
      folderUris = [...folderUris.filter((uri) => !gone.has(uri)), ...urisOf(added)];
      scheduleAll();
    });
  }

  function scheduleAll(): void {
    for (const uri of documents.keys()) queue.schedule(uri);
  }

  function scheduleNodeFilesOf(declarationUri: string): void {
    for (const uri of codePaths(declarationUri)) if (documents.get(uri)) queue.schedule(uri);
  }

  /** What `act` makes of the checked document. A fault of it is a finding of the document, and the answer `otherwise`. */
  async function answer<Result>(
    uri: string,
    otherwise: Result,
    what: string,
    act: (current: CheckedDocument) => Result | Promise<Result>,
  ): Promise<Result> {
    const current = await queue.upToDate(uri);
    if (!current) return otherwise;
    try {
      return await act(current);
    } catch (error) {
      queue.addFinding(uri, failureFinding(`There could be no ${what} for this file`, error));
      return otherwise;
    }
  }

  function onChecked(
    uri: string,
    current: CheckedDocument | undefined,
    previous: CheckedDocument | undefined,
    isFirst: boolean,
  ): void {
    const isOtherwise = !isFirst && previous?.nodes.length !== current?.nodes.length;
    // An editor asks for lenses with each edit, but not when a declaration appears beside a code file.
    if (isOtherwise && languageOfFile(uri)) refreshLenses();
    const declaredIn = current?.declaration?.uri;
    if (declaredIn && !declaredIn.endsWith(declarationSuffix)) fileWatch.watch(declaredIn);
    if (!current && !previous) return;
    const diagnostics = current ? toDiagnostics(indexLines(current.source.text), current.findings) : [];
    const version = current?.version;
    connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
    if (languageOfFile(uri)) publishDeclaration(uri, current);
  }

  function refreshLenses(): void {
    if (!refreshesLenses) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      connection.console.error(`${error}`);
    });
  }

  function publishDeclaration(codeUri: string, current: CheckedDocument | undefined): void {
    const findings = current?.declarationFindings ?? [];
    const lines = indexLines(current?.source.declarationText ?? "");
    connection.sendDiagnostics({ uri: declarationPath(codeUri), diagnostics: toDiagnostics(lines, findings) });
  }

  function textFrom(documentUri: string, uri: string): string | undefined {
    const file = namedFiles.readFrom(documentUri, uri);
    return file.kind === "text" ? file.text : undefined;
  }
}

/** A client that pushes settings may send the section itself or everything around it. */
function sectionOf(pushed: unknown): unknown {
  if (typeof pushed !== "object" || pushed === null) return undefined;
  return "codeNodes" in pushed ? pushed.codeNodes : pushed;
}
