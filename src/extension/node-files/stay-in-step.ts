import * as vscode from "vscode";
import { nameOf } from "../../core/node-files/paths.ts";
import { type Conflict, type SaveResult, saveNodeFile, updateNodeFile } from "../../core/node-files/save-node-file.ts";
import { languageOfFile } from "../../core/workflow/node-file.ts";
import { openDocument } from "../open-document.ts";
import { mayWriteFiles, untrustedMessage } from "../trust.ts";
import { storeOfNodeFile, writeWhatWaitedFor } from "./editor-store.ts";
import { type FollowedWorkflow, followWorkflow } from "./followed-workflow.ts";
import { type MergeEditor, mergeResult } from "./merge-editor.ts";
import { difference, type Outdated, workflowOf } from "./open-node-file.ts";

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
  /** The workflows of open node files. */
  const followed = new Map<string, FollowedWorkflow>();
  /** The node files that the user wants to follow their workflows. */
  const following = new Set<string>();
  /** The workflow's code that someone saw in a merge, by node file: the next save may write over it. */
  const merging = new Map<string, string>();
  /** What was last said about a file, so that it is said once. */
  const said = new Map<string, string>();
  /** One after the other: each reads what the one before has written. */
  let turn: Promise<void> = Promise.resolve();

  const subscriptions = [
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (languageOfFile(document.uri.path)) inTurn(() => save(document.uri));
      else {
        inTurn(() => writeWhatWaitedFor(document));
        followed.get(document.uri.toString())?.changed(true);
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => followed.get(document.uri.toString())?.changed(false)),
    vscode.workspace.onDidOpenTextDocument((document) => inTurn(() => lookFor(document))),
    vscode.workspace.onDidCloseTextDocument((document) => forget(document.uri)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      for (const document of vscode.workspace.textDocuments) inTurn(() => lookFor(document));
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const result of closed.flatMap(mergeResult)) inTurn(async () => leaveMerge(result));
    }),
  ];
  for (const document of vscode.workspace.textDocuments) inTurn(() => lookFor(document));
  return {
    merge,
    follow(codeFile) {
      following.add(codeFile.toString());
      const document = openDocument(codeFile);
      if (document) inTurn(() => lookFor(document));
    },
    dispose: () => {
      for (const each of [...subscriptions, ...followed.values()]) each.dispose();
    },
  };

  function inTurn(act: () => Promise<void>): void {
    turn = turn.then(act).catch((error: unknown) => {
      vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    });
  }

  async function lookFor(document: vscode.TextDocument): Promise<void> {
    // There is nothing to be said where nothing may be done about it.
    if (!vscode.workspace.isTrusted || document.isClosed) return;
    const workflow = await workflowOf(document.uri);
    if (!workflow) return;
    const key = workflow.toString();
    const before =
      followed.get(key) ?? followWorkflow(workflow, (isWhole) => inTurn(() => workflowChanged(key, isWhole)));
    before.files.add(document.uri.toString());
    followed.set(key, before);
    await catchUp(document.uri, true);
  }

  function forget(uri: vscode.Uri): void {
    said.delete(uri.toString());
    merging.delete(uri.toString());
    following.delete(uri.toString());
    for (const [key, { files, dispose }] of followed) {
      if (!files.delete(uri.toString()) || files.size > 0) continue;
      dispose();
      followed.delete(key);
    }
  }

  /** `isWhole`: the workflow is as someone left it, and not in the middle of being typed. */
  async function workflowChanged(key: string, isWhole: boolean): Promise<void> {
    for (const file of followed.get(key)?.files ?? []) await catchUp(vscode.Uri.parse(file), isWhole);
  }

  /** Only a file that the user wants to follow its workflow is written; of any other it is said what differs. */
  async function catchUp(codeFile: vscode.Uri, isWhole: boolean): Promise<void> {
    const file = codeFile.toString();
    if (!following.has(file)) {
      if (isWhole) sayOnce(file, await difference(codeFile));
      return;
    }
    const result = await updateNodeFile(storeOfNodeFile(codeFile), codeFile.path);
    if (isWhole || result.kind === "conflict") sayOnce(file, result);
    if ((result.kind === "updated" || result.kind === "unchanged") && result.renamedFrom !== undefined) {
      vscode.window.showInformationMessage(
        `"${result.renamedFrom}" is called "${result.node.title}" in ${nameOf(result.workflowPath)} now. ${nameOf(codeFile.path)} still belongs to it.`,
      );
    }
  }

  async function save(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    if (!vscode.workspace.isTrusted) {
      if (said.get(key) === untrustedMessage || !(await workflowOf(uri))) return;
      said.set(key, untrustedMessage);
      void mayWriteFiles();
      return;
    }
    const seen = merging.get(key);
    const result = await saveNodeFile(storeOfNodeFile(uri), uri.path, seen === undefined ? {} : { replaces: seen });
    if (result.kind !== "conflict") merging.delete(key);
    if (result.kind !== "not-mirrored" && !following.has(key)) {
      following.add(key);
      const document = openDocument(uri);
      if (document) inTurn(() => lookFor(document));
    }
    said.delete(key);
    sayOnce(key, result);
  }

  function sayOnce(file: string, result: SaveResult | Outdated): void {
    if (result.kind === "outdated") {
      if (said.get(file) === result.code) return;
      said.set(file, result.code);
      void offerUpdate(vscode.Uri.parse(file), result.message);
    } else if (result.kind === "conflict") {
      const { conflict, message } = result;
      if (said.get(file) === conflict.workflow) return;
      said.set(file, conflict.workflow);
      void offerMerge(vscode.Uri.parse(file), conflict, message);
    } else if (result.kind === "refused") {
      if (said.get(file) === result.message) return;
      said.set(file, result.message);
      vscode.window.showWarningMessage(result.message);
    }
  }

  /** A merge that is saved has come to its end before; after any other the two sides differ as they did. */
  function leaveMerge(uri: vscode.Uri): void {
    if (merging.delete(uri.toString())) said.delete(uri.toString());
  }

  async function merge(uri: vscode.Uri): Promise<void> {
    if (!(await mayWriteFiles())) return;
    following.add(uri.toString());
    const result = await saveNodeFile(storeOfNodeFile(uri), uri.path);
    if (result.kind === "conflict") {
      merging.set(uri.toString(), result.conflict.workflow);
      return mergeEditor.open(result.conflict, uri);
    }
    const name = nameOf(uri.path);
    vscode.window.showInformationMessage(
      result.kind === "refused"
        ? result.message
        : result.kind === "not-mirrored"
          ? `${name} is kept in step with no workflow: there is nothing to merge.`
          : `${name} and its workflow are in step: there is nothing to merge.`,
    );
  }

  async function offerUpdate(uri: vscode.Uri, message: string): Promise<void> {
    const update = "Update This File";
    if ((await vscode.window.showInformationMessage(message, update)) !== update) return;
    following.add(uri.toString());
    inTurn(() => catchUp(uri, true));
  }

  async function offerMerge(uri: vscode.Uri, conflict: Conflict, message: string): Promise<void> {
    const [mergeThem, takeFile, takeWorkflow] = ["Merge", "Keep This File's", "Take the Workflow's"] as const;
    const choice = await vscode.window.showWarningMessage(message, mergeThem, takeFile, takeWorkflow);
    if (choice === undefined) return;
    const key = uri.toString();
    following.add(key);
    merging.set(key, conflict.workflow);
    if (choice === mergeThem) return mergeEditor.open(conflict, uri);
    inTurn(async () => {
      const store = storeOfNodeFile(uri);
      if (choice === takeWorkflow) await store.write(uri.path, conflict.workflow, await store.read(uri.path));
      const document = openDocument(uri);
      if (document?.isDirty) await document.save();
      else await save(uri);
    });
  }
}
