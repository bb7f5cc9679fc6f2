import * as vscode from "vscode";
import { mergeResult } from "./merge-editor.ts";

/** What happens in the editor that node files and workflows are kept in step by. */
export interface StepEvents {
  /** A document is open; told again when the workspace is trusted, so that more may be done about it. */
  opened(document: vscode.TextDocument): void;
  changed(document: vscode.TextDocument): void;
  saved(document: vscode.TextDocument): void;
  closed(document: vscode.TextDocument): void;
  /** A merge into this file was closed, saved or not. */
  leftMerge(codeFile: vscode.Uri): void;
}

export function listenToEditor({ opened, changed, saved, closed, leftMerge }: StepEvents): vscode.Disposable {
  const allAreOpen = () => {
    for (const document of vscode.workspace.textDocuments) opened(document);
  };
  const subscription = vscode.Disposable.from(
    vscode.workspace.onDidSaveTextDocument(saved),
    vscode.workspace.onDidChangeTextDocument(({ document }) => changed(document)),
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidCloseTextDocument(closed),
    vscode.workspace.onDidGrantWorkspaceTrust(allAreOpen),
    vscode.window.tabGroups.onDidChangeTabs((tabs) => {
      for (const codeFile of tabs.closed.flatMap(mergeResult)) leftMerge(codeFile);
    }),
  );
  allAreOpen();
  return subscription;
}
