// Which open documents are checked again when something has changed.
import type { TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { codePaths, declarationSuffix } from "../core/workflow/node-file.ts";
import type { CheckQueue } from "./check-queue.ts";
import { isSameUri } from "./uris.ts";

export interface Rechecks {
  all(): void;
  /** This document, and those that were read together with it. */
  ofChanged(uri: string): void;
  ofClosed(uri: string): void;
  /** A file was changed that the client watches. */
  ofWatched(uri: string): void;
}

export function createRechecks(documents: TextDocuments<TextDocument>, queue: CheckQueue): Rechecks {
  return { all, ofChanged, ofClosed, ofWatched };

  function all(): void {
    for (const uri of documents.keys()) queue.schedule(uri);
  }

  function ofChanged(uri: string): void {
    if (uri.endsWith(declarationSuffix)) ofNodeFiles(uri);
    else queue.schedule(uri);
    for (const [other, current] of queue.checked)
      if (current?.declaration && isSameUri(current.declaration.uri, uri)) queue.schedule(other);
  }

  function ofClosed(uri: string): void {
    if (uri.endsWith(declarationSuffix)) ofNodeFiles(uri);
  }

  function ofWatched(uri: string): void {
    if (uri.endsWith(declarationSuffix)) ofNodeFiles(uri);
    else all(); // A `.env`, which counts for every document, or a workflow that node files mirror.
  }

  function ofNodeFiles(declarationUri: string): void {
    for (const uri of codePaths(declarationUri)) if (documents.get(uri)) queue.schedule(uri);
  }
}
