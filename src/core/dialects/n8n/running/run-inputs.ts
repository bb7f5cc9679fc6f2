import type { JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonObject } from "../../../json/make-json.ts";
import { memberOf } from "../../../json/members.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import type { Inputs, InputsCompletion } from "../../../run/read-inputs.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { KnownInputs } from "../../dialect.ts";
import {
  firstConnection,
  type N8nConnection,
  type N8nWorkflowNode,
  ownPartOf,
  previousNode,
} from "../platform/n8n-node.ts";
import { pairTo } from "../platform/run-context.ts";

/**
 * What a run of an n8n node can be given. `items` go in; `nodes` holds what other nodes put out, lists of items by the
 * nodes' names; `vars` is what `$vars` shows.
 */
const inputNames = ["items", "nodes", "vars"] as const;

/** The pinned items of the node before this one, as a manual run of n8n takes them; else one empty item. */
export function knownN8nInputs(node: CodeNode): KnownInputs {
  const pinned = pinnedInput(node);
  const inputs = new Map([["items", jsonArray(pinned ?? [emptyItem])]]);
  return { inputs, isComplete: pinned !== undefined || sourceWithoutData(node) === undefined };
}

/** Fills in what was not given: pinned items, or else the one empty item that a trigger starts a workflow with. */
export function completeN8nInputs(node: CodeNode, given: Inputs): InputsCompletion {
  const notes: string[] = [];
  const inputs = new Map<string, JsonValue>();
  const items = readItems("items", given.get("items") ?? jsonArray(pinnedInput(node) ?? [emptyItem]));
  if (items.kind === "problem") return items;
  if (!given.has("items") && !pinnedInput(node)) notes.push(...emptyItemNotes(node));
  inputs.set("items", items.value);

  const nodes = given.get("nodes");
  if (nodes) {
    if (nodes.kind !== "object") return problem(`"nodes" must be one object: lists of items by the names of nodes.`);
    const known = ownPartOf(node)?.workflow?.nodes;
    const lists: (readonly [string, JsonValue])[] = [];
    for (const [name, value] of nodes.entries) {
      if (known?.has(name) === false) notes.push(`The workflow has no node "${name}": its items were left out.`);
      const list = readItems(`nodes" › "${name}`, value);
      if (list.kind === "problem") return list;
      lists.push([name, list.value]);
    }
    inputs.set("nodes", { kind: "object", entries: lists });
  }

  const vars = given.get("vars");
  if (vars) {
    if (vars.kind !== "object") return problem(`"vars" must be one object: values by the names that $vars shows.`);
    inputs.set("vars", vars);
  }

  const extra = [...given.keys()].filter((name) => !inputNames.some((known) => known === name));
  if (extra.length > 0) {
    const listed = extra.map((name) => `"${name}"`).join(", ");
    notes.push(`A run of an n8n node takes "items", "nodes" and "vars": what was given for ${listed} was left out.`);
  }
  return { kind: "inputs", inputs, notes };
}

/** The connection that a node's items come along. */
export function incomingConnection(node: CodeNode): N8nConnection | undefined {
  const workflow = ownPartOf(node)?.workflow;
  return workflow && firstConnection(workflow, node.title);
}

/** A node's pinned items as a run sees them; undefined when it has none, or none that can be read. */
export function pinnedItems(node: N8nWorkflowNode): readonly JsonValue[] | undefined {
  const known = itemsOfNodes.get(node);
  if (known) return known;
  const items = readPinnedItems(node);
  if (items) itemsOfNodes.set(node, items);
  return items;
}

/** A run looks at the same items several times, and there may be thousands. */
const itemsOfNodes = new WeakMap<N8nWorkflowNode, readonly JsonValue[]>();

function readPinnedItems({ pinnedItemsText }: N8nWorkflowNode): readonly JsonValue[] | undefined {
  if (pinnedItemsText === undefined) return undefined;
  const parsed = parsePythonJson(pinnedItemsText);
  const reading = parsed.kind === "value" ? readItems("items", parsed.value) : undefined;
  return reading?.kind === "items" ? reading.value.items : undefined;
}

/** Pinned items stand for a node's first output alone. */
function pinnedInput(node: CodeNode): readonly JsonValue[] | undefined {
  const connection = incomingConnection(node);
  const source = connection?.output === 0 ? ownPartOf(node)?.workflow?.nodes.get(connection.source) : undefined;
  return source && pinnedItems(source);
}

const emptyItem = jsonObject({ json: jsonObject({}), pairedItem: pairTo(0) });

function emptyItemNotes(node: CodeNode): string[] {
  const source = sourceWithoutData(node);
  if (!source) return [];
  return [
    `No items were given and "${source.name}" has no pinned data: one empty item went in. Pin data there, or give "items".`,
  ];
}

/** The node before this one, unless it is the trigger that puts out an empty item in a manual run. */
function sourceWithoutData(node: CodeNode): N8nWorkflowNode | undefined {
  const workflow = ownPartOf(node)?.workflow;
  const before = workflow && previousNode(workflow, node.title);
  return before?.type === "n8n-nodes-base.manualTrigger" ? undefined : before;
}

type ItemsReading =
  | { readonly kind: "items"; readonly value: Extract<JsonValue, { readonly kind: "array" }> }
  | { readonly kind: "problem"; readonly message: string };

/** Each item an object with `json`; a bare object is taken for one's `json`, as n8n's editor takes pasted data. */
function readItems(name: string, value: JsonValue): ItemsReading {
  if (value.kind !== "array") return problem(`"${name}" must be a list of items, such as [{"json": {"a": 1}}].`);
  const items: JsonValue[] = [];
  for (const [index, given] of value.items.entries()) {
    const json = memberOf(given, "json");
    if (given.kind !== "object" || (json !== undefined && json.kind !== "object")) {
      return problem(`Item ${index} of "${name}" must be an object with "json", such as {"json": {"a": 1}}.`);
    }
    items.push(json === undefined ? jsonObject({ json: given }) : given);
  }
  return { kind: "items", value: { kind: "array", items } };
}

function problem(message: string): { readonly kind: "problem"; readonly message: string } {
  return { kind: "problem", message };
}
