import type { Connection } from "vscode-languageserver/node";
import { DiagnosticSeverity, MessageType, ShowMessageNotification } from "vscode-languageserver/node";
import { dialectById } from "../core/dialects/all-dialects.ts";
import type { SettingsProblem } from "../core/dialects/dialect.ts";
import { indexLines, positionRange } from "../core/text/line-index.ts";
import type { NamedText } from "../files/read-named-file.ts";
import { uriBeside } from "./uris.ts";

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
  readonly read: (uri: string) => NamedText;
  /** Sees to it that a change of the file leads to another check. */
  readonly watch: (uri: string) => void;
  /** The workspace's folders. */
  readonly folderUris: () => readonly string[];
}

const whereItStarts = "cannot be read. Correct the path, which starts at the workspace folder.";

export function createEnvFiles({ connection, pathOf, read, watch, folderUris }: EnvFileNeeds): EnvFiles {
  /** By URI, what was shown about it. */
  const shown = new Map<string, string | undefined>();
  /** Paths that were warned of because they are none. */
  const unusable = new Set<string>();

  return {
    textFor(dialectId, documentUri) {
      const path = pathOf(dialectId);
      if (!path) return undefined;
      const uri = uriOf(path, documentUri);
      if (uri === undefined) return warnOnce(dialectId, path, "is no place on this computer. Correct the path.");
      watch(uri);
      const file = read(uri);
      const text = file.kind === "text" ? file.text : undefined;
      if (!shown.has(uri) || shown.get(uri) !== text) {
        shown.set(uri, text);
        if (file.kind === "missing") warn(dialectId, path, whereItStarts);
        if (file.kind === "refused") warn(dialectId, path, `cannot be read: ${file.message}`);
        publish(uri, text ?? "", text === undefined ? [] : problemsOf(dialectId, text));
      }
      return text;
    },
    forget() {
      for (const uri of shown.keys()) publish(uri, "", []);
      shown.clear();
      unusable.clear();
    },
  };

  /**
   * A relative path starts at the document's workspace folder. Undefined for what is no path: settings may come with a
   * folder, and must not name another computer either.
   */
  function uriOf(path: string, documentUri: string): string | undefined {
    const slashed = path.replaceAll("\\", "/");
    if (slashed.startsWith("//") || slashed.includes("\0")) return undefined;
    if (/^[A-Za-z]:\//.test(slashed)) return uriBeside(`file:///${slashed.slice(0, 2)}/`, slashed.slice(3));
    if (slashed.startsWith("/")) return uriBeside("file:///", slashed.slice(1));
    const folders = folderUris().map((folder) => (folder.endsWith("/") ? folder : `${folder}/`));
    const folder = folders.find((candidate) => documentUri.startsWith(candidate)) ?? folders[0] ?? documentUri;
    return uriBeside(folder, slashed);
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

  function warn(dialectId: string, path: string, what: string): void {
    const message = `The setting codeNodes.${dialectId}.envFile names ${path}, which ${what}`;
    // A notice: a request would have to be answered by a client that shows no messages.
    connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }

  function warnOnce(dialectId: string, path: string, what: string): undefined {
    if (!unusable.has(path)) warn(dialectId, path, what);
    unusable.add(path);
  }
}

function problemsOf(dialectId: string, text: string): readonly SettingsProblem[] {
  return dialectById(dialectId)?.readServerSettings?.(text).problems ?? [];
}
