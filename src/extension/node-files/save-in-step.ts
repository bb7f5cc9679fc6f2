import * as vscode from "vscode";
import { saveNodeFile } from "../../core/node-files/save-node-file.ts";
import { mayWriteFiles, untrustedMessage } from "../trust.ts";
import { storeOfNodeFile } from "./editor-store.ts";
import type { KnownFiles } from "./known-files.ts";
import { workflowOf } from "./open-node-file.ts";
import type { SayOnce } from "./step-notices.ts";

export interface SaveNeeds {
  readonly files: KnownFiles;
  readonly sayOnce: SayOnce;
  readonly follow: (codeFile: vscode.Uri) => void;
}

/** Takes what was saved in a node file into its workflow, which the file follows from then on. */
export async function saveInStep({ files, sayOnce, follow }: SaveNeeds, codeFile: vscode.Uri): Promise<void> {
  if (!vscode.workspace.isTrusted) return sayUntrusted(files, codeFile);
  const seen = files.of(codeFile).merging;
  const given = seen === undefined ? {} : { replaces: seen };
  const result = await saveNodeFile(storeOfNodeFile(codeFile), codeFile.path, given);
  if (result.kind !== "conflict") files.of(codeFile).merging = undefined;
  if (result.kind !== "not-mirrored" && !files.of(codeFile).follows) follow(codeFile);
  files.of(codeFile).said = undefined;
  sayOnce(codeFile, result);
}

async function sayUntrusted(files: KnownFiles, codeFile: vscode.Uri): Promise<void> {
  if (files.of(codeFile).said === untrustedMessage || !(await workflowOf(codeFile))) return;
  files.of(codeFile).said = untrustedMessage;
  void mayWriteFiles();
}
