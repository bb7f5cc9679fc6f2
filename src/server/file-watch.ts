import type { Connection, Disposable } from "vscode-languageserver/node";
import { DidChangeWatchedFilesNotification } from "vscode-languageserver/node";
import { decoded } from "./uris.ts";

/** Files outside of what the client reports by itself, whose changes it is asked to report. */
export interface FileWatch {
  /** Several calls for one file count once. */
  watch(uri: string): void;
  /** The client need not report any of them any more. */
  clear(): void;
}

export interface FileWatchNeeds {
  readonly connection: Connection;
  /** Whether the client lets a server name such files, by their folder. */
  readonly isSupported: () => boolean;
}

export function createFileWatch({ connection, isSupported }: FileWatchNeeds): FileWatch {
  const registered = new Map<string, Promise<Disposable | undefined>>();

  return {
    watch(uri) {
      if (isSupported() && !registered.has(uri)) registered.set(uri, register(uri));
    },
    clear() {
      for (const registration of registered.values())
        void registration.then((watch) => watch?.dispose()).catch(() => {});
      registered.clear();
    },
  };

  async function register(uri: string): Promise<Disposable | undefined> {
    try {
      const { pathname } = new URL(uri);
      const name = decoded(pathname.slice(pathname.lastIndexOf("/") + 1));
      const globPattern = { baseUri: new URL(".", uri).href, pattern: name.replace(/[[\]{}*?]/g, "[$&]") };
      return await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern }] });
    } catch {
      return undefined; // The client refuses, or knows no such place: the file is looked at again with the next check.
    }
  }
}
