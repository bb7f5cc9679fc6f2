import type { OffsetRange } from "../../../text/offset-range.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";

/** What an n8n node declares beyond what every code node has. JSON crosses as text, exactly as the file spells it. */
export interface N8nNode {
  /** "function" and "function-item" are the nodes that the Code node replaced; they still run. */
  readonly kind: "code" | "function" | "function-item";
  readonly typeVersion: number;
  readonly mode: N8nMode;
  /** Version 1 and the old nodes know JavaScript only, whatever the file says. */
  readonly language: N8nLanguage;
  /** The text that says so, quotes included, where the node is declared; absent where nothing does. */
  readonly languageRange?: OffsetRange;
  /** What the file says instead, where n8n does not know it and runs nothing. */
  readonly refusedLanguage?: string;
  /** The legacy `continueOnFail: true` counts as "continueRegularOutput" where there is no `onError`. */
  readonly onError: OnError;
  /** The legacy setting itself: beside an `onError` of "stopWorkflow" the engine passes the input on. */
  readonly continuesOnFail: boolean;
  readonly executesOnce: boolean;
  readonly alwaysOutputsData: boolean;
  /** A node that is switched off passes its input through. */
  readonly isDisabled: boolean;
  /** Absent for a node file that mirrors no workflow. */
  readonly workflow?: N8nWorkflow;
}

/** Absent for a node that this dialect has not read. */
export function ownPartOf(node: Pick<CodeNode, "own"> | undefined): N8nNode | undefined {
  return node?.own as N8nNode | undefined;
}

export const n8nModes = ["runOnceForAllItems", "runOnceForEachItem"] as const;
export type N8nMode = (typeof n8nModes)[number];

export const n8nLanguages = ["javaScript", "pythonNative", "python"] as const;
export type N8nLanguage = (typeof n8nLanguages)[number];

export const onErrorSettings = ["stopWorkflow", "continueRegularOutput", "continueErrorOutput"] as const;
export type OnError = (typeof onErrorSettings)[number];

/** The workflow around the nodes of one file; all of them share it. */
export interface N8nWorkflow {
  readonly id?: string;
  readonly name?: string;
  readonly isActive: boolean;
  /** Absent: the server's own. */
  readonly timezone?: string;
  /** "combined": JavaScript sees the json objects themselves instead of items. */
  readonly binaryMode: "separate" | "combined";
  readonly staticDataText?: string;
  /** By name, in the order of the file. */
  readonly nodes: ReadonlyMap<string, N8nWorkflowNode>;
  /** Connections of the type `main`, in the order of the file. */
  readonly connections: readonly N8nConnection[];
  /** Per node, the names of those from which any connection, of whatever type, leads to it. */
  readonly predecessors: ReadonlyMap<string, readonly string[]>;
  /** False: a part of a workflow, as the clipboard holds it, or a broken file; what is not there says nothing. */
  readonly isWhole: boolean;
}

export interface N8nWorkflowNode {
  readonly id?: string;
  readonly name: string;
  /** `n8n-nodes-base.set` */
  readonly type: string;
  readonly typeVersion: number;
  readonly isDisabled: boolean;
  readonly parametersText: string;
  /** The list of its pinned items, which stand for what it puts out in a manual run. */
  readonly pinnedItemsText?: string;
}

export interface N8nConnection {
  readonly source: string;
  /** The source's output, from 0. */
  readonly output: number;
  readonly target: string;
  /** The target's input, from 0. */
  readonly input: number;
}

/** The node whose output is the first that leads into this one. */
export function previousNode(workflow: N8nWorkflow, name: string): N8nWorkflowNode | undefined {
  const first = firstConnection(workflow, name);
  return first && workflow.nodes.get(first.source);
}

/** The first connection that leads into a node's first input. */
export function firstConnection({ connections }: N8nWorkflow, name: string): N8nConnection | undefined {
  return connectionsByTarget(connections)
    .get(name)
    ?.find(({ input }) => input === 0);
}

/** In the order of the file. */
export function connectionsByTarget(
  connections: readonly N8nConnection[],
): ReadonlyMap<string, readonly N8nConnection[]> {
  const known = groupsOfConnections.get(connections);
  if (known) return known;
  const groups = new Map<string, N8nConnection[]>();
  for (const connection of connections) {
    const group = groups.get(connection.target);
    if (group) group.push(connection);
    else groups.set(connection.target, [connection]);
  }
  groupsOfConnections.set(connections, groups);
  return groups;
}

/** Asked for each node of a workflow, however many there are. */
const groupsOfConnections = new WeakMap<readonly N8nConnection[], ReadonlyMap<string, readonly N8nConnection[]>>();
