import { CodeLensRefreshRequest, type Connection } from "vscode-languageserver/node";
import type { Finding } from "../core/checks/check.ts";
import { failureFinding } from "../core/sources/failure.ts";
import { indexLines } from "../core/text/line-index.ts";
import { declarationPath, declarationSuffix, languageOfFile } from "../core/workflow/node-file.ts";
import type { CheckQueueNeeds } from "./check-queue.ts";
import { toDiagnostics } from "./diagnostics.ts";

/** Tells the client what was found, without being asked. */
export interface Publisher extends Pick<CheckQueueNeeds, "onChecked" | "onFault"> {
  /** Nothing is shown any more of a document that is closed. */
  clear(uri: string): void;
  /** Lenses that the client has are not right any more. */
  refreshLenses(): void;
}

export interface PublisherNeeds {
  readonly connection: Connection;
  /** Whether the client can be told to ask for lenses again. */
  readonly refreshesLenses: () => boolean;
  /** Sees to it that a change of the file leads to another check. */
  readonly watch: (uri: string) => void;
}

export function createPublisher({ connection, refreshesLenses, watch }: PublisherNeeds): Publisher {
  return { onChecked, onFault, clear, refreshLenses };

  function publish(uri: string, text: string, findings: readonly Finding[], version?: number): void {
    const diagnostics = toDiagnostics(indexLines(text), findings);
    connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  }

  function onChecked(...[uri, current, previous, isFirst]: Parameters<Publisher["onChecked"]>): void {
    const isOtherwise = !isFirst && previous?.nodes.length !== current?.nodes.length;
    // An editor asks for lenses with each edit, but not when a declaration appears beside a code file.
    if (isOtherwise && languageOfFile(uri)) refreshLenses();
    const declaredIn = current?.declaration?.uri;
    if (declaredIn && !declaredIn.endsWith(declarationSuffix)) watch(declaredIn);
    if (!current && !previous) return;
    publish(uri, current?.source.text ?? "", current?.findings ?? [], current?.version);
    if (languageOfFile(uri)) {
      publish(declarationPath(uri), current?.source.declarationText ?? "", current?.declarationFindings ?? []);
    }
  }

  function onFault(uri: string, error: unknown): void {
    publish(uri, "", [failureFinding("What was found in this file could not be shown", error)]);
  }

  function clear(uri: string): void {
    publish(uri, "", []);
    if (languageOfFile(uri)) publish(declarationPath(uri), "", []);
  }

  function refreshLenses(): void {
    if (!refreshesLenses()) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      connection.console.error(`${error}`);
    });
  }
}
