import * as vscode from "vscode";

/** One after the other: each reads what the one before has written. What fails is said, and the next one has its turn. */
export type InTurn = (act: () => Promise<void>) => void;

export function createTurns(): InTurn {
  let turn: Promise<void> = Promise.resolve();
  return (act) => {
    turn = turn.then(act).catch((error: unknown) => {
      vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    });
  };
}
