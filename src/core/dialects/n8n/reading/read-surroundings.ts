import type { Node } from "jsonc-parser";
import { membersOf } from "../../declaration-reader.ts";
import type { N8nConnection, N8nWorkflow, N8nWorkflowNode } from "../platform/n8n-node.ts";
import { elementsOf, isTrueAt, numberAt, objectAt, spelt, textAt } from "./json-parts.ts";

/** What the nodes of one workflow have in common: its other nodes, connections, pinned items and settings. Never throws. */
export function readSurroundings(text: string, workflow: Node, isBroken: boolean): N8nWorkflow {
  const id = textAt(workflow, "id");
  const name = textAt(workflow, "name");
  const settings = objectAt(workflow, "settings");
  const timezone = textAt(settings, "timezone");
  const staticData = membersOf(workflow).findLast((member) => member.name === "staticData")?.value;
  const all = readConnections(workflow);
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    isActive: isTrueAt(workflow, "active"),
    ...(timezone === undefined || timezone === "DEFAULT" ? {} : { timezone }),
    binaryMode: textAt(settings, "binaryMode") === "combined" ? "combined" : "separate",
    ...(staticData === undefined || staticData.type === "null" ? {} : { staticDataText: spelt(text, staticData) }),
    nodes: readNodes(text, workflow),
    connections: all.flatMap(({ type, ...connection }) => (type === "main" ? [connection] : [])),
    predecessors: predecessorsOf(all),
    // What the editor copies and what templates are made of has neither.
    isWhole: !isBroken && (name !== undefined || settings !== undefined),
  };
}

function readNodes(text: string, workflow: Node): ReadonlyMap<string, N8nWorkflowNode> {
  const pinned = new Map(membersOf(objectAt(workflow, "pinData")).map(({ name, value }) => [name, value]));
  const nodes = new Map<string, N8nWorkflowNode>();
  for (const node of elementsOf(membersOf(workflow).findLast(({ name }) => name === "nodes")?.value)) {
    const name = textAt(node, "name");
    const type = textAt(node, "type");
    if (name === undefined || type === undefined) continue;
    const id = textAt(node, "id");
    const parameters = objectAt(node, "parameters");
    const items = pinned.get(name);
    nodes.set(name, {
      ...(id === undefined ? {} : { id }),
      name,
      type,
      typeVersion: numberAt(node, "typeVersion") ?? 1,
      isDisabled: isTrueAt(node, "disabled"),
      parametersText: parameters ? spelt(text, parameters) : "{}",
      ...(items?.type === "array" ? { pinnedItemsText: spelt(text, items) } : {}),
    });
  }
  return nodes;
}

interface TypedConnection extends N8nConnection {
  readonly type: string;
}

/** `{ "<source>": { "main": [ [ { "node": "<target>", "type": "main", "index": 0 } ] ] } }` */
function readConnections(workflow: Node): readonly TypedConnection[] {
  return membersOf(objectAt(workflow, "connections")).flatMap(({ name: source, value: byType }) =>
    membersOf(byType).flatMap(({ name: type, value: outputs }) =>
      elementsOf(outputs).flatMap((targets, output) =>
        elementsOf(targets).flatMap((connection) => {
          const target = textAt(connection, "node");
          const input = numberAt(connection, "index") ?? 0;
          return target === undefined ? [] : [{ type, source, output, target, input }];
        }),
      ),
    ),
  );
}

function predecessorsOf(connections: readonly TypedConnection[]): ReadonlyMap<string, readonly string[]> {
  const predecessors = new Map<string, string[]>();
  for (const { source, target } of connections) {
    const sources = predecessors.get(target);
    if (sources) sources.push(source);
    else predecessors.set(target, [source]);
  }
  return predecessors;
}
