import { completeDeclaredInputs } from "../../run/read-inputs.ts";
import type { Dialect } from "../dialect.ts";
import { endDifyRun } from "./end-run.ts";
import { judgeDifyOutcome } from "./judge.ts";
import { newDifyNodes } from "./new-nodes.ts";
import { difyOutcomeElsewhere } from "./outcome-elsewhere.ts";
import { outlineDifyNode } from "./outline.ts";
import { refusedOutputTypes } from "./output-type.ts";
import { prepareDifyRun } from "./prepare-run.ts";
import { readDifyDeclaration } from "./read-declaration.ts";
import { mayHoldDifyNodes, readDifyWorkflow } from "./read-workflow.ts";
import { difyRetryOf } from "./retry-limits.ts";
import { difyRunNotes } from "./run-notes.ts";
import { readDifyServerSettings } from "./server-settings.ts";
import { difyTargetOf, difyTargets } from "./targets.ts";
import { writeDifyDeclaration } from "./write-declaration.ts";
import { makeDifyReadable, writeDifyCode } from "./write-node.ts";

export const dify: Dialect = {
  id: "dify",
  name: "Dify",
  targets: difyTargets,
  defaultTarget: difyTargets[0].name,
  readServerSettings: readDifyServerSettings,
  mayHoldNodes: mayHoldDifyNodes,
  readWorkflow: readDifyWorkflow,
  writeCode: writeDifyCode,
  makeReadable: makeDifyReadable,
  readDeclaration: readDifyDeclaration,
  writeDeclaration: writeDifyDeclaration,
  newNodes: newDifyNodes,
  outline: outlineDifyNode,
  contract({ language }, target) {
    const { undeclaredKeys, booleanOutputs, javascriptArguments, awaitsJavaScript, bootstrap, modules } =
      difyTargetOf(target);
    return {
      target,
      argumentPassing: language === "python" ? "by-keyword" : javascriptArguments,
      undeclaredKeys,
      refusedOutputTypes: refusedOutputTypes(booleanOutputs),
      asyncMain: language === "javascript" && awaitsJavaScript ? "awaited" : "not-awaited",
      takenNames: { lexical: bootstrap.javascriptRunnerNames, "function-scoped": bootstrap.javascriptOuterNames },
      modules: modules[language],
    };
  },
  completeInputs: ({ inputs }, given) => completeDeclaredInputs(inputs, given),
  prepareRun: prepareDifyRun,
  retryOf: difyRetryOf,
  judge: ({ node, target }, outcome) => judgeDifyOutcome(node, outcome, difyTargetOf(target)),
  outcomeElsewhere: difyOutcomeElsewhere,
  runNotes: difyRunNotes,
  endRun: endDifyRun,
};
