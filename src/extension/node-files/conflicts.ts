// What has changed on both sides of a node file: it is shown for a merge, or one of the sides is taken.
import * as vscode from "vscode";
import { nameOf } from "../../core/node-files/paths.ts";
import { type Conflict, type SaveResult, saveNodeFile } from "../../core/node-files/save-node-file.ts";
import { openDocument } from "../open-document.ts";
import { mayWriteFiles } from "../trust.ts";
import { storeOfNodeFile } from "./editor-store.ts";
import type { KnownFiles } from "./known-files.ts";
import type { MergeEditor } from "./merge-editor.ts";
import type { MergeChoice } from "./step-notices.ts";
import type { InTurn } from "./turns.ts";

export interface ConflictNeeds {
  readonly files: KnownFiles;
  readonly mergeEditor: MergeEditor;
  readonly inTurn: InTurn;
  readonly save: (codeFile: vscode.Uri) => Promise<void>;
}

/** Shows both sides, or says that there is nothing to merge. */
export async function mergeSides(
  { files, mergeEditor }: Pick<ConflictNeeds, "files" | "mergeEditor">,
  codeFile: vscode.Uri,
): Promise<void> {
  if (!(await mayWriteFiles())) return;
  files.of(codeFile).follows = true;
  const result = await saveNodeFile(storeOfNodeFile(codeFile), codeFile.path);
  if (result.kind !== "conflict") {
    vscode.window.showInformationMessage(nothingToMerge(result, nameOf(codeFile.path)));
    return;
  }
  files.of(codeFile).merging = result.conflict.workflow;
  await mergeEditor.open(result.conflict, codeFile);
}

function nothingToMerge(result: SaveResult, name: string): string {
  if (result.kind === "refused") return result.message;
  return result.kind === "not-mirrored"
    ? `${name} is kept in step with no workflow: there is nothing to merge.`
    : `${name} and its workflow are in step: there is nothing to merge.`;
}

/** Does what the user has chosen of a conflict. */
export async function resolveConflict(
  { files, mergeEditor, inTurn, save }: ConflictNeeds,
  codeFile: vscode.Uri,
  conflict: Conflict,
  choice: MergeChoice,
): Promise<void> {
  const file = files.of(codeFile);
  file.follows = true;
  file.merging = conflict.workflow;
  if (choice === "merge") return mergeEditor.open(conflict, codeFile);
  inTurn(async () => {
    const store = storeOfNodeFile(codeFile);
    if (choice === "workflow") await store.write(codeFile.path, conflict.workflow, await store.read(codeFile.path));
    const document = openDocument(codeFile);
    if (document?.isDirty) await document.save();
    else await save(codeFile);
  });
}

/** A merge that is saved has come to its end before; after any other the two sides differ as they did. */
export function leaveMerge(files: KnownFiles, codeFile: vscode.Uri): void {
  const file = files.of(codeFile);
  if (file.merging === undefined) return;
  file.merging = undefined;
  file.said = undefined;
}
