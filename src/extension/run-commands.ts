import * as vscode from "vscode";
import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { InputTexts } from "../panel/messages.ts";
import { nodeAtCursor } from "./node-at-cursor.ts";
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
