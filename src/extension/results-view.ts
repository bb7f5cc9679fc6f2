import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { FromPage, ToPage } from "../panel/messages.ts";

const viewId = "codeNodes.results";

/** The results panel as the rest of the extension sees it: show something, hear what the user did. */
export interface ResultsView {
  /** Reveals the panel and shows the message; what is shown last is shown again when the page is made anew. */
  show(message: ToPage): Promise<void>;
  /** Replaces what is shown without revealing the panel. */
  update(message: ToPage): void;
}

export function createResultsView(
  context: vscode.ExtensionContext,
  onMessage: (message: FromPage) => void,
): ResultsView {
  let view: vscode.WebviewView | undefined;
  let isReady = false;
  let shown: ToPage | undefined;

  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView(resolved) {
      const folder = vscode.Uri.joinPath(context.extensionUri, "dist", "panel");
      view = resolved;
      isReady = false;
      view.webview.options = { enableScripts: true, localResourceRoots: [folder] };
      view.webview.onDidReceiveMessage((message: FromPage) => {
        if (message.kind !== "ready") return onMessage(message);
        isReady = true;
        post();
      });
      view.onDidDispose(() => {
        view = undefined;
        isReady = false;
      });
      view.webview.html = pageHtml(view.webview, folder);
    },
  };
  context.subscriptions.push(vscode.window.registerWebviewViewProvider(viewId, provider));
  return { show, update };

  async function show(message: ToPage): Promise<void> {
    update(message);
    await vscode.commands.executeCommand(`${viewId}.focus`);
  }

  function update(message: ToPage): void {
    shown = message;
    post();
  }

  function post(): void {
    if (view && isReady && shown) view.webview.postMessage(shown);
  }
}

/** Nothing but the extension's own script, styles and icon font may load, and nothing may connect anywhere. */
function pageHtml(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const resource = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; font-src ${webview.cspSource}`;
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Code Nodes: results</title>
  <link rel="stylesheet" href="${resource("style.css")}">
</head>
<body>
  <script nonce="${nonce}" src="${resource("panel.js")}"></script>
</body>
</html>`;
}
