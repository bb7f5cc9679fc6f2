import * as vscode from "vscode";
import { writeNodeFiles } from "../../core/node-files/write-node-files.ts";
import { makeReadable } from "../../core/sources/write-code.ts";
import { codeOffsetAt } from "../../core/text/embedded-text.ts";
import type { CodeNode, NodeAddress } from "../../core/workflow/code-node.ts";
import { languageOfFile } from "../../core/workflow/node-file.ts";
import { mayHoldNodes } from "../language-client.ts";
import { nodeAtCursor } from "../node-at-cursor.ts";
import { NodeProblem, openNode, readDocument } from "../open-node.ts";
import { revealLine } from "../reveal.ts";
import { mayWriteFiles } from "../trust.ts";
import { storeOfWorkflow } from "./editor-store.ts";
import { createMergeEditor } from "./merge-editor.ts";
import { type StepKeeper, stayInStep } from "./stay-in-step.ts";

/** `Edit code` and `Make code readable`, and all that keeps node files in step with their workflows. */
export function registerNodeFiles(context: vscode.ExtensionContext): void {
  const register = (command: string, act: (address: NodeAddress, place?: CodePlace) => Promise<void>) =>
    context.subscriptions.push(
      vscode.commands.registerCommand(command, async (given?: NodeAddress, place?: CodePlace) => {
        const address = given ?? (await nodeAtCursor());
        if (!address) return;
        try {
          await act(address, place);
        } catch (error) {
          vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        }
      }),
    );
  const keeper = stayInStep(createMergeEditor(context));
  register("codeNodes.editCode", (address, place) => editCode(address, keeper, place));
  register("codeNodes.makeReadable", spellReadable);
  const showInMenu = async (editor: vscode.TextEditor | undefined) =>
    vscode.commands.executeCommand(
      "setContext",
      "codeNodes.holdsNodes",
      !!editor && (await mayHoldNodes(editor.document)),
    );
  void showInMenu(vscode.window.activeTextEditor);
  context.subscriptions.push(
    vscode.window.onDidChangeActiveTextEditor(showInMenu),
    keeper,
    vscode.commands.registerCommand("codeNodes.mergeCode", async (given?: vscode.Uri) => {
      const uri = given ?? vscode.window.activeTextEditor?.document.uri;
      if (uri) await keeper.merge(uri);
    }),
    vscode.languages.registerCodeActionsProvider(
      [{ language: "yaml" }, { language: "json" }],
      { provideCodeActions: editCodeActions },
      { providedCodeActionKinds: [vscode.CodeActionKind.Empty] },
    ),
  );
}

/** Where in a node's code; both count from 1. */
interface CodePlace {
  readonly line: number;
  readonly column?: number;
}

/** Writes the node's file and opens it at the place, or where the cursor is in the workflow. */
async function editCode(address: NodeAddress, keeper: StepKeeper, place?: CodePlace): Promise<void> {
  const open = await openNode(address);
  const { document, read, node } = open;
  if (languageOfFile(document.uri.path)) {
    if (place) return revealLine(open, place.line, place.column);
    await vscode.window.showTextDocument(document);
    return;
  }
  if (!(await mayWriteFiles())) return;
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const cursor = editor && codeOffsetAt(node.code, document.offsetAt(editor.selection.active));
  const opened = await writeNodeFiles(
    storeOfWorkflow(document.uri),
    document.uri.path,
    read,
    ({ id }) => id === node.id,
  );
  const [file] = opened;
  if (!file) throw new NodeProblem(`The node "${node.title}" cannot be opened.`);
  if (file.status === "refused") throw new NodeProblem(file.message);
  const uri = document.uri.with({ path: file.path });
  keeper.follow(uri);
  const code = await vscode.workspace.openTextDocument(uri);
  const position = place
    ? code.validatePosition(new vscode.Position(place.line - 1, (place.column ?? 1) - 1))
    : code.positionAt(cursor ?? 0);
  await vscode.window.showTextDocument(code, { selection: new vscode.Range(position, position), preview: false });
}

/** A change in the workflow's editor, as if the user had typed it: it can be undone, and is not saved. */
async function spellReadable(address: NodeAddress): Promise<void> {
  const { document, read, node } = await openNode(address);
  if (languageOfFile(document.uri.path)) {
    throw new NodeProblem("The code of a node file stands there as it is: there is nothing to make readable.");
  }
  const writing = makeReadable({ text: document.getText(), ...read }, node);
  if (writing.kind === "refusal") throw new NodeProblem(writing.message);
  if (writing.kind === "unchanged") {
    vscode.window.showInformationMessage(`The code of "${node.title}" is readable as it stands.`);
    return;
  }
  const edits = new vscode.WorkspaceEdit();
  const { start, end } = writing.range;
  edits.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), writing.newText);
  await vscode.workspace.applyEdit(edits);
}

/** On a finding of ours inside of a node's code: to where it can be mended comfortably. */
async function editCodeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
): Promise<vscode.CodeAction[]> {
  if (!diagnostics.some(({ source }) => source === "Code Nodes")) return [];
  const nodes = (await readDocument(document))?.reading.nodes ?? [];
  const node = nodes.find((each) => holds(each, document.offsetAt(range.start)));
  if (!node) return [];
  const action = new vscode.CodeAction(`Edit code of "${node.title}"`, vscode.CodeActionKind.Empty);
  const address: NodeAddress = { uri: document.uri.toString(), nodeId: node.id };
  action.command = { title: action.title, command: "codeNodes.editCode", arguments: [address] };
  return [action];
}

function holds({ range, code: { documentRange } }: CodeNode, offset: number): boolean {
  const isIn = ({ start, end }: { readonly start: number; readonly end: number }) => start <= offset && offset <= end;
  return isIn(range) || isIn(documentRange);
}
