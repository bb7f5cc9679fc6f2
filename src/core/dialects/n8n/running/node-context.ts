import type { JsonValue } from "../../../json/json-value.ts";
import { memberOf, withMember } from "../../../json/members.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import { writeJson } from "../../../json/write-json.ts";
import type { Inputs } from "../../../run/read-inputs.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { RunPreparation } from "../../dialect.ts";
import {
  connectionsByTarget,
  type N8nConnection,
  type N8nNode,
  type N8nWorkflow,
  ownPartOf,
} from "../platform/n8n-node.ts";
import { localExecution, type N8nNodeData, type N8nRunContext, pairTo } from "../platform/run-context.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import { incomingConnection, pinnedItems } from "./run-inputs.ts";

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
    code: hasSampleCode(n8n, node) ? (sampleCode[n8n.kind] ?? "") : node.code.code,
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

/**
 * What the old nodes start with, which a file leaves out; the Code node starts with nothing. Source: what n8n-nodes-base
 * does by default, read 2026-11.
 */
const sampleCode: Readonly<Partial<Record<N8nNode["kind"], string>>> = {
  function: 'for (item of items) {\n  item.json.myNewField = 1;\n}\nconsole.log("Done!");\nreturn items;',
  "function-item": 'item.myNewField = 1;\nconsole.log("Done!");\nreturn item;',
};

/** Whether n8n runs its own sample, because the file holds no code at all. */
export function hasSampleCode({ kind, workflow }: N8nNode, { code, title }: CodeNode): boolean {
  if (kind === "code" || code.code !== "") return false;
  const parameters = parsePythonJson(workflow?.nodes.get(title)?.parametersText ?? "{}");
  return parameters.kind === "value" && memberOf(parameters.value, "functionCode") === undefined;
}

export function n8nNodeOf(node: CodeNode): N8nNode {
  const n8n = ownPartOf(node);
  if (!n8n) throw new Error(`"${node.title}" is no node of n8n.`);
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

/**
 * Data of other nodes comes from pinned items, else from what the run was given; what stands on the node's input is what
 * the node before it put out.
 */
function nodesData(workflow: N8nWorkflow, node: CodeNode, inputs: Inputs): readonly N8nNodeData[] {
  const { title } = node;
  const given = inputs.get("nodes");
  const incoming = incomingConnection(node);
  const leadingOutputs = outputsThatLeadTo(workflow, title);
  const byTarget = connectionsByTarget(workflow.connections);
  const data = [...workflow.nodes.values()].map((node): N8nNodeData => {
    const isBefore = node.name === incoming?.source && incoming.output === 0;
    const listed = listAt(memberOf(given, node.name));
    const pinned = pinnedItems(node);
    const own = isBefore ? (listed ?? listAt(inputs.get("items"))) : (pinned ?? listed);
    const items = node.name === title ? undefined : own;
    const defaultOutput = leadingOutputs.get(node.name);
    const sources = (byTarget.get(node.name) ?? [])
      .toSorted((one, other) => one.input - other.input)
      .map(({ source, output }) => ({ node: source, output }));
    return {
      name: node.name,
      parametersText: node.parametersText,
      ...(items ? { outputs: [items] } : {}),
      isPinned: !!items && !!pinned && hasSameItems(items, pinned),
      sources,
      ...(defaultOutput === undefined ? {} : { defaultOutput }),
    };
  });
  const byName = new Map(data.map((each) => [each.name, each]));
  return data.map((each) => pairedWithInput(each, byName));
}

function hasSameItems(one: readonly JsonValue[], other: readonly JsonValue[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** Items that say nothing of their pairs are paired as n8n pairs what a node puts out, where its input is known. */
function pairedWithInput(node: N8nNodeData, all: ReadonlyMap<string, N8nNodeData>): N8nNodeData {
  const source = nearestWithData(node, all);
  const input = source && all.get(source.node)?.outputs?.[source.output];
  const [items] = node.outputs ?? [];
  if (!input || !items) return node;
  const isAlone = input.length === 1 || items.length === 1;
  if (!isAlone && input.length !== items.length) return node;
  const pair = (item: JsonValue, index: number) =>
    memberOf(item, "pairedItem") ? item : withMember(item, "pairedItem", pairTo(isAlone ? 0 : index));
  const others = (node.sources ?? []).slice(1);
  return { ...node, outputs: [items.map(pair)], sources: [source, ...others] };
}

/** The output that a node's items come from. Of nodes in between nothing is known: they are taken to pass items on. */
function nearestWithData(
  node: N8nNodeData,
  all: ReadonlyMap<string, N8nNodeData>,
): { readonly node: string; readonly output: number } | undefined {
  const asked = new Set<string>();
  let [source] = node.sources ?? [];
  while (source && !asked.has(source.node)) {
    const before = all.get(source.node);
    if (before?.outputs) return source;
    asked.add(source.node);
    source = before?.sources?.[0];
  }
  return undefined;
}

/** Per node, the output on the shortest way to the named node. */
function outputsThatLeadTo({ connections }: N8nWorkflow, name: string): ReadonlyMap<string, number> {
  const byTarget = connectionsByTarget(connections);
  const places = new Map(connections.map((connection, index) => [connection, index]));
  const placeOf = (connection: N8nConnection) => places.get(connection) ?? 0;
  const outputs = new Map<string, number>();
  const asked = new Set([name]);
  let reached = [name];
  while (reached.length > 0) {
    const leading = reached.flatMap((target) => byTarget.get(target) ?? []);
    const next: string[] = [];
    for (const { source, output } of leading.sort((one, other) => placeOf(one) - placeOf(other))) {
      if (outputs.has(source)) continue;
      outputs.set(source, output);
      next.push(source);
    }
    reached = next.filter((source) => !asked.has(source));
    for (const source of reached) asked.add(source);
  }
  return outputs;
}

function staticDataOf({ staticDataText = "{}" }: N8nWorkflow, { title }: CodeNode): N8nRunContext["staticData"] {
  const parsed = parsePythonJson(staticDataText);
  const textAt = (name: string) => {
    const value = parsed.kind === "value" ? memberOf(parsed.value, name) : undefined;
    return value ? writeJson(value) : "{}";
  };
  return { globalText: textAt("global"), nodeText: textAt(`node:${title}`) };
}

function listAt(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  return value?.kind === "array" ? value.items : undefined;
}
