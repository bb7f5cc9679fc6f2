import { takesInputsByPosition, visibleMain } from "../../../contract/argument-passing.ts";
import { languageVersionOf, namesNewerThanNode, namesNewerThanPython } from "../../../contract/language-versions.ts";
import type { JsonEntry, JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonEntries, jsonNull } from "../../../json/make-json.ts";
import { type JsonScalar, mapScalars, someScalar } from "../../../json/walk-json.ts";
import { writeJson } from "../../../json/write-json.ts";
import type { MainFunction } from "../../../languages/code-facts.ts";
import type { RunError } from "../../../run/judgement.ts";
import type { EntryCall, RunLimits, RunRequest } from "../../../run/request.ts";
import { base64OfText } from "../../../text/base64.ts";
import type { RunPreparation } from "../../dialect.ts";
import { refusalsOf, refusedNodeType } from "../platform/dify-node.ts";
import { difyJavaScriptGlobals } from "../platform/javascript-globals.ts";
import type { DifyTarget } from "../platform/target.ts";
import { difyTargetOf } from "../platform/targets.ts";
import { surroundingsOf } from "./bootstrap.ts";
import { localJavaScriptFileName, localPythonFileName } from "./error-text.ts";
import { mockFiles } from "./mock-files.ts";

/**
 * Dify's sandbox sets none of these itself (dify-sandbox 0.2.15, read 2026-08); they keep a run from taking
 * the editor down. The result may be as large as thirty strings of a megabyte.
 */
const localLimits: Omit<RunLimits, "timeMs"> = {
  memoryBytes: 256 * 1024 * 1024,
  consoleBytes: 1024 * 1024,
  resultBytes: 30 * 1024 * 1024,
};

/** What Dify runs for these inputs: keyword arguments in Python, one object (or arguments) in JavaScript. */
export function difyRequest(preparation: RunPreparation): RunRequest {
  const { node, facts, timeLimitMs } = preparation;
  const target = difyTargetOf(preparation.target);
  const isPython = node.language === "python";
  return {
    language: node.language,
    code: codeToRun(preparation, target),
    fileName: isPython ? localPythonFileName : localJavaScriptFileName,
    // The code is part of the script itself, so that `if __name__ == "__main__"` runs.
    moduleName: "__main__",
    entryPoint: "main",
    surroundings: surroundingsOf(node, facts, target),
    call: isPython ? keywordCall(preparation) : javascriptCall(preparation, target),
    awaitsResult: !isPython && target.awaitsJavaScript,
    modules: target.modules[node.language],
    ...(isPython && {
      printsResult: true,
      answersAsServer: true,
      absentNames: namesNewerThanPython(target.languages.python),
      scriptPath: "/tmp/code.py",
    }),
    forbiddenCalls: target.killedCalls[node.language].flatMap(({ calls }) => calls),
    globals: isPython ? [] : difyJavaScriptGlobals,
    ...(!isPython && {
      absentNames: namesNewerThanNode(target.languages.node),
    }),
    languageVersion: languageVersionOf(node.language, target.languages).version,
    limits: { timeMs: timeLimitMs, ...localLimits },
  };
}

/** The runner fills in the code and then the inputs, also where the code itself says so. */
function codeToRun(preparation: RunPreparation, { inputsPlaceholder }: DifyTarget): string {
  const { code } = preparation.node.code;
  if (inputsPlaceholder === "stays" || !code.includes("{{inputs}}")) return code;
  const inputs = writeJson(jsonEntries(inputEntries(preparation)));
  return code.replaceAll("{{inputs}}", () => base64OfText(inputs));
}

function keywordCall(preparation: RunPreparation): EntryCall {
  return { kind: "keywords", argumentsText: writeJson(jsonEntries(inputEntries(preparation))) };
}

function javascriptCall(preparation: RunPreparation, target: DifyTarget): EntryCall {
  const entries = inputEntries(preparation);
  const main = positionalMain(preparation, target);
  if (!main) return { kind: "positions", argumentsText: writeJson(jsonArray([jsonEntries(entries)])) };
  const values = new Map(entries);
  const positional = main.parameters.map((parameter) =>
    parameter.kind === "named" ? (values.get(parameter.name) ?? jsonNull) : jsonNull,
  );
  return { kind: "positions", argumentsText: writeJson(jsonArray(positional)) };
}

/** The `main` that gets its inputs by position under this target; undefined when it gets one object. */
export function positionalMain({ facts, node }: RunPreparation, target: DifyTarget): MainFunction | undefined {
  const main = visibleMain(facts);
  const mayBe = target.javascriptArguments === "one-object-or-positions" && node.language === "javascript";
  return mayBe && main && takesInputsByPosition(main, node.inputs) ? main : undefined;
}

/**
 * What Dify says instead of running anything: of a declaration that it refuses with the whole workflow, and of inputs
 * that its serialiser cannot pass on; undefined when it runs.
 */
export function refuseDifyRun({ node, inputs, target }: RunPreparation): RunError | undefined {
  const [refusal] = refusalsOf(node);
  if (refusal) {
    const explanation = `Dify refuses the workflow, and nothing of it is run. ${refusal.message}`;
    return { type: refusedNodeType, message: refusal.says, explanation, frames: [] };
  }
  if (difyTargetOf(target).inputIntegers === "any") return undefined;
  const beyond = [...inputs].find(([, value]) => someScalar(value, isLargeInteger));
  if (!beyond) return undefined;
  return {
    type: "WorkflowNodeError",
    message: "Integer exceeds 64-bit range",
    explanation: `The input "${beyond[0]}" holds an integer of more than 64 bits, which Dify cannot pass on. Pass it as a string.`,
    frames: [],
  };
}

/** orjson takes signed and unsigned 64-bit integers. */
function isLargeInteger(value: JsonScalar): boolean {
  if (value.kind !== "int" || value.digits.length < 19) return false;
  const number = BigInt(value.digits);
  return number < -(2n ** 63n) || number >= 2n ** 64n;
}

/** Declared inputs only, each name once; what has no value is null, as on the server since 0.11.1. */
function inputEntries({ node, inputs }: RunPreparation): JsonEntry[] {
  const values = new Map(
    node.inputs.map((input) => [input.name, mockFiles(input, inputs.get(input.name) ?? jsonNull)]),
  );
  return [...values].map(([name, value]) => [name, mapScalars(value, asTransmitted)]);
}

/** The server's serialiser turns NaN and the infinities into null. */
function asTransmitted(value: JsonScalar): JsonValue {
  return value.kind === "float" && !Number.isFinite(Number(value.text)) ? jsonNull : value;
}
