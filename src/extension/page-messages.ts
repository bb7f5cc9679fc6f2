import * as vscode from "vscode";
import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { FromPage, InputTexts } from "../panel/messages.ts";
import { asInAWorkflow, type CurrentRun, type RunManner } from "./current-run.ts";
import type { InputForm } from "./input-form.ts";
import { openNode } from "./open-node.ts";
import type { ResultsView } from "./results-view.ts";
import { revealLine, revealOutput } from "./reveal.ts";
import { nodeKey, type RunHistory } from "./run-history.ts";
import type { ShownNodes } from "./shown-nodes.ts";

export interface PageMessageNeeds {
  readonly results: ResultsView;
  readonly history: RunHistory;
  readonly nodes: ShownNodes;
  readonly form: InputForm;
  readonly currentRun: CurrentRun;
  run(address: NodeAddress, inputs: InputTexts, manner: RunManner): Promise<void>;
  ask(address: NodeAddress, inputs: InputTexts): Promise<void>;
}

/** Does what the page asks for. */
export async function actOn(
  message: FromPage,
  { results, history, nodes, form, currentRun, run, ask }: PageMessageNeeds,
): Promise<void> {
  if (message.kind === "ready") return;
  if (message.kind === "copyValue") return vscode.env.clipboard.writeText(message.text);
  const address = nodes.addressOf(message.node);
  const key = nodeKey(address);
  switch (message.kind) {
    case "run":
      return run(address, message.inputs, form.mannerFor(address));
    case "runAgain":
      return run(address, message.inputs, lastMannerOf(key, currentRun));
    case "editInputs":
      return ask(address, message.inputs);
    case "cancelAsk":
      return results.update(history.at(key, 0) ?? { kind: "idle" });
    case "stop":
      return currentRun.stop();
    case "openCode": {
      const { line, column } = message;
      if (message.in === "node") return vscode.commands.executeCommand("codeNodes.editCode", address, { line, column });
      return revealLine(await openNode(address), line, column);
    }
    case "showOutput":
      return revealOutput(await openNode(address), message.output);
    case "showHistory": {
      const node = nodes.headingOf(await openNode(address));
      return results.update({ kind: "history", node, entries: history.entries(key) });
    }
    case "openHistory": {
      const report = history.at(key, message.index);
      if (report) results.update(report);
    }
  }
}

/** Another node may have been run since. */
function lastMannerOf(key: string, currentRun: CurrentRun): RunManner {
  const last = currentRun.lastOrder();
  return last && nodeKey(last.address) === key ? last.manner : asInAWorkflow;
}
