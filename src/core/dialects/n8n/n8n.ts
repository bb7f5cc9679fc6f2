import type { Dialect } from "../dialect.ts";
import { inspectN8nNode } from "./inspections/inspect.ts";
import { repairN8nNode } from "./inspections/rewrite-python.ts";
import { n8nLanguageOf, n8nModulesOf } from "./platform/modules.ts";
import { ownPartOf } from "./platform/n8n-node.ts";
import { n8nNamesOf } from "./platform/names.ts";
import { n8nRetryOf } from "./platform/retry-limits.ts";
import { n8nSettingVariables, readN8nServerSettings } from "./platform/server-settings.ts";
import { n8nTargetOf, n8nTargets } from "./platform/targets.ts";
import { newN8nNodes } from "./reading/new-nodes.ts";
import { readN8nDeclaration } from "./reading/read-declaration.ts";
import { mayHoldN8nNodes, readN8nWorkflow } from "./reading/read-workflow.ts";
import { writeN8nDeclaration } from "./reading/write-declaration.ts";
import { makeN8nReadable, writeN8nCodes } from "./reading/write-node.ts";
import { endN8nRun, prepareN8nRun } from "./running/n8n-run.ts";
import { completeN8nInputs, knownN8nInputs } from "./running/run-inputs.ts";
import { n8nCompanionFiles, n8nSharedCompanionFiles } from "./typings/companion-files.ts";

export const n8n: Dialect = {
  id: "n8n",
  name: "n8n",
  targets: n8nTargets,
  defaultTarget: n8nTargets[0].name,
  readServerSettings: readN8nServerSettings,
  settingVariables: n8nSettingVariables,
  mayHoldNodes: mayHoldN8nNodes,
  readWorkflow: readN8nWorkflow,
  writeCodes: writeN8nCodes,
  makeReadable: makeN8nReadable,
  readDeclaration: readN8nDeclaration,
  writeDeclaration: writeN8nDeclaration,
  newNodes: newN8nNodes,
  outline(node) {
    const { language } = node;
    const declared = ownPartOf(node);
    if (!declared) return { line: language, details: {} };
    const { mode, onError } = declared;
    return { line: `${declared.language}  ${mode}`, details: { mode, onError } };
  },
  contract: (node, target) => ({
    target,
    argumentPassing: "one-object",
    undeclaredKeys: "dropped",
    refusedOutputTypes: [],
    asyncMain: "awaited",
    takenNames: { lexical: [], "function-scoped": [] },
    modules: n8nModulesOf(node, n8nTargetOf(target)),
    ...n8nLanguageOf(node, n8nTargetOf(target)),
    ...n8nNamesOf(node, n8nTargetOf(target)),
  }),
  inspect: inspectN8nNode,
  repairs: repairN8nNode,
  companionFiles: n8nCompanionFiles,
  sharedCompanionFiles: n8nSharedCompanionFiles,
  knownInputs: knownN8nInputs,
  completeInputs: completeN8nInputs,
  prepareRun: prepareN8nRun,
  retryOf: n8nRetryOf,
  endRun: endN8nRun,
};
