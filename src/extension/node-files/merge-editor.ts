import * as vscode from "vscode";
import { nameOf } from "../../core/node-files/paths.ts";
import type { Conflict } from "../../core/node-files/save-node-file.ts";

/** The scheme of texts that are shown and not files: the sides of a merge. */
const scheme = "code-nodes-merge";

export interface MergeEditor {
  /** Shows both sides of a conflict with the node file as the result. */
  open(conflict: Conflict, codeFile: vscode.Uri): Promise<void>;
}

export function createMergeEditor(context: vscode.ExtensionContext): MergeEditor {
  const texts = new Map<string, string>();
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
    }),
  );
  let count = 0;

  return {
    async open({ synced, file, workflow, workflowPath, path }, codeFile) {
      count += 1;
      const sideOf = (side: string, text: string): vscode.Uri => {
        const uri = codeFile.with({ scheme, authority: "", path: `/${count}/${side}/${nameOf(path)}` });
        texts.set(uri.toString(), text);
        return uri;
      };
      await vscode.commands.executeCommand("_open.mergeEditor", {
        base: sideOf("base", synced),
        input1: { uri: sideOf("workflow", workflow), title: "Workflow", detail: nameOf(workflowPath) },
        input2: { uri: sideOf("file", file), title: "This file", detail: nameOf(path) },
        output: codeFile,
      });
    },
  };
}

/** The file that a tab merges into; empty for any other tab. VS Code's API does not name the type of a merge's input. */
export function mergeResult({ input }: vscode.Tab): readonly vscode.Uri[] {
  const result = typeof input === "object" && input !== null && "result" in input ? input.result : undefined;
  return result instanceof vscode.Uri ? [result] : [];
}
