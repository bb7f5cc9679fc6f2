import * as vscode from "vscode";

/** Code runs only in a trusted workspace; says so, with a way there, when it is not. */
export async function mayRunCode(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage Workspace Trust";
  const answer = await vscode.window.showWarningMessage(
    "Running a node runs the code of this workspace. Trust the workspace first; checking works without.",
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}
