import type { YAMLMap } from "yaml";
import { isMap, isSeq } from "yaml";
import { once } from "../../../once.ts";
import { jsonTextOf } from "../../../text/yaml/json-text.ts";
import { findEntry, followAlias, type YamlTree } from "../../../text/yaml/tree.ts";
import type { ValueType } from "../../../workflow/code-node.ts";
import { type GraphNode, lookUp, type NodeVariables, type WorkflowGraph } from "../../../workflow/graph.ts";
import { textOf } from "./node-reader.ts";
import { declaredGlobals, nodeVariables, systemVariables } from "./node-variables.ts";

/** Longer chains of "the type of that variable" can only be circles. */
const longestChain = 16;

/**
 * The nodes and edges of a Dify export, and what is there without a node: system, environment and conversation
 * variables. What a node hands on is read when somebody asks for it, and once. Never throws.
 */
export function readGraph(tree: YamlTree): WorkflowGraph {
  const root = followAlias(tree, tree.root);
  const workflow = isMap(root) ? mapAt(tree, root, "workflow") : undefined;
  const graph = workflow && mapAt(tree, workflow, "graph");
  const nodes = new Map<string, GraphNode>();
  const predecessors = new Map<string, string[]>();
  for (const node of globalNodes(tree, workflow)) nodes.set(node.id, node);
  const read: WorkflowGraph = { nodes, predecessors };
  const typeOf = typeFinder(read);
  for (const node of mapsAt(tree, graph, "nodes")) {
    const read = readGraphNode(tree, node, typeOf);
    if (read) nodes.set(read.id, read);
  }
  for (const edge of mapsAt(tree, graph, "edges")) {
    const source = textAt(tree, edge, "source");
    const target = textAt(tree, edge, "target");
    if (source === undefined || target === undefined) continue;
    const sources = predecessors.get(target);
    if (sources) sources.push(source);
    else predecessors.set(target, [source]);
  }
  return read;
}

type TypeOf = (selector: unknown) => ValueType | undefined;

function readGraphNode(tree: YamlTree, node: YAMLMap, typeOf: TypeOf): GraphNode | undefined {
  const id = textAt(tree, node, "id");
  const data = mapAt(tree, node, "data");
  if (!id || !data) return undefined;
  const kind = textAt(tree, data, "type") ?? "";
  const title = textAt(tree, data, "title") || id;
  const containerId =
    textAt(tree, node, "parentId") || textAt(tree, data, "iteration_id") || textAt(tree, data, "loop_id");
  const field = (name: string) => plainValue(tree, data, name);
  return {
    id,
    name: `the node "${title}"`,
    title,
    ...(containerId && { containerId }),
    comesFirst: kind === "start",
    variables: once(() => nodeVariables(kind, { field, typeOf })),
  };
}

function globalNodes(tree: YamlTree, workflow: YAMLMap | undefined): readonly GraphNode[] {
  const declared = (name: string) => once(() => declaredGlobals(workflow && plainValue(tree, workflow, name)));
  const global = (id: string, name: string, title: string, variables: () => NodeVariables): GraphNode => ({
    id,
    name,
    title,
    comesFirst: true,
    variables,
  });
  const none = { inside: new Map(), outputs: new Map() };
  return [
    global("sys", "the system variables", "System", () => ({ ...none, outputs: systemVariables, complete: true })),
    global("env", "the environment variables", "Environment", declared("environment_variables")),
    global("conversation", "the conversation variables", "Conversation", declared("conversation_variables")),
    // The variables of a pipeline belong to nodes of their own: ["rag", node, name].
    global("rag", "the pipeline's variables", "Pipeline", () => ({ ...none, complete: false })),
  ];
}

/** The types of what other nodes read in their turn, whose own sources may lead around in a circle. */
function typeFinder(graph: WorkflowGraph): TypeOf {
  let depth = 0;
  return (selector) => {
    if (!Array.isArray(selector) || selector.length < 2 || depth === longestChain) return undefined;
    depth++;
    const found = lookUp(graph, selector.map(String));
    depth--;
    return found.kind === "found" ? found.variable.type : undefined;
  };
}

function plainValue(tree: YamlTree, map: YAMLMap, name: string): unknown {
  const json = jsonTextOf(tree, findEntry(tree, map, name)?.value);
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined; // Python's NaN and Infinity.
  }
}

function mapAt(tree: YamlTree, map: YAMLMap, name: string): YAMLMap | undefined {
  const value = findEntry(tree, map, name)?.value;
  return isMap(value) ? value : undefined;
}

function mapsAt(tree: YamlTree, map: YAMLMap | undefined, name: string): readonly YAMLMap[] {
  const list = map && findEntry(tree, map, name)?.value;
  if (!isSeq(list)) return [];
  return list.items.flatMap((item) => {
    const value = followAlias(tree, item);
    return isMap(value) ? [value] : [];
  });
}

function textAt(tree: YamlTree, map: YAMLMap, name: string): string | undefined {
  return textOf(findEntry(tree, map, name)?.value);
}
