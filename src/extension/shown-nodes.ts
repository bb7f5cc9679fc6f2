import * as vscode from "vscode";
import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { NodeHeading, NodePlace } from "../panel/messages.ts";
import { NodeProblem, type OpenNode } from "./open-node.ts";

/** The nodes that the page was shown: it names them by what it shows; this leads back to their documents. */
export interface ShownNodes {
  headingOf(open: OpenNode): NodeHeading;
  /** Throws `NodeProblem` when nothing tells where the node is. */
  addressOf(place: NodePlace): NodeAddress;
}

export function createShownNodes(): ShownNodes {
  const addresses = new Map<string, NodeAddress>();
  return {
    headingOf({ document, node, target }) {
      const path = vscode.workspace.asRelativePath(document.uri);
      addresses.set(placeKey({ path, nodeId: node.id }), { uri: document.uri.toString(), nodeId: node.id });
      return { path, nodeId: node.id, title: node.title, language: node.language, targetLabel: target.label };
    },
    addressOf: (place) => addresses.get(placeKey(place)) ?? addressBeforeReload(place),
  };
}

/** The page outlives a reload of the window, what it was shown for is then known by its path only. */
function addressBeforeReload({ path, nodeId }: NodePlace): NodeAddress {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new NodeProblem("This result is from before the window was reloaded. Run the node again.");
  return { uri: vscode.Uri.joinPath(folder.uri, path).toString(), nodeId };
}

function placeKey({ path, nodeId }: NodePlace): string {
  return `${path} ${nodeId}`;
}
