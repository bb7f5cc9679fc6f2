import type { ValueType } from "./code-node.ts";
import { nodesBefore } from "./nodes-before.ts";

/** What the nodes of a workflow hand on and in which order they run: where an input comes from, hence its type. */
export interface WorkflowGraph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Per node, the ids of the nodes from which an edge leads to it. */
  readonly predecessors: ReadonlyMap<string, readonly string[]>;
}

export interface GraphNode {
  readonly id: string;
  /** As a message names it: `the node "LLM"`, `the environment variables`. */
  readonly name: string;
  /** As a user reads it in a list: "LLM". */
  readonly title: string;
  /** The iteration or loop that it stands in. */
  readonly containerId?: string;
  /** Its variables are there before any node runs. */
  readonly comesFirst: boolean;
  /** Read when they are first asked for. */
  variables(): NodeVariables;
}

export interface NodeVariables {
  /** What later nodes can take, by name. */
  readonly outputs: ReadonlyMap<string, Variable>;
  /** What only the nodes inside an iteration or loop can take. */
  readonly inside: ReadonlyMap<string, Variable>;
  /** False: it may have more than can be seen in the workflow. */
  readonly complete: boolean;
}

export interface Variable {
  /** Absent when the workflow does not tell it. */
  readonly type?: ValueType;
  /** What a longer selector may name inside it; absent when that cannot be told. */
  readonly parts?: ReadonlyMap<string, Variable>;
  /** There may be parts beside those. */
  readonly hasMoreParts?: boolean;
}

export type Lookup =
  | { readonly kind: "found"; readonly node: GraphNode; readonly variable: Variable }
  | { readonly kind: "wrong"; readonly reason: WrongReference };

/** Why a selector leads nowhere; `at` is the index of the part that is wrong. */
export type WrongReference =
  | { readonly kind: "no-node"; readonly at: 0; readonly id: string }
  | { readonly kind: "no-variable"; readonly at: 1; readonly node: GraphNode; readonly known: readonly string[] }
  | {
      readonly kind: "no-part";
      readonly at: number;
      readonly node: GraphNode;
      readonly within: Variable;
      readonly known: readonly string[];
    }
  | { readonly kind: "inside-only"; readonly at: 1; readonly node: GraphNode }
  | { readonly kind: "in-container"; readonly at: 0; readonly node: GraphNode; readonly container: GraphNode }
  | { readonly kind: "not-before"; readonly at: 0; readonly node: GraphNode };

/**
 * Follows a selector of two or more parts as the node `readerId` does; without a reader the order of the nodes does
 * not matter. Whatever cannot be told counts as found, without a type.
 */
export function lookUp(graph: WorkflowGraph, selector: readonly string[], readerId?: string): Lookup {
  const [nodeId = "", name = "", ...partNames] = selector;
  const node = graph.nodes.get(nodeId);
  if (!node) return wrong({ kind: "no-node", at: 0, id: nodeId });
  const { outputs, inside, complete } = node.variables();
  const containers = readerId === undefined ? undefined : containersOf(graph, readerId);
  const readsInside = containers === undefined || containers.includes(nodeId);
  const variable = (readsInside ? inside.get(name) : undefined) ?? outputs.get(name);
  if (!variable && inside.has(name)) return wrong({ kind: "inside-only", at: 1, node });
  if (!variable && complete) {
    const known = firstNames(readsInside ? inside : new Map(), outputs);
    return wrong({ kind: "no-variable", at: 1, node, known });
  }
  const misplaced =
    containers && readerId !== undefined ? misplacement(graph, readerId, containers, node, name) : undefined;
  return misplaced ? wrong(misplaced) : lookInto(node, variable ?? {}, partNames);
}

/** The type of the elements of `array[T]`; undefined for anything else and for arrays of anything. */
export function elementType(type: ValueType | undefined): ValueType | undefined {
  const element = /^array\[(.+)\]$/.exec(type ?? "")?.[1];
  return element === "any" ? undefined : element;
}

function lookInto(node: GraphNode, variable: Variable, partNames: readonly string[]): Lookup {
  let current = variable;
  for (const [index, partName] of partNames.entries()) {
    if (!current.parts) {
      if (!hasNoParts(current.type)) return { kind: "found", node, variable: {} };
      return wrong({ kind: "no-part", at: index + 2, node, within: current, known: [] });
    }
    const part: Variable | undefined = current.parts.get(partName) ?? (current.hasMoreParts ? {} : undefined);
    if (!part)
      return wrong({ kind: "no-part", at: index + 2, node, within: current, known: firstNames(current.parts) });
    current = part;
  }
  return { kind: "found", node, variable: current };
}

function hasNoParts(type: ValueType | undefined): boolean {
  return type === "string" || type === "number" || type === "boolean" || type === "secret" || !!elementType(type);
}

/** Where a value is no value yet, or no longer. Inside one iteration or loop an earlier round may have left it. */
function misplacement(
  graph: WorkflowGraph,
  readerId: string,
  containers: readonly string[],
  node: GraphNode,
  name: string,
): WrongReference | undefined {
  if (node.comesFirst) return undefined;
  if (containers.includes(node.id)) {
    const { inside, complete } = node.variables();
    return inside.has(name) || !complete ? undefined : { kind: "not-before", at: 0, node };
  }
  if (node.containerId !== undefined) {
    const container = graph.nodes.get(node.containerId);
    return !container || containers.includes(node.containerId)
      ? undefined
      : { kind: "in-container", at: 0, node, container };
  }
  const before = nodesBefore(graph.predecessors, [readerId, ...containers]);
  // A node that nothing leads to does not run at all, which says nothing about its inputs.
  return before.isEmpty || before.has(node.id) ? undefined : { kind: "not-before", at: 0, node };
}

/** More than anybody reads in a message. */
const mostKnownNames = 20;

function firstNames(...maps: readonly ReadonlyMap<string, Variable>[]): readonly string[] {
  const names = new Set<string>();
  for (const map of maps) {
    for (const name of map.keys()) {
      if (names.size === mostKnownNames) return [...names];
      names.add(name);
    }
  }
  return [...names];
}

/** Dify's editor puts a loop into an iteration or the other way around, and no more. */
const deepestContainers = 32;

/** The iterations and loops around a node, the nearest first; undefined for more of them than can be. */
function containersOf(graph: WorkflowGraph, nodeId: string): readonly string[] | undefined {
  const containers: string[] = [];
  let containerId = graph.nodes.get(nodeId)?.containerId;
  while (containerId !== undefined && !containers.includes(containerId)) {
    if (containers.length === deepestContainers) return undefined;
    containers.push(containerId);
    containerId = graph.nodes.get(containerId)?.containerId;
  }
  return containers;
}

function wrong(reason: WrongReference): Lookup {
  return { kind: "wrong", reason };
}
