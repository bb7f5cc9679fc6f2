import type { Connection, InitializeParams } from "vscode-languageserver/node";
import { urisOf } from "./uris.ts";

export interface WorkspaceFolders {
  uris(): readonly string[];
  /** Takes those that the client begins with. */
  begin(given: Pick<InitializeParams, "workspaceFolders" | "rootUri">): void;
  /** From now on the client tells of those that come and go. */
  follow(connection: Connection, onChange: () => void): void;
}

export function createWorkspaceFolders(): WorkspaceFolders {
  let uris: readonly string[] = [];
  return {
    uris: () => uris,
    begin({ workspaceFolders, rootUri }) {
      uris = Array.isArray(workspaceFolders) ? urisOf(workspaceFolders) : urisOf([{ uri: rootUri }]);
    },
    follow(connection, onChange) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(urisOf(removed));
        uris = [...uris.filter((uri) => !gone.has(uri)), ...urisOf(added)];
        onChange();
      });
    },
  };
}
