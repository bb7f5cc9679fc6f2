import * as vscode from "vscode";
import { allDialects } from "../../core/dialects/all-dialects.ts";
import type { Dialect, NewNode } from "../../core/dialects/dialect.ts";
import { fileStems } from "../../core/node-files/file-names.ts";
import { nameOf, nodeFilesFolderName, parentOf } from "../../core/node-files/paths.ts";
import type { NodeAddress } from "../../core/workflow/code-node.ts";
import { declarationPath } from "../../core/workflow/node-file.ts";
import { nodeAtCursor } from "../node-at-cursor.ts";
import { NodeProblem, openNode } from "../open-node.ts";
import { mayWriteFiles } from "../trust.ts";
import { askForNodeFile } from "./ask-for-node-file.ts";
import { filesAt } from "./placed-files.ts";

/** `New Code Node File…` and `Duplicate as Node File…`. */
export function registerNodeFileCreation(context: vscode.ExtensionContext): void {
  const register = (command: string, act: (given?: NodeAddress) => Promise<void>) =>
    context.subscriptions.push(
      vscode.commands.registerCommand(command, async (given?: NodeAddress) => {
        try {
          if (await mayWriteFiles()) await act(given);
        } catch (error) {
          vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        }
      }),
    );
  register("codeNodes.newNodeFile", newNodeFile);
  register("codeNodes.duplicateAsNodeFile", async (given) => {
    const address = given ?? (await nodeAtCursor());
    if (address) await duplicateAsNodeFile(address);
  });
}

async function newNodeFile(): Promise<void> {
  const dialect = await pickOne("For which platform?", allDialects, ({ name }) => name);
  const template = dialect && (await pickTemplate(dialect));
  if (!template) return;
  const { language, code, declarationText } = template;
  const editor = vscode.window.activeTextEditor;
  const beside = editor && folderOf(editor.document.uri);
  const uri = await askForNodeFile({ language, stem: "new-node", ...(beside ? { beside } : {}) });
  if (uri) await createNodeFile(uri, code, declarationText);
}

async function pickTemplate({ name, newNodes }: Dialect): Promise<NewNode | undefined> {
  const languages = [...new Set(newNodes.map(({ languageLabel }) => languageLabel))];
  const language = await pickOne(`${name}: in which language?`, languages, (label) => label);
  const templates = newNodes.filter(({ languageLabel }) => languageLabel === language);
  if (templates.length <= 1) return templates[0];
  return pickOne(`${name}: in which mode?`, templates, ({ modeLabel }) => modeLabel ?? "");
}

async function duplicateAsNodeFile(address: NodeAddress): Promise<void> {
  const { document, node, dialect } = await openNode(address);
  const stem = fileStems([node]).get(node.id) ?? "node";
  const { language, code } = node;
  const uri = await askForNodeFile({ language, stem, beside: folderOf(document.uri) });
  if (uri) await createNodeFile(uri, code.code, dialect.writeDeclaration(node));
}

/** Both files or none, and nothing that is there is written over. */
async function createNodeFile(uri: vscode.Uri, code: string, declarationText: string): Promise<void> {
  const encoder = new TextEncoder();
  const edits = new vscode.WorkspaceEdit();
  const declaration = uri.with({ path: declarationPath(uri.path) });
  const files = filesAt(uri, parentOf(uri.path));
  for (const { path } of [uri, declaration]) {
    if ((await files.lookAt(path, "beside")) === "nothing") continue;
    throw new NodeProblem(`${nameOf(path)} is there already. Choose another name.`);
  }
  edits.createFile(declaration, { contents: encoder.encode(declarationText) });
  edits.createFile(uri, { contents: encoder.encode(code) });
  if (!(await vscode.workspace.applyEdit(edits))) {
    throw new NodeProblem(
      `${nameOf(uri.path)} cannot be written: it is there already, or the folder is read-only. Choose another place.`,
    );
  }
  await vscode.window.showTextDocument(uri, { preview: false });
}

/** Copies of opened nodes belong beside the workflow, and not into the folder that is kept in step with it. */
function folderOf({ path }: vscode.Uri): string {
  const parts = path.split("/").slice(0, -1);
  const kept = parts.indexOf(nodeFilesFolderName);
  return (kept < 0 ? parts : parts.slice(0, kept)).join("/");
}

async function pickOne<Each>(
  title: string,
  all: readonly Each[],
  labelOf: (each: Each) => string,
): Promise<Each | undefined> {
  const picked = await vscode.window.showQuickPick(
    all.map((each) => ({ label: labelOf(each), each })),
    { title },
  );
  return picked?.each;
}
