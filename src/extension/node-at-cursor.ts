import * as vscode from "vscode";
import type { CodeNode, NodeAddress } from "../core/workflow/code-node.ts";
import { readDocument } from "./open-node.ts";

/** Without a lens: the node around the cursor, the only one of the file, or the one that is picked. */
export async function nodeAtCursor(): Promise<NodeAddress | undefined> {
  const editor = vscode.window.activeTextEditor;
  const nodes = editor ? ((await readDocument(editor.document))?.reading.nodes ?? []) : [];
  if (!editor || nodes.length === 0) {
    vscode.window.showInformationMessage("Open a workflow file or a node file with a Code node first.");
    return undefined;
  }
  const cursor = editor.document.offsetAt(editor.selection.active);
  const node = nodes.length === 1 ? nodes[0] : (nodes.find((each) => holds(each, cursor)) ?? (await pickNode(nodes)));
  return node && { uri: editor.document.uri.toString(), nodeId: node.id };
}

function holds({ range }: CodeNode, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

async function pickNode(nodes: readonly CodeNode[]): Promise<CodeNode | undefined> {
  const items = nodes.map((node) => ({ label: node.title, description: node.id, node }));
  return (await vscode.window.showQuickPick(items, { title: "Which Code node?" }))?.node;
}
