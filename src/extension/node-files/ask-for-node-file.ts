import * as vscode from "vscode";
import { newNodeFilePath } from "../../core/node-files/new-node-file.ts";
import { endings, nameOf } from "../../core/node-files/paths.ts";
import type { Language } from "../../core/workflow/code-node.ts";
import { codePaths, declarationPath } from "../../core/workflow/node-file.ts";

export interface NodeFileWish {
  readonly language: Language;
  /** The name that is proposed, without its ending. */
  readonly stem: string;
  /** The path of the folder that is proposed. */
  readonly beside?: string;
}

/** Where a new node file goes: a place where nothing lies yet, in the folder that is open. Undefined when nobody says. */
export async function askForNodeFile({ language, stem, beside }: NodeFileWish): Promise<vscode.Uri | undefined> {
  const folder = await workspaceFolder(beside);
  if (!folder) return askWithDialog(language, stem);
  const root = folder.uri.path.replace(/\/$/, "");
  const inside = beside?.startsWith(`${root}/`) ? `${beside.slice(root.length + 1)}/` : "";
  const uriOf = (path: string) => folder.uri.with({ path: `${root}/${path}` });
  const value = await freePath(inside + stem, endings[language], uriOf);
  const typed = await vscode.window.showInputBox({
    title: "Where is the node file to be?",
    prompt: `A path in ${folder.name}. The declaration goes beside it.`,
    value,
    valueSelection: [inside.length, value.length - endings[language].length],
    validateInput: async (text) => {
      const wanted = newNodeFilePath(text, language);
      return wanted.kind === "problem" ? wanted.message : whatIsThere(uriOf(wanted.path));
    },
  });
  const wanted = typed === undefined ? undefined : newNodeFilePath(typed, language);
  return wanted?.kind === "path" ? uriOf(wanted.path) : undefined;
}

async function workspaceFolder(beside: string | undefined): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const around = folders.find(({ uri }) => beside === uri.path || beside?.startsWith(`${uri.path}/`));
  if (around || folders.length <= 1) return around ?? folders[0];
  return vscode.window.showWorkspaceFolderPick({ placeHolder: "In which folder is the node file to be?" });
}

/** Without a folder there is nothing that a path could be relative to. */
async function askWithDialog(language: Language, stem: string): Promise<vscode.Uri | undefined> {
  const ending = endings[language];
  const title = "Where is the node file to be?";
  const chosen = await vscode.window.showSaveDialog({
    title,
    defaultUri: vscode.Uri.file(stem + ending),
    filters: { [language]: [ending.slice(1)] },
  });
  if (!chosen) return undefined;
  const uri = chosen.path.endsWith(ending) ? chosen : chosen.with({ path: chosen.path + ending });
  const taken = await whatIsThere(uri);
  if (taken === undefined) return uri;
  vscode.window.showErrorMessage(taken);
  return undefined;
}

async function freePath(stem: string, ending: string, uriOf: (path: string) => vscode.Uri): Promise<string> {
  for (let number = 1; ; number++) {
    const path = `${stem}${number === 1 ? "" : `-${number}`}${ending}`;
    if ((await whatIsThere(uriOf(path))) === undefined) return path;
  }
}

/** A declaration belongs to all code files of its name, so that none of them may be there. */
async function whatIsThere(uri: vscode.Uri): Promise<string | undefined> {
  const declaration = declarationPath(uri.path);
  for (const path of [...codePaths(declaration), declaration]) {
    const isThere = await vscode.workspace.fs.stat(uri.with({ path })).then(
      () => true,
      () => false,
    );
    if (isThere) return `${nameOf(path)} is there already. Choose another name.`;
  }
  return undefined;
}
