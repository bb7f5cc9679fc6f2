import * as vscode from "vscode";
import type { CodeNode, NodeAddress } from "../core/workflow/code-node.ts";
import type { InputTexts } from "../panel/messages.ts";
import { readDocument } from "./open-node.ts";
import type { RunSession } from "./run-session.ts";
import { savedCaseInputs } from "./saved-cases.ts";

export function registerRunCommands(context: vscode.ExtensionContext, session: RunSession): void {
  const register = (command: string, act: (address?: NodeAddress) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(command, act));

  register("codeNodes.run", async (given) => {
    const address = given ?? (await nodeAtCursor());
    if (address) await session.start(address);
  });
  register("codeNodes.runWith", async (given) => {
    const address = given ?? (await nodeAtCursor());
    if (address) await chooseInputs(session, address);
  });
  register("codeNodes.runAgain", async () => {
    if (await session.runAgain()) return;
    const address = await nodeAtCursor();
    if (address) await session.start(address);
  });
  register("codeNodes.stop", () => session.stop());
  register("codeNodes.showResults", () => vscode.commands.executeCommand("codeNodes.results.focus"));
}

/** Without a lens: the node around the cursor, the only one of the file, or the one that is picked. */
async function nodeAtCursor(): Promise<NodeAddress | undefined> {
  const editor = vscode.window.activeTextEditor;
  const nodes = editor ? ((await readDocument(editor.document))?.reading.nodes ?? []) : [];
  if (!editor || nodes.length === 0) {
    vscode.window.showInformationMessage("Open a workflow file or a node file with a Code node first.");
    return undefined;
  }
  const cursor = editor.document.offsetAt(editor.selection.active);
  const node = nodes.length === 1 ? nodes[0] : (nodes.find((each) => holds(each, cursor)) ?? (await pickNode(nodes)));
  return node && { uri: editor.document.uri.toString(), nodeId: node.id };
}

function holds({ range }: CodeNode, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

async function pickNode(nodes: readonly CodeNode[]): Promise<CodeNode | undefined> {
  const items = nodes.map((node) => ({ label: node.title, description: node.id, node }));
  return (await vscode.window.showQuickPick(items, { title: "Run which Code node?" }))?.node;
}

interface InputChoice extends vscode.QuickPickItem {
  readonly choose: () => Promise<void>;
}

async function chooseInputs(session: RunSession, address: NodeAddress): Promise<void> {
  const runsWith = (inputs: InputTexts) => () => session.run(address, inputs);
  const last = session.lastInputs(address);
  const choices: InputChoice[] = [];
  if (last) choices.push({ label: "$(history) Last inputs", description: brief(last), choose: runsWith(last) });
  const known = await session.inputsOfWorkflow(address);
  if (known)
    choices.push({ label: "$(pinned) Data of the workflow", description: brief(known), choose: runsWith(known) });
  for (const { name, inputs } of await savedCaseInputs(address)) {
    choices.push({ label: `$(beaker) ${name}`, description: brief(inputs), choose: runsWith(inputs) });
  }
  choices.push({ label: "$(edit) Enter inputs…", choose: () => session.ask(address) });
  choices.push({
    label: "$(debug-step-over) Run once…",
    description: "without retries, like the platform's single-node button",
    choose: () => session.ask(address, last, { once: true }),
  });
  const choice = await vscode.window.showQuickPick(choices, {
    title: "Run with which inputs?",
    matchOnDescription: true,
  });
  await choice?.choose();
}

function brief(inputs: InputTexts): string {
  return inputs.map(([name, text]) => `${name}: ${text.length > 40 ? `${text.slice(0, 39)}…` : text}`).join(", ");
}
