import assert from "node:assert/strict";
import { localExecution, type N8nRunContext } from "../../../../src/core/dialects/n8n/platform/run-context.ts";
import type { JsonValue } from "../../../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../../../src/core/json/write-json.ts";

export function toJson(value: unknown): JsonValue {
  const parsed = parsePythonJson(JSON.stringify(value));
  assert.ok(parsed.kind === "value");
  return parsed.value;
}

export function fromJson(value: JsonValue): unknown {
  return JSON.parse(writeJson(value));
}

/** A context with a node "Code" behind a node "Trigger", which put out the items. */
export function contextFor(code: string, changes: Partial<N8nRunContext> = {}): N8nRunContext {
  const items = changes.items ?? [toJson({ json: { x: 1 }, pairedItem: { item: 0 } })];
  return {
    kind: "code",
    mode: "runOnceForAllItems",
    language: "javaScript",
    code,
    items,
    previous: { node: "Trigger", output: 0 },
    node: { id: "c1", name: "Code", typeVersion: 2, parametersText: "{}" },
    workflow: { id: "wf1", name: "Oracle workflow", isActive: false, timezone: "UTC", binaryMode: "separate" },
    nodes: [
      { name: "Trigger", parametersText: '{"notice":""}', outputs: [items] },
      { name: "Code", parametersText: "{}", sources: [{ node: "Trigger", output: 0 }] },
    ],
    execution: localExecution,
    variablesText: "{}",
    staticData: { globalText: "{}", nodeText: "{}" },
    onError: "stopWorkflow",
    continuesOnFail: false,
    executesOnce: false,
    alwaysOutputsData: false,
    isDisabled: false,
    ...changes,
  };
}
