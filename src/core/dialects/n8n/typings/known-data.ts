import type { JsonValue } from "../../../json/json-value.ts";
import { memberOf } from "../../../json/members.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { type N8nWorkflow, ownPartOf } from "../platform/n8n-node.ts";
import { pinnedItems } from "../running/run-inputs.ts";
import { type DataShape, type MemberBudget, maxLookedAt, shapeOf } from "./data-shape.ts";

/** A node, and what pinned data shows of the items that it puts out. */
export interface KnownNode {
  readonly name: string;
  readonly items?: ItemShape;
}

export interface ItemShape {
  readonly json: DataShape;
  /** The names under which items carry files; empty where none does. */
  readonly fileNames: readonly string[];
}

const maxMembersOfItems = 400;
/** A workflow with much pinned data would make declarations that slow the editor down. */
const maxMembersInAll = 4000;

/** What pinned data shows of the items that come in; undefined when nothing that leads into the node has any. */
export function knownInput(node: CodeNode): ItemShape | undefined {
  const { title } = node;
  const workflow = ownPartOf(node)?.workflow;
  const sources = (workflow?.connections ?? []).filter(
    ({ target, input, output }) => target === title && input === 0 && output === 0,
  );
  const incoming = sources.flatMap(({ source }) => {
    const from = workflow?.nodes.get(source);
    return (from && pinnedItems(from)) ?? [];
  });
  return itemShape(incoming, { left: maxMembersOfItems });
}

/** All nodes of a workflow, in its order; without a shape where a node has no pinned data. */
export function knownNodes(workflow: N8nWorkflow | undefined): readonly KnownNode[] {
  const budget: MemberBudget = { left: maxMembersInAll };
  return [...(workflow?.nodes.values() ?? [])].map((node): KnownNode => {
    const items = itemShape(pinnedItems(node) ?? [], budget);
    return { name: node.name, ...(items && { items }) };
  });
}

function itemShape(items: readonly JsonValue[], inAll: MemberBudget): ItemShape | undefined {
  const looked = items.slice(0, maxLookedAt);
  if (looked.length === 0) return undefined;
  const given = Math.min(maxMembersOfItems, inAll.left);
  const budget: MemberBudget = { left: given };
  const json = shapeOf(valuesAt(looked, "json"), budget);
  inAll.left -= given - budget.left;
  const files = valuesAt(looked, "binary").flatMap((binary) => (binary.kind === "object" ? binary.entries : []));
  return { json, fileNames: [...new Set(files.map(([name]) => name))].slice(0, maxLookedAt) };
}

function valuesAt(items: readonly JsonValue[], name: string): readonly JsonValue[] {
  return items.flatMap((item) => memberOf(item, name) ?? []);
}
