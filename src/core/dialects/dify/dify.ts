import { languageVersionOf } from "../../contract/language-versions.ts";
import { completeDeclaredInputs } from "../../run/read-inputs.ts";
import type { Dialect } from "../dialect.ts";
import { prepareDifyRun } from "./judging/dify-run.ts";
import { endDifyRun } from "./judging/end-run.ts";
import { newDifyNodes } from "./node-file/new-nodes.ts";
import { readDifyDeclaration } from "./node-file/read-declaration.ts";
import { writeDifyDeclaration } from "./node-file/write-declaration.ts";
import { refusedOutputTypes } from "./platform/output-type.ts";
import { difyRetryOf } from "./platform/retry-limits.ts";
import { readDifyServerSettings } from "./platform/server-settings.ts";
import { difyTargetOf, difyTargets } from "./platform/targets.ts";
import { outlineDifyNode } from "./reading/outline.ts";
import { mayHoldDifyNodes, readDifyWorkflow } from "./reading/read-workflow.ts";
import { makeDifyReadable, writeDifyCodes } from "./reading/write-node.ts";

export const dify: Dialect = {
  id: "dify",
  name: "Dify",
  targets: difyTargets,
  defaultTarget: difyTargets[0].name,
  readServerSettings: readDifyServerSettings,
  mayHoldNodes: mayHoldDifyNodes,
  readWorkflow: readDifyWorkflow,
  writeCodes: writeDifyCodes,
  makeReadable: makeDifyReadable,
  readDeclaration: readDifyDeclaration,
  writeDeclaration: writeDifyDeclaration,
  newNodes: newDifyNodes,
  outline: outlineDifyNode,
  contract({ language }, target) {
    const {
      undeclaredKeys,
      booleanOutputs,
      javascriptArguments,
      awaitsJavaScript,
      bootstrap,
      modules,
      languages,
      stderr,
      killedCalls,
    } = difyTargetOf(target);
    return {
      target,
      argumentPassing: language === "python" ? "by-keyword" : javascriptArguments,
      undeclaredKeys,
      refusedOutputTypes: refusedOutputTypes(booleanOutputs),
      asyncMain: language === "javascript" && awaitsJavaScript ? "awaited" : "not-awaited",
      takenNames: { lexical: bootstrap.javascriptRunnerNames, "function-scoped": bootstrap.javascriptOuterNames },
      modules: modules[language],
      languageVersion: languageVersionOf(language, languages),
      ...(stderr === "fails-the-node" && { stderr }),
      killedCalls: killedCalls[language],
    };
  },
  completeInputs: ({ inputs }, given) => completeDeclaredInputs(inputs, given),
  prepareRun: prepareDifyRun,
  retryOf: difyRetryOf,
  endRun: endDifyRun,
};
