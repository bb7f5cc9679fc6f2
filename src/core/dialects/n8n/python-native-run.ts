/// <reference path="./python-files.d.ts" />

import type { JsonValue } from "../../json/json-value.ts";
import { jsonArray, jsonObject, jsonString } from "../../json/make-json.ts";
import { parsePythonJson } from "../../json/parse-python-json.ts";
import { writeJson } from "../../json/write-json.ts";
import { readImports } from "../../languages/python/imports.ts";
import { parsePython } from "../../languages/python/parse-python.ts";
import { tokenise } from "../../languages/python/tokens.ts";
import type { GuestError, GuestFrame, RunOutcome } from "../../run/outcome.ts";
import type { RunRequest } from "../../run/request.ts";
import {
  allowsEverything,
  externalRefusal,
  modulePolicyOf,
  type PythonImportPolicy,
  standardRefusal,
} from "./python-imports.ts";
import nativeTask from "./python-native-task.py";
import { holdsNonNumber, throughJavaScript } from "./python-numbers.ts";
import { blockedAttributes, blockedNames, deniedBuiltins, securityText } from "./python-security.ts";
import { pythonStandardLibrary } from "./python-standard-library.ts";
import { type NativeTask, type RunnerError, type RunnerResult, runningCode } from "./python-task.ts";
import { type PythonViolation, violationsText } from "./python-violations.ts";

const fileNames = {
  runOnceForAllItems: "<all_items_task_execution>",
  runOnceForEachItem: "<per_item_task_execution>",
} as const;

/** n8n puts so many spaces before each line. */
const indentation = 4;

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
    modules: modulePolicyOf(
      task.imports,
      imports.map(({ module }) => module),
    ),
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

/** Whether CPython's parser would take the code; break outside of a loop and the like come later. */
export function isReadable(code: string): boolean {
  const [first] = tokenise(code).lines;
  if (first && first.indentation.start < first.indentation.end) return false;
  const body = code.replace(/^(?=.*\S)/gm, " ");
  return parsePython(`async def body():\n pass\n${body}`).problem === undefined;
}

export function refusedByAnalyzer(violations: readonly PythonViolation[]): RunnerError {
  return {
    message: "Security violations detected",
    description: violationsText(violations),
    ...(violations[0] && { line: violations[0].line }),
    frames: [],
    isRaised: false,
  };
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
  const report = JSON.parse(resultText) as TaskReport;
  switch (report.kind) {
    case "refused":
      return failed(task, refusedByAnalyzer(violations));
    case "violation":
      return failed(task, raised("Security violation detected", { description: report.description }));
    case "exit":
      return failed(task, exited(report.code));
    case "result": {
      const parsed = parsePythonJson(report.text);
      if (parsed.kind === "error") return failed(task, raised(parsed.message));
      if (holdsNonNumber(parsed.value)) return failed(task, lostResult(task));
      return {
        kind: "result",
        value: throughJavaScript(parsed.value),
        logs: report.prints.map((args) => args.map(logged)),
      };
    }
  }
}

type TaskReport =
  | { readonly kind: "refused" }
  | { readonly kind: "violation"; readonly description: string }
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "result"; readonly text: string; readonly prints: readonly (readonly string[])[] };

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

function raised(message: string, more: Partial<RunnerError> = {}): RunnerError {
  return { message, frames: [], isRaised: true, ...more };
}

function raisedError(task: NativeTask, outcome: RunOutcome & { readonly kind: "threw" }): RunnerError {
  const { error } = outcome;
  const fromAnalyzer = /\(<unknown>, line (\d+)\)$/.exec(error.message);
  if (error.type === "SyntaxError" && fromAnalyzer) {
    return { message: error.message, type: error.type, line: Number(fromAnalyzer[1]), frames: [], isRaised: false };
  }
  if (endsTheProcess.includes(error.type)) return exited(1);
  if (error.type === "MemoryError") return killed("The code used more memory than a run may have here.");
  const frames = error.frames.map(ownFrame);
  const line = frames.at(-1)?.line ?? lineInWrapped(task, error);
  const stderr = outcome.console.filter(({ stream }) => stream === "stderr").map(({ text }) => `${text}\n`);
  return raised(error.message, {
    type: error.type,
    frames,
    ...(line !== undefined && { line }),
    ...(stderr.length > 0 && { description: stderr.join("") }),
  });
}

/** No `Exception`, so that n8n's runner does not catch them. */
const endsTheProcess = ["KeyboardInterrupt", "GeneratorExit", "BaseException", "CancelledError", "BaseExceptionGroup"];

function exited(code: number): RunnerError {
  if (code === 0) {
    return raised("Process completed but returned no result", {
      explanation: "The code ended Python itself. Return a result instead.",
    });
  }
  return raised(`Process exited with code ${code}`, {
    explanation: "The code ended Python itself. Raise an exception of your own instead.",
  });
}

function ownFrame({ line, column, functionName }: GuestFrame): GuestFrame {
  return {
    line,
    ...(column !== undefined && { column: Math.max(1, column - indentation) }),
    functionName: functionName === "_user_function" ? "<module>" : functionName,
  };
}

/** The second pass counts n8n's own first line; its last line is after the code. */
function lineInWrapped(task: NativeTask, { type, message }: GuestError): number | undefined {
  const found = type === "SyntaxError" ? /\(<\w+_task_execution>, line (\d+)\)$/.exec(message) : null;
  if (!found) return undefined;
  const lines = runningCode(task).split(/\r\n|\r|\n/).length;
  return Math.min(lines, Math.max(1, Number(found[1]) - 1));
}

function lostResult({ limits }: NativeTask): RunnerError {
  return {
    ...timedOut(limits.timeMs),
    explanation:
      "The result holds NaN or an infinity, which n8n cannot carry: the result is lost, and the run only ends at the time limit. Replace such numbers, by None for example, before they are returned.",
  };
}

function stoppedError(task: NativeTask, { limit, message }: RunOutcome & { readonly kind: "stopped" }): RunnerError {
  switch (limit) {
    case "time":
      return { ...timedOut(task.limits.timeMs), explanation: message };
    case "memory":
      return killed(message);
    default:
      return { message, frames: [], isRaised: false };
  }
}

/** n8n gives Python what the machine has. */
function killed(explanation: string): RunnerError {
  return raised("Process was forcefully killed (SIGKILL)", { explanation });
}

function timedOut(timeMs: number): RunnerError {
  const seconds = timeMs / 1000;
  const inWords = `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  return {
    message: `Task execution timed out after ${inWords}`,
    description: [
      "The task runner was taking too long on this task, so it was suspected of being unresponsive and restarted, and the task was aborted. You can try the following:",
      "",
      "1. Optimize your script to prevent long-running tasks, e.g. by processing data in smaller batches.",
      "2. Ensure that all paths in your script are able to terminate, i.e. no infinite loops.",
      `3. If your task can reasonably take more than ${inWords}, increase the timeout using the N8N_RUNNERS_TASK_TIMEOUT environment variable.`,
    ].join("<br/>"),
    frames: [],
    isRaised: false,
  };
}
