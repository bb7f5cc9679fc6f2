import type { JsonValue } from "../../json/json-value.ts";
import { parsePythonJson } from "../../json/parse-python-json.ts";
import { writeJson } from "../../json/write-json.ts";
import type { Inputs } from "../../run/read-inputs.ts";
import type { CodeNode } from "../../workflow/code-node.ts";
import type { RunPreparation } from "../dialect.ts";
import type { N8nNode, N8nWorkflow } from "./n8n-node.ts";
import { member } from "./normalise-items.ts";
import { localExecution, type N8nNodeData, type N8nRunContext } from "./run-context.ts";
import { incomingConnection, pinnedItems } from "./run-inputs.ts";
import { n8nTargetOf } from "./targets.ts";

/** What this run of a node may see, from its workflow and its inputs. Throws for a node of another platform. */
export function nodeContext({ node, inputs, target }: RunPreparation): N8nRunContext {
  const n8n = n8nNodeOf(node);
  const workflow = n8n.workflow ?? noWorkflow(node);
  const incoming = incomingConnection(node);
  const { environment } = n8nTargetOf(target);
  return {
    kind: n8n.kind,
    mode: n8n.mode,
    language: n8n.refusedLanguage ?? n8n.language,
    code: node.code.code,
    items: listAt(inputs.get("items")) ?? [],
    ...(incoming ? { previous: { node: incoming.source, output: incoming.output } } : {}),
    node: {
      id: node.id,
      name: node.title,
      typeVersion: n8n.typeVersion,
      parametersText: workflow.nodes.get(node.title)?.parametersText ?? "{}",
    },
    workflow,
    nodes: nodesData(workflow, node, inputs),
    execution: localExecution,
    variablesText: writeJson(inputs.get("vars") ?? { kind: "object", entries: [] }),
    ...(environment === "denied" ? {} : { environmentVariables: environment }),
    staticData: staticDataOf(workflow, node),
    onError: n8n.onError,
    continuesOnFail: n8n.continuesOnFail,
    executesOnce: n8n.executesOnce,
    alwaysOutputsData: n8n.alwaysOutputsData,
    isDisabled: n8n.isDisabled,
  };
}

export function n8nNodeOf({ n8n, title }: CodeNode): N8nNode {
  if (!n8n) throw new Error(`"${title}" is no node of n8n.`);
  return n8n;
}

/** A node file that mirrors no workflow is a workflow of its own. */
function noWorkflow({ title }: CodeNode): N8nWorkflow {
  const own = {
    name: title,
    type: "n8n-nodes-base.code",
    typeVersion: 2,
    isDisabled: false,
    parametersText: "{}",
  };
  return {
    isActive: false,
    binaryMode: "separate",
    nodes: new Map([[title, own]]),
    connections: [],
    predecessors: new Map(),
    isWhole: false,
  };
}

/** Data of other nodes comes from pinned items, else from what the run was given. */
function nodesData(workflow: N8nWorkflow, { title }: CodeNode, inputs: Inputs): readonly N8nNodeData[] {
  const given = inputs.get("nodes");
  const leadingOutputs = outputsThatLeadTo(workflow, title);
  return [...workflow.nodes.values()].map((node): N8nNodeData => {
    const items = node.name === title ? undefined : (pinnedItems(node) ?? listAt(member(given, node.name)));
    const defaultOutput = leadingOutputs.get(node.name);
    const sources = workflow.connections
      .filter(({ target }) => target === node.name)
      .sort((one, other) => one.input - other.input)
      .map(({ source, output }) => ({ node: source, output }));
    return {
      name: node.name,
      parametersText: node.parametersText,
      ...(items ? { outputs: [items] } : {}),
      sources,
      ...(defaultOutput === undefined ? {} : { defaultOutput }),
    };
  });
}

/** Per node, the output on the shortest way to the named node. */
function outputsThatLeadTo({ connections }: N8nWorkflow, name: string): ReadonlyMap<string, number> {
  const outputs = new Map<string, number>();
  let reached = [name];
  while (reached.length > 0) {
    const next: string[] = [];
    for (const { source, output, target } of connections) {
      if (!reached.includes(target) || outputs.has(source)) continue;
      outputs.set(source, output);
      next.push(source);
    }
    reached = next;
  }
  return outputs;
}

function staticDataOf({ staticDataText = "{}" }: N8nWorkflow, { title }: CodeNode): N8nRunContext["staticData"] {
  const parsed = parsePythonJson(staticDataText);
  const textAt = (name: string) => {
    const value = parsed.kind === "value" ? member(parsed.value, name) : undefined;
    return value ? writeJson(value) : "{}";
  };
  return { globalText: textAt("global"), nodeText: textAt(`node:${title}`) };
}

function listAt(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  return value?.kind === "array" ? value.items : undefined;
}
