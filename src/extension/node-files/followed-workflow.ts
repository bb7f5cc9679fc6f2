import * as vscode from "vscode";
import { nameOf } from "../../core/node-files/paths.ts";

/** A workflow changes with every key that is pressed in it. */
const quietMs = 300;

/** A workflow whose node files are open. */
export interface FollowedWorkflow {
  /** The URIs of its open node files. */
  readonly files: Set<string>;
  changed(isWhole: boolean): void;
  dispose(): void;
}

export function followWorkflow(uri: vscode.Uri, onChange: (isWhole: boolean) => void): FollowedWorkflow {
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
