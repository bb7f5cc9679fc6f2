import assert from "node:assert/strict";
import { test } from "node:test";
import { ownPartOf } from "../../../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { shapeOf } from "../../../../../src/core/dialects/n8n/typings/data-shape.ts";
import { typeScriptType } from "../../../../../src/core/dialects/n8n/typings/typescript-type.ts";
import { toJson } from "../context-of.ts";
import { companionsOf, typedNode } from "./typed-node.ts";

function typeOf(values: readonly unknown[], members = 100): string {
  return typeScriptType(shapeOf(values.map(toJson), { left: members })).replace(/\s+/g, " ");
}

test("all values of a place make its type", () => {
  const table: readonly (readonly [readonly unknown[], string])[] = [
    [[], "any"],
    [[null], "any"],
    [[1, 2.5], "number"],
    [[null, "a"], "string"],
    [[true, 1, "a"], "boolean | number | string"],
    [[[]], "Array<any>"],
    [[[1], ["a"]], "Array<number | string>"],
    [[{}], "CodeNodes.Data"],
    [
      [{ a: 1 }, { a: "x", b: [{ c: 1 }, { d: null }] }],
      "{ a: number | string; b?: Array<{ c?: number; d?: any; }>; }",
    ],
    [["none", { a: 1 }, [2]], "string | Array<number> | { a: number; }"],
    [[{ "a b": 1, "": 2, "it's": 3, class: 4 }], '{ "a b": number; "": number; "it\'s": number; class: number; }'],
  ];
  for (const [values, expected] of table) assert.equal(typeOf(values), expected);
});

test("what is cut off is open: members beyond the budget, and what lies deeper", () => {
  assert.equal(typeOf([{ a: 1, b: 2, c: 3 }], 2), "{ a: number; b: number; [name: string]: any; }");
  // One deep member leaves something to those beside it.
  assert.equal(typeOf([{ a: { x: 1, y: 2 }, b: 3 }], 3), "{ a: { x: number; [name: string]: any; }; b: number; }");
  const deep = (depth: number): unknown => (depth === 0 ? 1 : { a: deep(depth - 1) });
  assert.equal(typeOf([deep(8)]).match(/a:/g)?.length, 8);
  assert.match(typeOf([deep(30)]), /a: any;/);
});

test("much pinned data makes declarations of bounded size", () => {
  const wide = Array.from({ length: 300 }, (_, item) => ({
    json: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`key${item}_${at}`, { value: "x".repeat(10) }])),
  }));
  const others = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`Node ${at}`, wide]));
  const text = companionsOf(typedNode({ fetched: wide, others })).get("../n8n.nodes.d.ts") ?? "";
  assert.ok(text.length < 200_000, `${text.length} characters`);
  assert.ok(text.includes('"Node 29": Item'));
});

test("all that leads into the node makes its input, whichever way the items come", () => {
  const node = typedNode({ fetched: [{ json: { a: 1 } }], others: { Other: [{ json: { a: "x", b: 1 } }] } });
  const own = ownPartOf(node);
  const workflow = own?.workflow;
  assert.ok(own && workflow);
  const connections = [...workflow.connections, { source: "Other", output: 0, target: "Code", input: 0 }];
  const both = { ...node, own: { ...own, workflow: { ...workflow, connections } } };
  const text = companionsOf(both).get("n8n.workflow.d.ts")?.replace(/\s+/g, " ") ?? "";
  assert.ok(text.includes("type InputJson = { a: number | string; b?: number; };"), text);
});

test("a node without a workflow has all names, and data of which nothing is known", () => {
  const { workflow: _, ...alone } = ownPartOf(typedNode({})) ?? assert.fail();
  const text = companionsOf({ ...typedNode({}), own: alone }).get("n8n.workflow.d.ts") ?? "";
  assert.ok(text.includes("type InputJson = Data;") && text.includes("type InputItem = Item<InputJson>;"), text);
});
