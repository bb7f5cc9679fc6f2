// What is said of a node file that is not in step with its workflow, once for each state of the two, and what the user
// chooses then.
import * as vscode from "vscode";
import type { Conflict, SaveResult } from "../../core/node-files/save-node-file.ts";
import type { KnownFiles } from "./known-files.ts";
import type { Outdated } from "./open-node-file.ts";

export type MergeChoice = "merge" | "file" | "workflow";

export interface StepChoices {
  /** The file is to follow its workflow. */
  update(codeFile: vscode.Uri): void;
  resolve(codeFile: vscode.Uri, conflict: Conflict, choice: MergeChoice): Promise<void>;
}

export type SayOnce = (codeFile: vscode.Uri, result: SaveResult | Outdated) => void;

export function createNotices(files: KnownFiles, choices: StepChoices): SayOnce {
  return (codeFile, result) => {
    const state = stateIn(result);
    const file = files.of(codeFile);
    if (state === undefined || file.said === state) return;
    file.said = state;
    if (result.kind === "outdated") void offerUpdate(codeFile, result.message, choices);
    else if (result.kind === "conflict") void offerMerge(codeFile, result.conflict, result.message, choices);
    else if (result.kind === "refused") vscode.window.showWarningMessage(result.message);
  };
}

/** By what the notice is known again; nothing when there is nothing to be said. */
function stateIn(result: SaveResult | Outdated): string | undefined {
  switch (result.kind) {
    case "outdated":
      return result.code;
    case "conflict":
      return result.conflict.workflow;
    case "refused":
      return result.message;
    default:
      return undefined;
  }
}

async function offerUpdate(codeFile: vscode.Uri, message: string, { update }: StepChoices): Promise<void> {
  const updateIt = "Update This File";
  if ((await vscode.window.showInformationMessage(message, updateIt)) === updateIt) update(codeFile);
}

async function offerMerge(
  codeFile: vscode.Uri,
  conflict: Conflict,
  message: string,
  { resolve }: StepChoices,
): Promise<void> {
  const labels = { Merge: "merge", "Keep This File's": "file", "Take the Workflow's": "workflow" } as const;
  const names = Object.keys(labels) as (keyof typeof labels)[];
  const chosen = await vscode.window.showWarningMessage(message, ...names);
  if (chosen !== undefined) await resolve(codeFile, conflict, labels[chosen]);
}
