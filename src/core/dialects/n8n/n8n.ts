import type { Dialect } from "../dialect.ts";
import { inspectN8nNode } from "./inspect.ts";
import { n8nModulesOf } from "./modules.ts";
import { ownPartOf } from "./n8n-node.ts";
import { n8nNamesOf } from "./names.ts";
import { newN8nNodes } from "./new-nodes.ts";
import { n8nOutcomeElsewhere } from "./outcome-elsewhere.ts";
import { readN8nDeclaration } from "./read-declaration.ts";
import { mayHoldN8nNodes, readN8nWorkflow } from "./read-workflow.ts";
import { n8nRetryOf } from "./retry-limits.ts";
import { repairN8nNode } from "./rewrite-python.ts";
import { completeN8nInputs, knownN8nInputs } from "./run-inputs.ts";
import { endN8nRun, judgeN8nRun, prepareN8nRun } from "./run-node.ts";
import { n8nRunNotes } from "./run-notes.ts";
import { n8nSettingVariables, readN8nServerSettings } from "./server-settings.ts";
import { n8nTargetOf, n8nTargets } from "./targets.ts";
import { n8nCompanionFiles } from "./typings/companion-files.ts";
import { writeN8nDeclaration } from "./write-declaration.ts";
import { makeN8nReadable, writeN8nCode } from "./write-node.ts";

export const n8n: Dialect = {
  id: "n8n",
  name: "n8n",
  targets: n8nTargets,
  defaultTarget: n8nTargets[0].name,
  readServerSettings: readN8nServerSettings,
  settingVariables: n8nSettingVariables,
  mayHoldNodes: mayHoldN8nNodes,
  readWorkflow: readN8nWorkflow,
  writeCode: writeN8nCode,
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
    ...n8nNamesOf(node, n8nTargetOf(target)),
  }),
  inspect: inspectN8nNode,
  repairs: repairN8nNode,
  companionFiles: n8nCompanionFiles,
  knownInputs: knownN8nInputs,
  completeInputs: completeN8nInputs,
  prepareRun: prepareN8nRun,
  retryOf: n8nRetryOf,
  judge: judgeN8nRun,
  outcomeElsewhere: n8nOutcomeElsewhere,
  runNotes: n8nRunNotes,
  endRun: endN8nRun,
};
