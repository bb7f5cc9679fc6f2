import * as vscode from "vscode";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { mayHoldNodes } from "./language-client.ts";
import { readDocument } from "./open-node.ts";

/** After the editor has settled: opening a file comes first. */
const delayMs = 1000;

/**
 * Has an engine ready for each language of the Code nodes that the user looks at, so that `▶ Run` answers at once.
 * Nothing runs in it before the user asks for that, and nothing starts in a workspace that is not trusted.
 */
export function warmUpForNodes(sandbox: Sandbox): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void warmUp(sandbox), delayMs);
  };
  later();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.workspace.onDidGrantWorkspaceTrust(later),
    { dispose: () => clearTimeout(timer) },
  );
}

async function warmUp(sandbox: Sandbox): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !vscode.workspace.isTrusted || !(await mayHoldNodes(document))) return;
  const read = await readDocument(document);
  const languages = new Set(read?.reading.nodes.map(({ language }) => language));
  await Promise.all([...languages].map((language) => sandbox.warm(language)));
}
