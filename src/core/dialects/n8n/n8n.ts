import { notReached, type RunError } from "../../run/judgement.ts";
import type { RunRequest } from "../../run/request.ts";
import type { Dialect, RunPreparation } from "../dialect.ts";
import { inspectN8nNode } from "./inspect.ts";
import { n8nModulesOf } from "./modules.ts";
import { n8nNamesOf } from "./names.ts";
import { readN8nDeclaration } from "./read-declaration.ts";
import { mayHoldN8nNodes, readN8nWorkflow } from "./read-workflow.ts";
import { n8nRetryOf } from "./retry-limits.ts";
import { n8nSettingVariables, readN8nServerSettings } from "./server-settings.ts";
import { n8nTargetOf, n8nTargets } from "./targets.ts";

export const n8n: Dialect = {
  id: "n8n",
  name: "n8n",
  targets: n8nTargets,
  defaultTarget: n8nTargets[0].name,
  readServerSettings: readN8nServerSettings,
  settingVariables: n8nSettingVariables,
  mayHoldNodes: mayHoldN8nNodes,
  readWorkflow: readN8nWorkflow,
  readDeclaration: readN8nDeclaration,
  contract: (node, target) => ({
    target,
    argumentPassing: "one-object",
    undeclaredKeys: "dropped",
    refusedOutputTypes: [],
    asyncMain: "awaited",
    takenNames: { lexical: [], "function-scoped": [] },
    modules: n8nModulesOf(node, n8nTargetOf(target)),
    ...n8nNamesOf(node, n8nTargetOf(target)),
  }),
  inspect: inspectN8nNode,
  prepareRun,
  refuseRun: () => cannotRunYet,
  retryOf: n8nRetryOf,
  judge: (node) => notReached(node, cannotRunYet),
  outcomeElsewhere: () => ({ kind: "refused", error: cannotRunYet }),
  runNotes: () => [],
  defaultOutputs: () => ({ kind: "values", values: new Map() }),
};

const cannotRunYet: RunError = {
  type: "NotSupported",
  message: "Code Nodes reads and checks nodes of n8n, but cannot run them yet. Run this node in n8n.",
  frames: [],
};

/** Never sent to a sandbox while `refuseRun` refuses. */
function prepareRun({ node, target, timeLimitMs }: RunPreparation): RunRequest {
  return {
    language: node.language,
    code: node.code.code,
    fileName: "code",
    moduleName: "__main__",
    entryPoint: "main",
    call: { kind: "positions", argumentsText: "[]" },
    awaitsResult: node.form === "async-body",
    modules: n8nModulesOf(node, n8nTargetOf(target)),
    globals: [],
    limits: {
      timeMs: timeLimitMs ?? target.timeLimitMs,
      memoryBytes: 256 * 1024 * 1024,
      consoleBytes: 1024 * 1024,
      resultBytes: 30 * 1024 * 1024,
    },
  };
}
