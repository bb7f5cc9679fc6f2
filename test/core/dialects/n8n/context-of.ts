import assert from "node:assert/strict";
import { localExecution, type N8nNodeData, type N8nRunContext } from "../../../../src/core/dialects/n8n/run-context.ts";
import type { JsonValue } from "../../../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../../../src/core/json/write-json.ts";
import type { Vector } from "./vectors.ts";

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

/** The workflow of a vector's harness; `upstream` is what the node between the trigger and this one put out. */
export function contextOf(vector: Vector, upstream?: readonly JsonValue[]): N8nRunContext {
  const { node = {}, settings = {}, staticData = {}, env = {}, extraNodes = [], connections } = vector;
  const parameters = (node.parameters ?? {}) as Readonly<Record<string, string>>;
  const triggered = vector.items.map(toJson);
  const between = connections ? extraNodes[0]?.name : undefined;
  const items = between === undefined ? triggered : (upstream ?? assert.fail("The node between has not been run."));
  const previous = { node: between ?? "Trigger", output: 0 };
  const others = extraNodes.map(
    ({ name }): N8nNodeData => ({
      name,
      parametersText: "{}",
      ...(name === between && { outputs: [items], sources: [{ node: "Trigger", output: 0 }] }),
    }),
  );
  const kinds: Readonly<Record<string, N8nRunContext["kind"]>> = {
    "n8n-nodes-base.function": "function",
    "n8n-nodes-base.functionItem": "function-item",
  };
  const continues = node.continueOnFail === true;
  return contextFor(parameters.jsCode ?? parameters.functionCode ?? vector.code, {
    kind: kinds[String(node.type)] ?? "code",
    mode: vector.mode,
    language: parameters.language ?? "javaScript",
    items,
    previous,
    node: {
      id: "c1",
      name: "Code",
      typeVersion: Number(node.typeVersion ?? 2),
      parametersText: JSON.stringify(node.parameters ?? {}),
    },
    workflow: {
      id: "wf1",
      name: "Oracle workflow",
      isActive: false,
      timezone: settings.timezone ?? "UTC",
      binaryMode: settings.binaryMode === "combined" ? "combined" : "separate",
    },
    nodes: [
      { name: "Trigger", parametersText: '{"notice":""}', outputs: [triggered] },
      ...others,
      { name: "Code", parametersText: "{}", sources: [previous] },
    ],
    ...(env.N8N_BLOCK_ENV_ACCESS_IN_NODE === "false" && { environmentVariables: env }),
    staticData: {
      globalText: JSON.stringify(staticData.global ?? {}),
      nodeText: JSON.stringify(staticData["node:Code"] ?? {}),
    },
    onError: onErrorOf(node.onError) ?? (continues ? "continueRegularOutput" : "stopWorkflow"),
    continuesOnFail: continues,
    executesOnce: node.executeOnce === true,
    alwaysOutputsData: node.alwaysOutputData === true,
    isDisabled: node.disabled === true,
  });
}

function onErrorOf(given: unknown): N8nRunContext["onError"] | undefined {
  return (["stopWorkflow", "continueRegularOutput", "continueErrorOutput"] as const).find((value) => value === given);
}
