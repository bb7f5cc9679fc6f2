import * as vscode from "vscode";

/** What is done about a workspace that is not trusted, for the end of a message. */
export const untrustedMessage = "Trust the workspace first; checking works without.";

/** Code runs only in a trusted workspace; says so, with a way there, when it is not. */
export async function mayRunCode(): Promise<boolean> {
  return mayDo("Running a node runs the code of this workspace.");
}

/** Files are written only in a trusted workspace; says so, with a way there, when it is not. */
export async function mayWriteFiles(): Promise<boolean> {
  return mayDo("A node's file is written into this workspace, and its code from there into the workflow.");
}

async function mayDo(what: string): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage Workspace Trust";
  const answer = await vscode.window.showWarningMessage(`${what} ${untrustedMessage}`, manage);
  if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}
