import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { FromPage, InputTexts } from "../panel/messages.ts";
import { asInAWorkflow, type CurrentRunNeeds, createCurrentRun, type RunManner } from "./current-run.ts";
import { createInputForm } from "./input-form.ts";
import { textsOf } from "./input-texts.ts";
import { NodeProblem, openNode } from "./open-node.ts";
import { actOn } from "./page-messages.ts";
import type { ResultsView } from "./results-view.ts";
import { nodeKey } from "./run-history.ts";
import { createShownNodes } from "./shown-nodes.ts";
import { mayRunCode } from "./trust.ts";

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

export function createRunSession(given: Omit<CurrentRunNeeds, "nodes">): RunSession {
  const { results, remembered } = given;
  const needs = { ...given, nodes: createShownNodes() };
  const currentRun = createCurrentRun(needs);
  const form = createInputForm(needs);
  const lastInputs = (address: NodeAddress) => remembered.recall(nodeKey(address));
  const receive = (message: FromPage) =>
    void guarded(results, () => actOn(message, { ...needs, form, currentRun, run, ask }));
  return { start, ask, run, runAgain, stop: currentRun.stop, lastInputs, inputsOfWorkflow, receive };

  async function start(address: NodeAddress): Promise<void> {
    if (!(await mayRunCode())) return;
    await guarded(results, async () => {
      const inputs = await inputsOfWorkflow(address);
      return inputs ? run(address, inputs) : ask(address);
    });
  }

  async function ask(address: NodeAddress, inputs = lastInputs(address), manner = asInAWorkflow): Promise<void> {
    if (!(await mayRunCode())) return;
    await guarded(results, async () => {
      const open = await openNode(address);
      return open.node.inputs.length === 0 ? run(address, [], manner) : form.show(address, open, inputs, manner);
    });
  }

  async function run(address: NodeAddress, inputs: InputTexts, manner = asInAWorkflow): Promise<void> {
    if (!(await mayRunCode())) return;
    await guarded(results, () => currentRun.start({ address, inputs, manner }));
  }

  async function runAgain(): Promise<boolean> {
    const last = currentRun.lastOrder();
    if (last) await run(last.address, last.inputs, last.manner);
    return last !== undefined;
  }
}

async function inputsOfWorkflow(address: NodeAddress): Promise<InputTexts | undefined> {
  const { node, dialect } = await openNode(address);
  const known = dialect.knownInputs?.(node);
  return known?.isComplete ? textsOf(known.inputs) : undefined;
}

/** What goes wrong on the way to a run is said in the panel, where the user is looking. */
async function guarded(results: ResultsView, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof NodeProblem)) console.error(error);
    const message = error instanceof NodeProblem ? error.message : `The run broke off: ${error}`;
    await results.show({ kind: "problem", message });
  }
}
