import * as vscode from "vscode";
import { nameOf } from "../../core/node-files/paths.ts";
import { updateNodeFile } from "../../core/node-files/save-node-file.ts";
import { storeOfNodeFile } from "./editor-store.ts";
import type { KnownFiles } from "./known-files.ts";
import { difference } from "./open-node-file.ts";
import type { SayOnce } from "./step-notices.ts";

export interface CatchUpNeeds {
  readonly files: KnownFiles;
  readonly sayOnce: SayOnce;
}

/**
 * Takes what has changed in the workflow into its node file. Only a file that the user wants to follow its workflow is
 * written; of any other it is said what differs. `isWhole`: the workflow is as someone left it.
 */
export async function catchUp({ files, sayOnce }: CatchUpNeeds, codeFile: vscode.Uri, isWhole: boolean): Promise<void> {
  if (!files.of(codeFile).follows) {
    if (isWhole) sayOnce(codeFile, await difference(codeFile));
    return;
  }
  const result = await updateNodeFile(storeOfNodeFile(codeFile), codeFile.path);
  if (isWhole || result.kind === "conflict") sayOnce(codeFile, result);
  if ((result.kind === "updated" || result.kind === "unchanged") && result.renamedFrom !== undefined) {
    vscode.window.showInformationMessage(
      `"${result.renamedFrom}" is called "${result.node.title}" in ${nameOf(result.workflowPath)} now. ${nameOf(codeFile.path)} still belongs to it.`,
    );
  }
}
