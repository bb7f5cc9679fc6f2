import * as vscode from "vscode";
import { languageOfFile } from "../../core/workflow/node-file.ts";
import { openDocument } from "../open-document.ts";
import { type CatchUpNeeds, catchUp } from "./catch-up.ts";
import { leaveMerge, mergeSides, resolveConflict } from "./conflicts.ts";
import { writeWhatWaitedFor } from "./editor-store.ts";
import { type FollowedWorkflows, followWorkflows } from "./followed-workflows.ts";
import { createKnownFiles } from "./known-files.ts";
import type { MergeEditor } from "./merge-editor.ts";
import { workflowOf } from "./open-node-file.ts";
import { saveInStep } from "./save-in-step.ts";
import { listenToEditor } from "./step-events.ts";
import { createNotices } from "./step-notices.ts";
import { createTurns } from "./turns.ts";

export interface StepKeeper extends vscode.Disposable {
  /** Shows what has changed on both sides of a node file. */
  merge(codeFile: vscode.Uri): Promise<void>;
  /** From now on, and until it is closed, the file follows its workflow: the user wants it to. */
  follow(codeFile: vscode.Uri): void;
}

/**
 * Keeps open node files and their workflows in step: a save goes into the workflow, a change of the workflow into clean
 * files, and what has changed on both sides is shown for a merge. Nothing is written by opening a file, which may come
 * from anybody: it follows its workflow when the user has opened it with `Edit code`, saved it or said so.
 */
export function stayInStep(mergeEditor: MergeEditor): StepKeeper {
  const files = createKnownFiles();
  const inTurn = createTurns();
  const sayOnce = createNotices(files, {
    update(codeFile) {
      files.of(codeFile).follows = true;
      inTurn(() => catchUp({ files, sayOnce }, codeFile, true));
    },
    resolve: (...chosen) => resolveConflict({ files, mergeEditor, inTurn, save }, ...chosen),
  });
  const workflows = followWorkflows((workflow, isWhole) =>
    inTurn(async () => {
      for (const file of workflows.filesOf(workflow))
        await catchUp({ files, sayOnce }, vscode.Uri.parse(file), isWhole);
    }),
  );
  const lookLater = (document: vscode.TextDocument) => inTurn(() => lookFor({ files, sayOnce }, workflows, document));
  const save = (codeFile: vscode.Uri) => saveInStep({ files, sayOnce, follow }, codeFile);
  const events = listenToEditor({
    opened: lookLater,
    changed: ({ uri }) => workflows.changed(uri, false),
    saved(document) {
      if (languageOfFile(document.uri.path)) return inTurn(() => save(document.uri));
      inTurn(() => writeWhatWaitedFor(document));
      workflows.changed(document.uri, true);
    },
    closed({ uri }) {
      files.forget(uri);
      workflows.forget(uri);
    },
    leftMerge: (codeFile) => inTurn(async () => leaveMerge(files, codeFile)),
  });
  const merge = (codeFile: vscode.Uri) => mergeSides({ files, mergeEditor }, codeFile);
  return { merge, follow, dispose: () => vscode.Disposable.from(events, workflows).dispose() };

  function follow(codeFile: vscode.Uri): void {
    files.of(codeFile).follows = true;
    const document = openDocument(codeFile);
    if (document) lookLater(document);
  }
}

async function lookFor(
  needs: CatchUpNeeds,
  workflows: FollowedWorkflows,
  document: vscode.TextDocument,
): Promise<void> {
  // There is nothing to be said where nothing may be done about it.
  if (!vscode.workspace.isTrusted || document.isClosed) return;
  const workflow = await workflowOf(document.uri);
  if (!workflow) return;
  workflows.follow(workflow, document.uri);
  await catchUp(needs, document.uri, true);
}
