// Asks for a node's inputs in the panel.
import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { InputTexts } from "../panel/messages.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { asInAWorkflow, type RunManner } from "./current-run.ts";
import { inputFields } from "./input-fields.ts";
import { textsOf } from "./input-texts.ts";
import type { OpenNode } from "./open-node.ts";
import type { ResultsView } from "./results-view.ts";
import { mainOf } from "./reveal.ts";
import { nodeKey } from "./run-history.ts";
import type { ShownNodes } from "./shown-nodes.ts";

export interface InputForm {
  /** Starts from `inputs`, or else from those that the workflow knows. */
  show(address: NodeAddress, open: OpenNode, inputs: InputTexts | undefined, manner: RunManner): Promise<void>;
  /** How the form that is shown is to run this node. */
  mannerFor(address: NodeAddress): RunManner;
}

export interface InputFormNeeds {
  readonly results: ResultsView;
  readonly sandbox: Sandbox;
  readonly nodes: ShownNodes;
}

export function createInputForm({ results, sandbox, nodes }: InputFormNeeds): InputForm {
  let asked: { readonly key: string; readonly manner: RunManner } | undefined;
  return {
    async show(address, open, inputs, manner) {
      void sandbox.warm(open.node.language);
      const known = inputs ?? textsOf(open.dialect.knownInputs?.(open.node).inputs ?? new Map());
      const fields = inputFields(open.node, mainOf(open.node), known);
      asked = { key: nodeKey(address), manner };
      await results.show({ kind: "ask", node: nodes.headingOf(open), fields });
    },
    mannerFor: (address) => (asked?.key === nodeKey(address) ? asked.manner : asInAWorkflow),
  };
}
