import * as vscode from "vscode";
import type { NodeAddress } from "../../core/workflow/code-node.ts";
import { languageOfFile } from "../../core/workflow/node-file.ts";
import { openNode, rangeInDocument } from "../open-node.ts";
import { nodeKey, type RunHistory } from "../run-history.ts";
import { createBadges } from "./badges.ts";
import { createCatalogue } from "./catalogue.ts";
import { itemOf, openCommand, type Row, rowOf } from "./rows.ts";

const viewId = "codeNodes.workflows";

/**
 * The Explorer's list of workflows and their code nodes, with findings and the verdict of the last run. Runs no code, so
 * that it works in a workspace that is not trusted.
 */
export function showWorkflowTree(history: RunHistory): vscode.Disposable {
  const catalogue = createCatalogue((reading) => {
    // Until then a bar says that more may come, and nothing says that there is none.
    vscode.window.withProgress({ location: { viewId } }, () => reading);
    void reading.then(() => vscode.commands.executeCommand("setContext", "codeNodes.workspaceIsRead", true));
  });
  const badges = createBadges();
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.TreeDataProvider<Row> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (row) => itemOf(row, row.kind === "node" ? history.latest(nodeKey(row)) : undefined),
    getChildren: async (row) => {
      if (row) return row.kind === "file" ? [...row.nodes] : [];
      const rows = (await catalogue.files()).map(rowOf);
      badges.show(rows);
      view.message = catalogue.isCutOff() ? cutOffMessage : "";
      return rows;
    },
  };
  const view = vscode.window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  catalogue.setWatched(view.visible);

  return vscode.Disposable.from(
    view,
    catalogue,
    badges,
    changed,
    vscode.window.registerFileDecorationProvider(badges),
    view.onDidChangeVisibility(({ visible }) => catalogue.setWatched(visible)),
    catalogue.onDidChange(() => changed.fire()),
    history.onAdded(() => changed.fire()),
    vscode.commands.registerCommand("codeNodes.openNode", goToNode),
    vscode.commands.registerCommand("codeNodes.openWorkflow", goToFile),
    vscode.commands.registerCommand("codeNodes.refreshWorkflows", () => catalogue.refresh()),
  );
}

const cutOffMessage =
  "There are more YAML and JSON files here than are looked at. Hide folders that hold none of your workflows with the setting files.exclude.";

/** Where the node's code begins, as the text is now. */
async function goToNode(address: NodeAddress): Promise<void> {
  try {
    const { document, node } = await openNode(address);
    const start = { start: 0, end: 0 };
    const place = languageOfFile(document.uri.path) ? undefined : rangeInDocument(document, node, start);
    await vscode.window.showTextDocument(document, place ? { selection: place } : {});
  } catch (error) {
    vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

async function goToFile(row: Row): Promise<void> {
  const { command, arguments: given = [] } = openCommand(row.file.uri);
  await vscode.commands.executeCommand(command, ...given);
}
