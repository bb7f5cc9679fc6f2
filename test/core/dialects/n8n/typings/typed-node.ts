import assert from "node:assert/strict";
import { n8n } from "../../../../../src/core/dialects/n8n/n8n.ts";
import type { CodeNode } from "../../../../../src/core/workflow/code-node.ts";
import { workflowText } from "../workflow-text.ts";

export interface TypedWorkflow {
  readonly parameters?: object;
  readonly type?: string;
  /** The items that the node "Fetch", which leads into the code, puts out. */
  readonly fetched?: unknown;
  /** Further nodes by their names, with what they have pinned. */
  readonly others?: Readonly<Record<string, unknown>>;
  readonly settings?: object;
}

/** A workflow "Fetch" → "Code", read; the node "Code". */
export function typedNode({ parameters, type, fetched, others = {}, settings = {} }: TypedWorkflow): CodeNode {
  const set = { type: "n8n-nodes-base.set", parameters: {} };
  const names = Object.keys(others);
  const text = workflowText(
    [
      { name: "Code", ...(parameters && { parameters }), ...(type && { type }) },
      { name: "Fetch", ...set },
      ...names.map((name) => ({ name, ...set })),
    ],
    {
      name: "W",
      settings,
      connections: { Fetch: { main: [[{ node: "Code", type: "main", index: 0 }]] } },
      pinData: Object.fromEntries(
        [["Fetch", fetched] as const, ...names.map((name) => [name, others[name]] as const)].filter(
          ([, items]) => items !== undefined,
        ),
      ),
    },
  );
  const [node] = n8n.readWorkflow(text).nodes;
  assert.ok(node, "The workflow holds a code node.");
  return node;
}

/** The companion files of a node by their paths from its folder. */
export function companionsOf(node: CodeNode, targetName = n8n.defaultTarget): ReadonlyMap<string, string> {
  const target = n8n.targets.find(({ name }) => name === targetName);
  assert.ok(target && n8n.companionFiles);
  const shared = n8n.sharedCompanionFiles?.(node) ?? [];
  return new Map([
    ...n8n.companionFiles(node, target).map(({ name, text }) => [name, text] as const),
    ...shared.map(({ name, text }) => [`../${name}`, text] as const),
  ]);
}
