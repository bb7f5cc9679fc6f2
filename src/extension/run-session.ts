import { setTimeout as wait } from "node:timers/promises";
import * as vscode from "vscode";
import { inputType } from "../core/contract/input-types.ts";
import { readNodeFacts } from "../core/languages/all-languages.ts";
import { type AttemptProgress, runNode } from "../core/sources/run-node.ts";
import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { FromPage, InputTexts, NodeHeading, NodePlace, RunningMessage } from "../panel/messages.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { parsedInputs, textsOf } from "./input-texts.ts";
import { NodeProblem, type OpenNode, openNode } from "./open-node.ts";
import type { RememberedInputs } from "./remembered-inputs.ts";
import type { ResultsView } from "./results-view.ts";
import { mainOf, revealLine, revealOutput } from "./reveal.ts";
import { nodeKey, type RunHistory } from "./run-history.ts";
import { mayRunCode } from "./trust.ts";

export interface RunManner {
  /** Like the platform's single-node button: without retries. */
  readonly once: boolean;
}

/** Everything that happens between a click on `▶ Run` and the report in the panel. */
export interface RunSession {
  /** Runs at once when nothing has to be asked, and asks otherwise. */
  start(address: NodeAddress): Promise<void>;
  /** Asks for the inputs in the panel, starting from `inputs`, those of the last run or those that the workflow knows. */
  ask(address: NodeAddress, inputs?: InputTexts, manner?: RunManner): Promise<void>;
  run(address: NodeAddress, inputs: InputTexts, manner?: RunManner): Promise<void>;
  /** The last run once more; false when nothing was run yet. */
  runAgain(): Promise<boolean>;
  stop(): void;
  lastInputs(address: NodeAddress): InputTexts | undefined;
  /** What the workflow itself holds for the node, when a run on the platform would get exactly that. */
  inputsOfWorkflow(address: NodeAddress): Promise<InputTexts | undefined>;
  receive(message: FromPage): void;
}

export interface RunSessionNeeds {
  readonly results: ResultsView;
  readonly sandbox: Sandbox;
  readonly remembered: RememberedInputs;
  readonly history: RunHistory;
}

