import * as vscode from "vscode";
import { readMirror } from "../../core/node-files/mirror.ts";
import { openNodeFiles } from "../../core/node-files/open-node-files.ts";
import { joined, nameOf, parentOf } from "../../core/node-files/paths.ts";
import { type Conflict, type SaveResult, saveNodeFile } from "../../core/node-files/save-node-file.ts";
import { declarationPath, languageOfFile } from "../../core/workflow/node-file.ts";
import { readSource } from "../../core/workflow/source-file.ts";
import { openDocument } from "../open-document.ts";
import { editorStore, writeWhatWaitedFor } from "./editor-store.ts";
import { type MergeEditor, mergeResult } from "./merge-editor.ts";

/** A workflow changes with every key that is pressed in it. */
const quietMs = 300;

export interface StepKeeper extends vscode.Disposable {
  /** Shows what has changed on both sides of a node file. */
  merge(codeFile: vscode.Uri): Promise<void>;
}

/**
 * Keeps open node files and their workflows in step: a save goes into the workflow, a change of the workflow into clean
 * files, and what has changed on both sides is shown for a merge.
 */
export function stayInStep(mergeEditor: MergeEditor): StepKeeper {
  /** The workflows of open node files. */
  const followed = new Map<string, Followed>();
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
    vscode.workspace.onDidOpenTextDocument((document) => inTurn(() => follow(document))),
    vscode.workspace.onDidCloseTextDocument((document) => forget(document.uri)),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const result of closed.flatMap(mergeResult)) inTurn(async () => leaveMerge(result));
    }),
  ];
  for (const document of vscode.workspace.textDocuments) inTurn(() => follow(document));
  return {
    merge,
    dispose: () => {
      for (const each of [...subscriptions, ...followed.values()]) each.dispose();
    },
  };

  function inTurn(act: () => Promise<void>): void {
    turn = turn.then(act).catch((error: unknown) => {
      vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    });
  }

  async function follow(document: vscode.TextDocument): Promise<void> {
    const workflow = await workflowOf(document.uri);
    if (!workflow) return;
    const key = workflow.uri.toString();
    const before = followed.get(key) ?? watched(workflow.uri, (isWhole) => inTurn(() => followWorkflow(key, isWhole)));
    before.files.set(document.uri.toString(), workflow.nodeId);
    followed.set(key, before);
    await followWorkflow(key, true);
  }

  function forget(uri: vscode.Uri): void {
    said.delete(uri.toString());
    merging.delete(uri.toString());
    for (const [key, { files, dispose }] of followed) {
      if (!files.delete(uri.toString()) || files.size > 0) continue;
      dispose();
      followed.delete(key);
    }
  }

  /** `isWhole`: the workflow is as someone left it, and not in the middle of being typed. */
  async function followWorkflow(key: string, isWhole: boolean): Promise<void> {
    const { uri, files } = followed.get(key) ?? {};
    if (!uri || !files) return;
    const store = editorStore(uri);
    const text = await store.read(uri.path);
    const read = text === undefined ? undefined : readSource({ path: uri.path, text });
    const languages = new Map(read?.reading.nodes.map(({ id, language }) => [id, language]));
    const wanted = new Set<string>();
    for (const [file, nodeId] of files) {
      if (languages.get(nodeId) === languageOfFile(file)) wanted.add(nodeId);
      else if (isWhole) sayOnce(file, await saveNodeFile(store, vscode.Uri.parse(file).path));
    }
    if (!read) return;
    for (const opened of await openNodeFiles(store, uri.path, read, ({ id }) => wanted.has(id))) {
      const { path, node } = opened;
      const file = uri.with({ path }).toString();
      if (opened.status === "conflict") sayOnce(file, await saveNodeFile(store, path));
      else if (opened.status === "refused") sayOnce(file, { kind: "refused", message: opened.message });
      else if (opened.renamedFrom !== undefined) {
        vscode.window.showInformationMessage(
          `"${opened.renamedFrom}" is called "${node.title}" in ${nameOf(uri.path)} now. ${nameOf(path)} still belongs to it.`,
        );
      }
    }
  }

  async function save(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const seen = merging.get(key);
    const result = await saveNodeFile(editorStore(uri), uri.path, seen === undefined ? {} : { replaces: seen });
    if (result.kind !== "conflict") merging.delete(key);
    said.delete(key);
    sayOnce(key, result);
  }

  function sayOnce(file: string, result: SaveResult): void {
    if (result.kind === "conflict") {
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
    const result = await saveNodeFile(editorStore(uri), uri.path);
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

  async function offerMerge(uri: vscode.Uri, conflict: Conflict, message: string): Promise<void> {
    const [mergeThem, takeFile, takeWorkflow] = ["Merge", "Keep This File's", "Take the Workflow's"] as const;
    const choice = await vscode.window.showWarningMessage(message, mergeThem, takeFile, takeWorkflow);
    if (choice === undefined) return;
    const key = uri.toString();
    merging.set(key, conflict.workflow);
    if (choice === mergeThem) return mergeEditor.open(conflict, uri);
    inTurn(async () => {
      const store = editorStore(uri);
      if (choice === takeWorkflow) await store.write(uri.path, conflict.workflow);
      const document = openDocument(uri);
      if (document?.isDirty) await document.save();
      else await save(uri);
    });
  }
}

interface Followed {
  readonly uri: vscode.Uri;
  /** The ids of nodes, by the URIs of their open files. */
  readonly files: Map<string, string>;
  changed(isWhole: boolean): void;
  dispose(): void;
}

function watched(uri: vscode.Uri, onChange: (isWhole: boolean) => void): Followed {
  let timer: NodeJS.Timeout | undefined;
  let isWholeNow = false;
  const changed = (isWhole: boolean) => {
    isWholeNow ||= isWhole;
    clearTimeout(timer);
    timer = setTimeout(() => {
      onChange(isWholeNow);
      isWholeNow = false;
    }, quietMs);
  };
  const pattern = new vscode.RelativePattern(
    vscode.Uri.joinPath(uri, ".."),
    nameOf(uri.path).replace(/[[\]{}*?]/g, "[$&]"),
  );
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  watcher.onDidChange(() => changed(true));
  watcher.onDidCreate(() => changed(true));
  watcher.onDidDelete(() => changed(true));
  return {
    uri,
    files: new Map(),
    changed,
    dispose: () => {
      clearTimeout(timer);
      watcher.dispose();
    },
  };
}

/** Where the node of a node file is, when the file is kept in step with one. */
async function workflowOf(
  codeFile: vscode.Uri,
): Promise<{ readonly uri: vscode.Uri; readonly nodeId: string } | undefined> {
  if (!languageOfFile(codeFile.path) || codeFile.scheme === "untitled") return undefined;
  const declaration = await editorStore(codeFile)
    .read(declarationPath(codeFile.path))
    .catch(() => undefined);
  const mirror = declaration === undefined ? undefined : readMirror(declaration);
  return (
    mirror && { uri: codeFile.with({ path: joined(parentOf(codeFile.path), mirror.workflow) }), nodeId: mirror.node }
  );
}
