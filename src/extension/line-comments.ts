import * as vscode from "vscode";
import { allDialects } from "../core/dialects/all-dialects.ts";
import { readSource } from "../core/sources/source-file.ts";
import type { CodeNode } from "../core/workflow/code-node.ts";
import { nodeWithCodeAt, spellingOf } from "../core/workflow/node-code.ts";

/**
 * Makes "Toggle Line Comment" write `//` in a block of JavaScript. The editor takes the language of the line's first
 * column for it, which is the block's indentation and so YAML's, whatever a grammar says about the code behind it;
 * therefore YAML's own comments are `//` for as long as the cursor is in such a block. Python's are YAML's.
 */
export function followLanguageOfComments(): vscode.Disposable {
  let slashes: vscode.Disposable | undefined;
  let read: { readonly document: vscode.TextDocument; version: number; nodes: readonly CodeNode[] } | undefined;
  let seen: { readonly document: vscode.TextDocument | undefined; readonly line: number } | undefined;
  follow(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) follow(textEditor);
    }),
    { dispose: () => slashes?.dispose() },
  );

  function follow(editor: vscode.TextEditor | undefined): void {
    const document = editor?.document;
    const line = editor?.selection.start.line ?? 0;
    // Typing along a line leads into no other block, and need not read the workflow again.
    if (seen && seen.document === document && seen.line === line) return;
    seen = { document, line };
    writeSlashes(document !== undefined && isJavascript(document, line));
  }

  function isJavascript(document: vscode.TextDocument, line: number): boolean {
    if (document.languageId !== "yaml") return false;
    const text = document.getText();
    if (read?.document !== document || read.version !== document.version) {
      const mayHoldNodes = allDialects.some((dialect) => dialect.mayHoldNodes(text));
      const source = mayHoldNodes ? readSource({ path: document.uri.path, text }) : undefined;
      read = { document, version: document.version, nodes: source?.reading.nodes ?? [] };
    }
    const { range } = document.lineAt(line);
    const node = nodeWithCodeAt(read.nodes, document.offsetAt(range.start));
    return node?.language === "javascript" && spellingOf(text, node) === "block";
  }

  function writeSlashes(wanted: boolean): void {
    if (wanted === (slashes !== undefined)) return;
    slashes?.dispose();
    slashes = wanted
      ? vscode.languages.setLanguageConfiguration("yaml", { comments: { lineComment: "//" } })
      : undefined;
  }
}
