import type * as vscode from "vscode";
import type { InputTexts } from "../panel/messages.ts";

/** The inputs a node was last run with, kept for the workspace. */
export interface RememberedInputs {
  recall(nodeKey: string): InputTexts | undefined;
  remember(nodeKey: string, inputs: InputTexts): Thenable<void>;
}

/** More than this is no input that someone typed; it would slow the editor's own storage down. */
const maxCharacters = 200_000;

export function rememberInputs(storage: vscode.Memento): RememberedInputs {
  const keyOf = (nodeKey: string) => `inputs ${nodeKey}`;
  return {
    recall: (nodeKey) => storage.get<InputTexts>(keyOf(nodeKey)),
    remember: (nodeKey, inputs) => {
      const size = inputs.reduce((sum, [, text]) => sum + text.length, 0);
      return storage.update(keyOf(nodeKey), size > maxCharacters ? undefined : inputs);
    },
  };
}
