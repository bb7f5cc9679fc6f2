/// <reference path="./python-files.d.ts" />

import type { JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonObject } from "../../../json/make-json.ts";
import { memberOf } from "../../../json/members.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import { writeJson } from "../../../json/write-json.ts";
import type { ModuleImport } from "../../../languages/code-facts.ts";
import { readImports } from "../../../languages/python/imports.ts";
import { parsePython } from "../../../languages/python/parse-python.ts";
import type { GuestFrame, RunOutcome } from "../../../run/outcome.ts";
import type { RunRequest } from "../../../run/request.ts";
import { pyodideSandboxModules } from "../platform/modules.ts";
import { serverOnlyNames } from "../platform/python-server-only-names.ts";
import { throughJavaScript } from "./numbers.ts";
import dates from "./pyodide-dates.py";
import pyodideTask from "./pyodide-task.py";
import values from "./pyodide-values.py";
import { type PyodideTask, type RunnerError, type RunnerResult, runningCode } from "./task.ts";

const fileName = "<exec>";

/** n8n puts so many spaces before each line. */
const indentation = 2;

export function pyodideRequest(task: PyodideTask): RunRequest {
  const code = runningCode(task);
  const imports = importsOf(code);
  const settings = {
    code,
    fileName,
    isPerItem: task.mode === "runOnceForEachItem",
    nodeVersion: task.surroundings.node.typeVersion,
    nodeId: task.surroundings.node.id,
    serverOnlyNames,
  };
  const items = writeJson(jsonArray(task.items.map(throughJavaScript)));
  return {
    language: "python",
    code: "",
    imports,
    fileName,
    moduleName: "__main__",
    entryPoint: "run_task",
    surroundings: { before: [values, dates, pyodideTask].join("\n"), after: "" },
    call: { kind: "positions", argumentsText: `[${JSON.stringify(settings)},${workflowText(task)},${items}]` },
    awaitsResult: true,
    modules: pyodideSandboxModules(imports.map(({ module }) => module)),
    globals: [],
    limits: task.limits,
  };
}

/** What cannot be read imports nothing. */
function importsOf(code: string): readonly ModuleImport[] {
  const body = code.replace(/^/gm, "  ");
  if (parsePython(`async def __main():\n${body}`).problem) return [];
  return readImports(code, parsePython(code).tree);
}

function workflowText({ surroundings }: PyodideTask): string {
  const { workflow, nodes, execution, previous, staticData, environmentVariables } = surroundings;
  const plain = {
    previous: previous ?? null,
    timezone: workflow.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    mode: execution.mode,
    workflow: { id: workflow.id ?? null, name: workflow.name ?? null, active: workflow.isActive },
    execution: { ...execution, mode: execution.mode === "manual" ? "test" : "production" },
    environment: environmentVariables ?? null,
  };
  const nodeTexts = nodes.map(
    ({ name, parametersText, outputs, sources = [], defaultOutput = 0 }) =>
      `{"name":${JSON.stringify(name)},"parameters":${objectText(parametersText)},"defaultOutput":${defaultOutput},"sources":${JSON.stringify(sources)},"outputs":${outputs ? writeJson(jsonArray(outputs.map((items) => throughJavaScript(jsonArray(items))))) : "null"}}`,
  );
  const texts = {
    nodes: `[${nodeTexts.join(",")}]`,
    parameters: objectText(surroundings.node.parametersText),
    variables: objectText(surroundings.variablesText),
    staticData: `{"global":${objectText(staticData.globalText)},"node":${objectText(staticData.nodeText)}}`,
  };
  const members = Object.entries(texts).map(([name, text]) => `,"${name}":${text}`);
  return `${JSON.stringify(plain).slice(0, -1)}${members.join("")}}`;
}

/** The text, if it is that of an object: it comes from a file. */
function objectText(text: string): string {
  const parsed = parsePythonJson(text);
  return parsed.kind === "value" && parsed.value.kind === "object" ? writeJson(parsed.value) : "{}";
}

/** What n8n 1 makes of the outcome, before it validates the items. */
export function pyodideResult(task: PyodideTask, outcome: RunOutcome): RunnerResult {
  switch (outcome.kind) {
    case "returned":
      return { kind: "result", value: resultOf(task, outcome.resultText), logs: [] };
    case "threw": {
      const { type, message, frames } = outcome.error;
      const own = frames.map(ownFrame);
      const line = own.at(-1)?.line;
      return failed({
        message: message === "" ? type : `${type}: ${message}`,
        type,
        frames: own,
        isRaised: true,
        ...(line !== undefined && { line }),
      });
    }
    case "stopped":
      return failed({ message: outcome.message, frames: [], isRaised: false });
  }

  function failed(error: RunnerError): RunnerResult {
    return { kind: "error", error };
  }
}

function ownFrame({ line, column, functionName }: GuestFrame): GuestFrame {
  return {
    line: Math.max(1, line),
    ...(column !== undefined && { column: Math.max(1, column - indentation) }),
    functionName: functionName === "__main" ? "<module>" : functionName,
  };
}

function resultOf(task: PyodideTask, text: string): JsonValue {
  const parsed = parsePythonJson(text);
  const value: JsonValue = parsed.kind === "value" ? throughJavaScript(parsed.value) : { kind: "null" };
  if (task.mode === "runOnceForAllItems") return value;
  return jsonArray(value.kind === "array" ? value.items.flatMap(itemOf) : []);
}

/** As n8n takes one item's result apart. */
function itemOf(collected: JsonValue): readonly JsonValue[] {
  const output = memberOf(collected, "output");
  const index = memberOf(collected, "item");
  if (!output || !index || output.kind === "null") return [];
  const binary = memberOf(output, "binary");
  const json = memberOf(output, "json") ?? (binary ? jsonObject({}) : output);
  return [jsonObject({ json, binary, pairedItem: jsonObject({ item: index }) })];
}
