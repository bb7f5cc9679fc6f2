// What the client can do, and what the server offers it.
import {
  type ClientCapabilities,
  CodeActionKind,
  MarkupKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";

/** What the server asks of its client only where the client can do it. */
export interface ClientFeatures {
  readonly tellsOfFolders: boolean;
  readonly answersSettings: boolean;
  readonly refreshesLenses: boolean;
  /** Whether a server may name files to it, by their folder, whose changes it then reports. */
  readonly watchesFiles: boolean;
  readonly hoverFormat: MarkupKind;
}

/** Before the client has said anything. */
export const noFeatures: ClientFeatures = {
  tellsOfFolders: false,
  answersSettings: false,
  refreshesLenses: false,
  watchesFiles: false,
  hoverFormat: MarkupKind.PlainText,
};

export function readFeatures({ workspace, textDocument }: ClientCapabilities): ClientFeatures {
  const { dynamicRegistration, relativePatternSupport } = workspace?.didChangeWatchedFiles ?? {};
  const formats = textDocument?.hover?.contentFormat ?? [];
  return {
    tellsOfFolders: workspace?.workspaceFolders === true,
    answersSettings: workspace?.configuration === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    watchesFiles: dynamicRegistration === true && relativePatternSupport === true,
    hoverFormat: formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText,
  };
}

export function serverCapabilities({ tellsOfFolders }: ClientFeatures): ServerCapabilities {
  return {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    codeLensProvider: { resolveProvider: false },
    hoverProvider: true,
    ...(tellsOfFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  };
}
