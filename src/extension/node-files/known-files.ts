import type * as vscode from "vscode";

/** What is known about a node file for as long as it is open. */
export interface KnownFile {
  /** Whether the user wants it to follow its workflow. */
  follows: boolean;
  /** The workflow's code that someone saw in a merge: the next save may write over it. */
  merging: string | undefined;
  /** What was last said about it, so that it is said once. */
  said: string | undefined;
}

export interface KnownFiles {
  /** To be asked anew after each wait: the file may have been closed meanwhile. */
  of(codeFile: vscode.Uri): KnownFile;
  forget(codeFile: vscode.Uri): void;
}

export function createKnownFiles(): KnownFiles {
  const known = new Map<string, KnownFile>();
  return {
    of(codeFile) {
      const key = codeFile.toString();
      const file = known.get(key) ?? { follows: false, merging: undefined, said: undefined };
      known.set(key, file);
      return file;
    },
    forget: (codeFile) => void known.delete(codeFile.toString()),
  };
}
