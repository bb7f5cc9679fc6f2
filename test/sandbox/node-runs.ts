import type { Target } from "../../src/core/contract/node-contract.ts";
import type { Dialect } from "../../src/core/dialects/dialect.ts";
import { readNodeFacts } from "../../src/core/languages/all-languages.ts";
import type { Inputs } from "../../src/core/run/read-inputs.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import { type NodeRun, runNode } from "../../src/core/sources/run-node.ts";
import type { CodeNode } from "../../src/core/workflow/code-node.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { completedInputs } from "../core/dialects/completed-inputs.ts";

export interface TestedRun {
  readonly dialect: Dialect;
  readonly node: CodeNode;
  readonly target: Target;
  readonly given?: Inputs;
}

/** Runs a node in the real sandbox, once and for one target unless `changes` say otherwise, and never waits between attempts. */
export function runInSandbox(
  sandbox: Pick<Sandbox, "run">,
  { dialect, node, target, given }: TestedRun,
  changes: Partial<Pick<NodeRun<AbortSignal>, "once" | "otherTargets" | "timeLimitMs">> = {},
): Promise<RunReport> {
  return runNode({
    dialect,
    node,
    target,
    facts: readNodeFacts(node),
    otherTargets: [],
    path: "workflow",
    inputs: completedInputs(dialect, node, given),
    once: true,
    signal: new AbortController().signal,
    run: (request, signal) => sandbox.run(request, signal),
    wait: async () => {},
    ...changes,
  });
}
