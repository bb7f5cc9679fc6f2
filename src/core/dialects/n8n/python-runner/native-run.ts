/// <reference path="./python-files.d.ts" />

import { isNewer } from "../../../contract/language-versions.ts";
import type { JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonObject, jsonString } from "../../../json/make-json.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import { writeJson } from "../../../json/write-json.ts";
import { readImports } from "../../../languages/python/imports.ts";
import { parsePython } from "../../../languages/python/parse-python.ts";
import { tokenise } from "../../../languages/python/tokens.ts";
import type { RunOutcome } from "../../../run/outcome.ts";
import type { RunRequest } from "../../../run/request.ts";
import { blockedAttributes, blockedNames, deniedBuiltins, securityText } from "../platform/python-security.ts";
import { pythonStandardLibrary } from "../platform/python-standard-library.ts";
import {
  allowsEverything,
  externalRefusal,
  modulePolicyOf,
  type PythonImportPolicy,
  standardRefusal,
} from "../python-analyzer/imports.ts";
import type { PythonViolation } from "../python-analyzer/violation.ts";
import { exited, lostResult, raised, raisedError, refusedByAnalyzer, stoppedError } from "./native-errors.ts";
import nativeTask from "./native-task.py";
import { holdsNonNumber, throughJavaScript } from "./numbers.ts";
import { type NativeTask, type RunnerError, type RunnerResult, runningCode } from "./task.ts";

const fileNames = {
  runOnceForAllItems: "<all_items_task_execution>",
  runOnceForEachItem: "<per_item_task_execution>",
} as const;

/** What the sandbox runs; `isRefused` when the code violates n8n's rules, as long as Python can read it. */
export function nativeRequest(task: NativeTask, isRefused: boolean): RunRequest {
  const code = runningCode(task);
  const { tree } = parsePython(code);
  const imports = readImports(code, tree);
  const settings = {
    code,
    fileName: fileNames[task.mode],
    isPerItem: task.mode === "runOnceForEachItem",
    isAnalysed: !allowsEverything(task.imports),
    isRefused,
    evaluatesAnnotations: isNewer("3.14", task.python),
    blocked: [...blockedAttributes, ...blockedNames],
    stringPatternText: securityText.stringPattern("{name}"),
    deniedBuiltins,
    imports: importRules(task.imports),
  };
  const items = task.items.map(throughJavaScript);
  return {
    language: "python",
    code: "",
    imports,
    fileName: fileNames[task.mode],
    moduleName: "__main__",
    entryPoint: "run_task",
    surroundings: { before: nativeTask, after: "" },
    call: { kind: "positions", argumentsText: `[${JSON.stringify(settings)},${writeJson(jsonArray(items))}]` },
    awaitsResult: false,
    modules: modulePolicyOf(task.imports),
    globals: [],
    limits: task.limits,
  };
}

function importRules(policy: PythonImportPolicy) {
  return {
    standardLibrary: [...pythonStandardLibrary],
    standard: { allowed: policy.stdlibAllow, text: standardRefusal(policy, "{module}") },
    external: { allowed: policy.externalAllow, text: externalRefusal(policy, "{module}") },
  };
}

/** Code that Python refuses with these words in that line; whichever part of the runner reads it first. */
export function unreadable({ mode, imports }: NativeTask, says: string, line: number): RunnerError {
  const isAnalysed = !allowsEverything(imports);
  // Without the analyzer it is the runner's own function that cannot be loaded, which begins a line above.
  const place = isAnalysed ? `<unknown>, line ${line}` : `${fileNames[mode]}, line ${line + 1}`;
  return { type: "SyntaxError", message: `${says} (${place})`, line, frames: [], isRaised: !isAnalysed };
}

/** Whether CPython's parser would take the code; break outside of a loop and the like come later. */
export function isReadable(code: string): boolean {
  const [first] = tokenise(code).lines;
  if (first && first.indentation.start < first.indentation.end) return false;
  const body = code.replace(/^(?=.*\S)/gm, " ");
  return parsePython(`async def body():\n pass\n${body}`).problem === undefined;
}

/** What n8n's task runner makes of the outcome. `violations` are those that it was sent with. */
export function nativeResult(
  task: NativeTask,
  outcome: RunOutcome,
  violations: readonly PythonViolation[],
): RunnerResult {
  switch (outcome.kind) {
    case "returned":
      return returnedResult(task, outcome.resultText, violations);
    case "threw":
      return failed(task, raisedError(task, outcome));
    case "stopped":
      return failed(task, stoppedError(task, outcome));
  }
}

function returnedResult(task: NativeTask, resultText: string, violations: readonly PythonViolation[]): RunnerResult {
  const report = readReport(resultText);
  switch (report?.kind) {
    case "refused":
      return failed(task, refusedByAnalyzer(violations));
    case "violation":
      return failed(task, raised("Security violation detected", { description: String(report.description) }));
    case "exit":
      return failed(task, exited(String(report.code)));
    case "result": {
      const parsed = parsePythonJson(String(report.text));
      if (parsed.kind === "error") return failed(task, raised(parsed.message));
      if (holdsNonNumber(parsed.value)) return failed(task, lostResult(task));
      return { kind: "result", value: throughJavaScript(parsed.value), logs: logsOf(report.prints) };
    }
    default:
      return failed(task, { ...exited("1"), explanation: "The code kept the sandbox from reporting a result." });
  }
}

/** Nothing in it is believed beyond its shape: the code could have had a hand in it. */
function readReport(text: string): Readonly<Record<string, unknown>> | undefined {
  const report: unknown = JSON.parse(text);
  return typeof report === "object" && report !== null ? { ...report } : undefined;
}

function logsOf(prints: unknown): readonly (readonly JsonValue[])[] {
  if (!Array.isArray(prints)) return [];
  return prints.map((args: unknown) => (Array.isArray(args) ? args.map((text) => logged(String(text))) : []));
}

/** n8n reads each argument back from its text, if it is JSON. */
function logged(text: string): JsonValue {
  try {
    JSON.parse(text);
  } catch {
    return jsonString(text);
  }
  const parsed = parsePythonJson(text);
  return parsed.kind === "value" ? throughJavaScript(parsed.value) : jsonString(text);
}

/** The runner puts one item in the place of the whole run. */
function failed(task: NativeTask, error: RunnerError): RunnerResult {
  if (!task.continuesOnFail || !error.isRaised) return { kind: "error", error };
  const item = jsonObject({ json: jsonObject({ error: jsonString(error.message) }) });
  return { kind: "result", value: jsonArray([item]), logs: [], recoveredFrom: error };
}
