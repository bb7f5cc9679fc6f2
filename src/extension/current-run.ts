// The one run that is going on, and what is needed to do the last one again.
import { setTimeout as wait } from "node:timers/promises";
import { readNodeFacts } from "../core/languages/all-languages.ts";
import { runNode } from "../core/sources/run-node.ts";
import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { InputTexts } from "../panel/messages.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { parsedInputs } from "./input-texts.ts";
import { NodeProblem, openNode } from "./open-node.ts";
import type { RememberedInputs } from "./remembered-inputs.ts";
import type { ResultsView } from "./results-view.ts";
import { nodeKey, type RunHistory } from "./run-history.ts";
import { tellProgress } from "./run-progress.ts";
import type { ShownNodes } from "./shown-nodes.ts";

export interface RunManner {
  /** Like the platform's single-node button: without retries. */
  readonly once: boolean;
}

export const asInAWorkflow: RunManner = { once: false };

export interface RunOrder {
  readonly address: NodeAddress;
  readonly inputs: InputTexts;
  readonly manner: RunManner;
}

export interface CurrentRun {
  /** Takes the place of the run that is going on, and ends with its report in the panel. */
  start(order: RunOrder): Promise<void>;
  stop(): void;
  /** What was run last, or is running. */
  lastOrder(): RunOrder | undefined;
}

export interface CurrentRunNeeds {
  readonly results: ResultsView;
  readonly sandbox: Sandbox;
  readonly remembered: RememberedInputs;
  readonly history: RunHistory;
  readonly nodes: ShownNodes;
}

export function createCurrentRun({ results, sandbox, remembered, history, nodes }: CurrentRunNeeds): CurrentRun {
  let running: AbortController | undefined;
  let last: RunOrder | undefined;
  return { start, stop, lastOrder: () => last };

  function stop(): void {
    running?.abort();
  }

  async function start(order: RunOrder): Promise<void> {
    const open = await openNode(order.address);
    const { node, dialect, target, targets } = open;
    const heading = nodes.headingOf(open);
    const inputs = dialect.completeInputs(node, parsedInputs(order.inputs));
    if (inputs.kind === "problem") throw new NodeProblem(inputs.message);
    stop();
    const current = new AbortController();
    running = current;
    last = order;
    const key = nodeKey(order.address);
    await remembered.remember(key, order.inputs);
    const progress = tellProgress(results, open, heading, () => running === current);
    try {
      const report = await runNode({
        path: heading.path,
        node,
        facts: readNodeFacts(node),
        otherTargets: targets,
        dialect,
        target,
        inputs,
        once: order.manner.once,
        signal: current.signal,
        run: async (request, signal) => {
          await progress.revealed();
          return sandbox.run(request, signal, progress.onPackages);
        },
        wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
        onAttempt: progress.onAttempt,
      });
      await progress.revealed();
      if (running !== current) return; // Another run took its place.
      history.add(key, report, Date.now());
      results.update(history.at(key, 0) ?? { kind: "report", report });
    } finally {
      if (running === current) running = undefined;
    }
  }
}
