import type { Connection } from "vscode-languageserver/node";
import { DiagnosticSeverity } from "vscode-languageserver/node";
import { dialectById } from "../core/dialects/all-dialects.ts";
import type { SettingsProblem } from "../core/dialects/dialect.ts";
import { indexLines, positionRange } from "../core/text/line-index.ts";

/** The `.env` files that the settings name, and what is wrong in them, shown where it stands. */
export interface EnvFiles {
  /** The text of a dialect's file for a document; undefined when none is set or it cannot be read. */
  textFor(dialectId: string, documentUri: string): string | undefined;
  /** The settings name other files now: what was shown about the former ones goes. */
  forget(): void;
}

export interface EnvFileNeeds {
  readonly connection: Connection;
  readonly pathOf: (dialectId: string) => string | undefined;
  readonly readText: (uri: string) => string | undefined;
  /** Sees to it that a change of the file leads to another check. */
  readonly watch: (uri: string) => void;
  /** The workspace's folders. */
  readonly folderUris: () => readonly string[];
}

export function createEnvFiles({ connection, pathOf, readText, watch, folderUris }: EnvFileNeeds): EnvFiles {
  /** By URI, what was shown about it. */
  const shown = new Map<string, string | undefined>();

  return {
    textFor(dialectId, documentUri) {
      const path = pathOf(dialectId);
      if (!path) return undefined;
      const uri = uriOf(path, documentUri);
      watch(uri);
      const text = readText(uri);
      if (!shown.has(uri) || shown.get(uri) !== text) {
        shown.set(uri, text);
        if (text === undefined) warnOfMissing(dialectId, path);
        publish(uri, text ?? "", text === undefined ? [] : problemsOf(dialectId, text));
      }
      return text;
    },
    forget() {
      for (const uri of shown.keys()) publish(uri, "", []);
      shown.clear();
    },
  };

  /** A relative path starts at the document's workspace folder. */
  function uriOf(path: string, documentUri: string): string {
    if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path))
      return encodeURI(`file://${/^[/\\]/.test(path) ? "" : "/"}${path.replaceAll("\\", "/")}`);
    const folders = folderUris().map((folder) => (folder.endsWith("/") ? folder : `${folder}/`));
    const folder = folders.find((candidate) => documentUri.startsWith(candidate)) ?? folders[0] ?? documentUri;
    return new URL(path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/"), folder).href;
  }

  function publish(uri: string, text: string, problems: readonly SettingsProblem[]): void {
    const lines = indexLines(text);
    const diagnostics = problems.map(({ kind, message, range }) => ({
      range: positionRange(lines, range),
      severity: kind === "malformed" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      code: "env-file",
      source: "Code Nodes",
      message,
    }));
    connection.sendDiagnostics({ uri, diagnostics });
  }

  function warnOfMissing(dialectId: string, path: string): void {
    connection.window.showWarningMessage(
      `The setting codeNodes.${dialectId}.envFile names ${path}, which cannot be read. Correct the path, which starts at the workspace folder.`,
    );
  }
}

function problemsOf(dialectId: string, text: string): readonly SettingsProblem[] {
  return dialectById(dialectId)?.readServerSettings?.(text).problems ?? [];
}
