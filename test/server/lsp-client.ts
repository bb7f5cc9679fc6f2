import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import {
  type CodeAction,
  type CodeLens,
  createProtocolConnection,
  type Diagnostic,
  FileChangeType,
  type Hover,
  type Position,
  type ProtocolConnection,
  type Range,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

/** A small LSP client, so that tests speak the protocol and nothing else. */
export interface LspClient {
  /** Opens a document and returns the first findings published for that version. */
  open(uri: string, languageId: string, text: string): Promise<Diagnostic[]>;
  openQuietly(uri: string, languageId: string, text: string): void;
  change(uri: string, text: string): Promise<Diagnostic[]>;
  changeQuietly(uri: string, text: string): void;
  close(uri: string): Promise<Diagnostic[]>;
  nextDiagnostics(uri: string): Promise<Diagnostic[]>;
  codeLenses(uri: string): Promise<CodeLens[]>;
  hover(uri: string, position: Position): Promise<Hover | null>;
  /** Asks as a client does that has the cursor, or a selection, there. */
  codeActions(uri: string, range: Range, only?: readonly string[]): Promise<CodeAction[]>;
  /** Resolves when the server asks for the lenses to be asked for again. */
  nextLensRefresh(): Promise<void>;
  /** Pushes the `codeNodes` section. */
  configure(section: object): void;
  /** The file that the server asks the client to watch next. */
  nextWatchedFile(): Promise<string>;
  fileChanged(uri: string): void;
  /** Any notification, as it is. */
  notify(method: string, params: object): void;
  /** The documents that findings were published for, in this order. */
  readonly published: readonly string[];
  stop(): Promise<void>;
}

export interface ClientOptions {
  /** Capabilities of the client. */
  readonly textDocument?: object;
  readonly workspaceFolders?: readonly string[];
  readonly initializationOptions?: unknown;
  /** What the server gets when it asks for its section; without it, it is not told that it may ask. */
  readonly section?: () => unknown;
  /** When a server that says nothing counts as one that hangs. */
  readonly hangMs?: number;
}

export async function startServer({
  textDocument = {},
  workspaceFolders,
  initializationOptions,
  section,
  hangMs = 300_000,
}: ClientOptions = {}): Promise<LspClient> {
  const server = spawn(process.execPath, ["dist/server.js", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = connect(server);
  const versions = new Map<string, number>();
  const waiting = new Map<string, (diagnostics: Diagnostic[]) => void>();
  const published: string[] = [];
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, version, diagnostics }) => {
    published.push(uri);
    // What was found in a version before this one is no answer to it.
    if (version !== undefined && version < (versions.get(uri) ?? 0)) return;
    waiting.get(uri)?.(diagnostics);
    waiting.delete(uri);
  });
  const asked = new EventEmitter();
  connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
    for (const { registerOptions } of registrations) {
      for (const { globPattern } of registerOptions.watchers) {
        asked.emit("watch", globPattern.baseUri + globPattern.pattern);
      }
    }
  });
  connection.onRequest("client/unregisterCapability", () => undefined);
  connection.onRequest("workspace/codeLens/refresh", () => {
    asked.emit("lenses");
  });
  connection.onRequest("workspace/configuration", () => [section?.() ?? null]);
  connection.listen();
  const capabilities = {
    textDocument,
    workspace: {
      didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
      codeLens: { refreshSupport: true },
      configuration: section !== undefined,
      workspaceFolders: workspaceFolders !== undefined,
    },
  };
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions,
    workspaceFolders: workspaceFolders?.map((uri) => ({ uri, name: uri })) ?? null,
  });
  await connection.sendNotification("initialized", {});

  const nextDiagnostics = (uri: string) =>
    new Promise<Diagnostic[]>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No findings were published for ${uri}.`)), hangMs);
      waiting.set(uri, (diagnostics) => {
        clearTimeout(timer);
        resolve(diagnostics);
      });
    });
  const openQuietly = (uri: string, languageId: string, text: string) => {
    versions.set(uri, 1);
    connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  };
  const changeQuietly = (uri: string, text: string) => {
    const version = (versions.get(uri) ?? 0) + 1;
    versions.set(uri, version);
    connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  };
  const answered = (uri: string, send: () => void) => {
    const next = nextDiagnostics(uri);
    send();
    return next;
  };
  return {
    open: (uri, languageId, text) => answered(uri, () => openQuietly(uri, languageId, text)),
    openQuietly,
    change: (uri, text) => answered(uri, () => changeQuietly(uri, text)),
    changeQuietly,
    close: (uri) =>
      answered(uri, () => connection.sendNotification("textDocument/didClose", { textDocument: { uri } })),
    nextDiagnostics,
    codeLenses: (uri) => connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } }),
    hover: (uri, position) =>
      connection.sendRequest<Hover | null>("textDocument/hover", { textDocument: { uri }, position }),
    codeActions: (uri, range, only) =>
      connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri },
        range,
        context: { diagnostics: [], ...(only ? { only } : {}) },
      }),
    nextLensRefresh: async () => {
      await once(asked, "lenses", { signal: AbortSignal.timeout(hangMs) });
    },
    configure: (section) =>
      connection.sendNotification("workspace/didChangeConfiguration", { settings: { codeNodes: section } }),
    nextWatchedFile: async () => (await once(asked, "watch", { signal: AbortSignal.timeout(hangMs) }))[0],
    fileChanged: (uri) =>
      connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri, type: FileChangeType.Changed }],
      }),
    notify: (method, params) => void connection.sendNotification(method, params),
    published,
    stop: async () => {
      const ended = once(server, "exit");
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      await ended;
    },
  };
}

function connect(server: ChildProcess): ProtocolConnection {
  if (!server.stdout || !server.stdin) throw new Error("The server has no stdio.");
  return createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
}
