import * as vscode from "vscode";
import { nameOf } from "../../core/node-files/paths.ts";

/** The workflows of open node files. */
export interface FollowedWorkflows extends vscode.Disposable {
  follow(workflow: vscode.Uri, codeFile: vscode.Uri): void;
  /** `isWhole`: the document is as someone left it. */
  changed(document: vscode.Uri, isWhole: boolean): void;
  /** The URIs of a workflow's open node files. */
  filesOf(workflow: vscode.Uri): Iterable<string>;
  forget(codeFile: vscode.Uri): void;
}

/** `isWhole`: the workflow is as someone left it, and not in the middle of being typed. */
type OnChange = (workflow: vscode.Uri, isWhole: boolean) => void;

export function followWorkflows(onChange: OnChange): FollowedWorkflows {
  const followed = new Map<string, FollowedWorkflow>();
  return {
    follow(workflow, codeFile) {
      const key = workflow.toString();
      const known = followed.get(key) ?? followWorkflow(workflow, (isWhole) => onChange(workflow, isWhole));
      known.files.add(codeFile.toString());
      followed.set(key, known);
    },
    changed: (document, isWhole) => followed.get(document.toString())?.changed(isWhole),
    filesOf: (workflow) => followed.get(workflow.toString())?.files ?? [],
    forget(codeFile) {
      for (const [key, { files, dispose }] of followed) {
        if (!files.delete(codeFile.toString()) || files.size > 0) continue;
        dispose();
        followed.delete(key);
      }
    },
    dispose: () => {
      for (const each of followed.values()) each.dispose();
    },
  };
}

interface FollowedWorkflow {
  readonly files: Set<string>;
  changed(isWhole: boolean): void;
  dispose(): void;
}

/** A workflow changes with every key that is pressed in it. */
const quietMs = 300;

function followWorkflow(uri: vscode.Uri, onChange: (isWhole: boolean) => void): FollowedWorkflow {
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
    files: new Set(),
    changed,
    dispose: () => {
      clearTimeout(timer);
      watcher.dispose();
    },
  };
}
