import * as vscode from "vscode";
import { createSandbox } from "../sandbox/sandbox.ts";
import { startServerWhenNeeded } from "./language-client.ts";
import { followLanguageOfComments } from "./line-comments.ts";
import { registerNodeFileCreation } from "./node-files/create-node-file.ts";
import { registerNodeFiles } from "./node-files/edit-code.ts";
import { packageOptions } from "./package-desk.ts";
import { rememberInputs } from "./remembered-inputs.ts";
import { createResultsView } from "./results-view.ts";
import { registerRunCommands } from "./run-commands.ts";
import { createRunHistory } from "./run-history.ts";
import { createRunSession } from "./run-session.ts";
import { warmUpForNodes } from "./warm-up.ts";
import { showWorkflowTree } from "./workflow-tree/workflow-tree.ts";

export function activate(context: vscode.ExtensionContext): void {
  const server = startServerWhenNeeded(context);
  const sandbox = createSandbox({
    expectsMore: true,
    assetsFolder: context.asAbsolutePath("dist/sandbox"),
    cacheFolder: context.globalStorageUri.fsPath,
    packages: packageOptions(),
  });
  const results = createResultsView(context, (message) => session.receive(message));
  const history = createRunHistory();
  const session = createRunSession({ results, sandbox, history, remembered: rememberInputs(context.workspaceState) });

  registerRunCommands(context, session);
  registerNodeFiles(context);
  registerNodeFileCreation(context);
  context.subscriptions.push(
    warmUpForNodes(sandbox),
    showWorkflowTree(history),
    followLanguageOfComments(),
    vscode.commands.registerCommand("codeNodes.restartServer", () => server.restart()),
    { dispose: () => sandbox.dispose() },
  );
}