export function createRunSession({ results, sandbox, remembered, history }: RunSessionNeeds): RunSession {
  /** The page names nodes by what it shows; this leads back to the document. */
  const addresses = new Map<string, NodeAddress>();
  let running: AbortController | undefined;
  let last: { readonly address: NodeAddress; readonly inputs: InputTexts; readonly manner: RunManner } | undefined;
  /** How the form that is shown is to run its node. */
  let asked: { readonly key: string; readonly manner: RunManner } | undefined;

  return { start, ask, run, runAgain, stop, lastInputs, inputsOfWorkflow, receive };

  async function start(address: NodeAddress): Promise<void> {
    if (!(await mayRunCode())) return;
    await guarded(async () => {
      const inputs = await inputsOfWorkflow(address);
      return inputs ? run(address, inputs) : ask(address);
    });
  }

  async function inputsOfWorkflow(address: NodeAddress): Promise<InputTexts | undefined> {
    const { node, dialect } = await openNode(address);
    const known = dialect.knownInputs?.(node);
    return known?.isComplete ? textsOf(known.inputs) : undefined;
  }

  async function ask(address: NodeAddress, inputs = lastInputs(address), manner = asInAWorkflow): Promise<void> {
    if (!(await mayRunCode())) return;
    await guarded(async () => {
      const open = await openNode(address);
      if (open.node.inputs.length === 0) return run(address, [], manner);
      void sandbox.warm(open.node.language);
      const main = mainOf(open.node);
      const known = new Map(inputs ?? textsOf(open.dialect.knownInputs?.(open.node).inputs ?? new Map()));
      const fields = open.node.inputs.map((input) => {
        const type = inputType(input, main);
        const initialText = known.get(input.name);
        return {
          name: input.name,
          ...(type ? { type } : {}),
          ...(initialText === undefined ? {} : { initialText }),
          ...(input.source ? { source: input.source.label } : {}),
        };
      });
      asked = { key: nodeKey(address), manner };
      await results.show({ kind: "ask", node: headingOf(open), fields });
    });
  }

  async function run(address: NodeAddress, inputs: InputTexts, { once } = asInAWorkflow): Promise<void> {
    if (!(await mayRunCode())) return;
    await guarded(async () => {
      const open = await openNode(address);
      const node = headingOf(open);
      const values = open.dialect.completeInputs(open.node, parsedInputs(inputs));
      if (values.kind === "problem") throw new NodeProblem(values.message);
      const retry = once ? undefined : open.dialect.retryOf(open.node, open.target);
      stop();
      const current = new AbortController();
      running = current;
      last = { address, inputs, manner: { once } };
      await remembered.remember(nodeKey(address), inputs);
      let progress: AttemptProgress = { kind: "running", attempt: 1, of: 1 + (retry?.maxRetries ?? 0) };
      await results.show(runningMessage(open, node, progress));
      const onPackages = (isWaiting: boolean) => {
        const preparing = isWaiting ? { preparing: "Python packages" } : {};
        if (running === current) results.update({ ...runningMessage(open, node, progress), ...preparing });
      };
      try {
        const report = await runNode({
          path: node.path,
          node: open.node,
          facts: readNodeFacts(open.node),
          otherTargets: open.targets,
          dialect: open.dialect,
          target: open.target,
          inputs: values,
          once,
          signal: current.signal,
          run: (request, signal) => sandbox.run(request, signal, onPackages),
          wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
          onAttempt: (attempt) => {
            progress = attempt;
            if (running === current) results.update(runningMessage(open, node, attempt));
          },
        });
        if (running !== current) return; // Another run took its place.
        history.add(nodeKey(address), report, Date.now());
        results.update(history.at(nodeKey(address), 0) ?? { kind: "report", report });
      } finally {
        if (running === current) running = undefined;
      }
    });
  }

  async function runAgain(): Promise<boolean> {
    if (last) await run(last.address, last.inputs, last.manner);
    return last !== undefined;
  }

  function stop(): void {
    running?.abort();
  }

  function lastInputs(address: NodeAddress): InputTexts | undefined {
    return remembered.recall(nodeKey(address));
  }

  function receive(message: FromPage): void {
    void guarded(() => act(message));
  }

  async function act(message: FromPage): Promise<void> {
    if (message.kind === "ready") return;
    if (message.kind === "copyValue") return vscode.env.clipboard.writeText(message.text);
    const address = addresses.get(placeKey(message.node)) ?? addressBeforeReload(message.node);
    switch (message.kind) {
      case "run":
        return run(address, message.inputs, asked?.key === nodeKey(address) ? asked.manner : asInAWorkflow);
      case "runAgain":
        return run(
          address,
          message.inputs,
          last && nodeKey(last.address) === nodeKey(address) ? last.manner : asInAWorkflow,
        );
      case "editInputs":
        return ask(address, message.inputs);
      case "cancelAsk":
        return results.update(history.at(nodeKey(address), 0) ?? { kind: "idle" });
      case "stop":
        return stop();
      case "openCode": {
        const { line, column } = message;
        if (message.in === "node")
          return vscode.commands.executeCommand("codeNodes.editCode", address, { line, column });
        return revealLine(await openNode(address), line, column);
      }
      case "showOutput":
        return revealOutput(await openNode(address), message.output);
      case "showHistory": {
        const node = headingOf(await openNode(address));
        return results.update({ kind: "history", node, entries: history.entries(nodeKey(address)) });
      }
      case "openHistory": {
        const report = history.at(nodeKey(address), message.index);
        if (report) results.update(report);
      }
    }
  }

  function headingOf({ document, node, target }: OpenNode): NodeHeading {
    const path = vscode.workspace.asRelativePath(document.uri);
    addresses.set(placeKey({ path, nodeId: node.id }), { uri: document.uri.toString(), nodeId: node.id });
    return { path, nodeId: node.id, title: node.title, language: node.language, targetLabel: target.label };
  }

  /** What goes wrong on the way to a run is said in the panel, where the user is looking. */
  async function guarded(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof NodeProblem)) console.error(error);
      const message = error instanceof NodeProblem ? error.message : `The run broke off: ${error}`;
      await results.show({ kind: "problem", message });
    }
  }
}

const asInAWorkflow: RunManner = { once: false };

function runningMessage({ target }: OpenNode, node: NodeHeading, progress: AttemptProgress): RunningMessage {
  const message = {
    kind: "running",
    node,
    elapsedMs: 0,
    timeLimitMs: target.timeLimitMs,
    attempts: progress.of,
  } as const;
  return progress.kind === "running"
    ? { ...message, attempt: progress.attempt }
    : { ...message, attempt: progress.attempt + 1, waitingMs: progress.milliseconds };
}

/** The page outlives a reload of the window, what it was shown for is then known by its path only. */
function addressBeforeReload({ path, nodeId }: NodePlace): NodeAddress {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new NodeProblem("This result is from before the window was reloaded. Run the node again.");
  return { uri: vscode.Uri.joinPath(folder.uri, path).toString(), nodeId };
}

function placeKey({ path, nodeId }: NodePlace): string {
  return `${path} ${nodeId}`;
}
