import assert from "node:assert/strict";
import { test } from "node:test";
import { javascriptNames } from "../../../../../src/core/dialects/n8n/platform/javascript-names.ts";
import type { N8nMode } from "../../../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { companionsOf, type TypedWorkflow, typedNode } from "./typed-node.ts";
import { openProject, type TypeScriptProject } from "./typescript-project.ts";

// What VS Code's own TypeScript service says in the folder of a node, asked through the same interface.

const orders = [
  { json: { customer: { name: "Ada", address: { city: "London" } }, total: 12.5, tags: ["new"], note: null } },
  {
    json: { customer: { name: "Bo", vip: true }, total: 3, tags: [], lines: [{ sku: "a" }, { sku: "b", amount: 2 }] },
    binary: { invoice: { data: "", mimeType: "application/pdf" } },
  },
];
const eachItem = { mode: "runOnceForEachItem", jsCode: "" };

function project(workflow: TypedWorkflow = { fetched: orders }): TypeScriptProject {
  const companions = companionsOf(typedNode(workflow));
  return openProject(() => companions);
}

const allItemsProject = project();
const eachItemProject = project({ parameters: eachItem, fetched: orders });

test("the input's data is completed from the pinned data of the node before", () => {
  const { completions } = allItemsProject;
  assert.deepEqual(completions("$input.all()[0].json.customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("$input.first().json.‸"), ["customer", "lines", "note", "tags", "total"]);
  assert.deepEqual(completions("for (const item of $input.all()) { item.json.lines[0].‸ }"), ["amount", "sku"]);
  assert.deepEqual(completions("return items.map((item) => item.json.customer.address.‸)"), ["city"]);
  assert.deepEqual(completions("$input.last().binary.‸"), ["invoice"]);
  assert.deepEqual(completions("$node['Fetch'].json.customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("$items('Fetch')[0].json.customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("$item(0).$json.customer.‸"), ["address", "name", "vip"]);
});

test("another node's data is completed from its own pinned data, and its name from the workflow", () => {
  const { completions } = allItemsProject;
  assert.deepEqual(completions("$('Fetch').first().json.‸"), ["customer", "lines", "note", "tags", "total"]);
  assert.deepEqual(completions("const orders = $('Fetch').all();\norders[0].json.customer.‸"), [
    "address",
    "name",
    "vip",
  ]);
  assert.deepEqual(completions("$('‸')"), ["Code", "Fetch"]);
  const named = project({ others: { "Käse 'n' `Brot` \\ \"x\"": [{ json: { "the price": 1 } }], 日本: [] } });
  // As they are written between these quotes.
  assert.deepEqual(named.completions("$('‸')"), ["Code", "Fetch", "Käse \\'n\\' `Brot` \\\\ \"x\"", "日本"]);
  assert.deepEqual(named.completions("$('Käse \\'n\\' `Brot` \\\\ \"x\"').item.json['‸']"), ["the price"]);
});

test("for each item there is the item, and what is for all items is not offered", () => {
  const { completions, globalNames } = eachItemProject;
  assert.deepEqual(completions("$json.customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("item.json.customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("$input.item.json.customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("$input.‸"), ["context", "item", "params"]);
  assert.deepEqual(allItemsProject.completions("$input.‸"), ["all", "context", "first", "item", "last", "params"]);
  assert.ok(!globalNames().includes("items"));
  assert.ok(!allItemsProject.globalNames().includes("item"));
});

test("no data is pinned: anything goes", () => {
  const { completions, remarks } = project({});
  assert.deepEqual(completions("$input.first().json.‸"), []);
  assert.deepEqual(remarks("return [{ json: { a: $json.anything.at[0].all, b: $('Fetch').first().json.x.y } }];"), []);
});

test("the names that TypeScript knows are those that the checks know", () => {
  const known = (mode: N8nMode) => [...(javascriptNames[mode].known ?? [])];
  // What JavaScript has without n8n's doing, and what TypeScript calls a name.
  const ofTypeScript = ["undefined"];
  assert.deepEqual([...allItemsProject.globalNames()].sort(), [...known("runOnceForAllItems"), ...ofTypeScript].sort());
  // There, the checks leave `items` to a rule of the editor.
  assert.deepEqual(
    [...eachItemProject.globalNames(), "items"].sort(),
    [...known("runOnceForEachItem"), ...ofTypeScript].sort(),
  );
});

test("what is not there when the code runs is not offered", () => {
  const offered = new Set(allItemsProject.completions("‸"));
  for (const name of ["$input", "$json", "DateTime", "Buffer", "setTimeout", "helpers", "items"]) {
    assert.ok(offered.has(name), name);
  }
  for (const name of ["fetch", "process", "URL", "structuredClone", "crypto", "window", "$if", "luxon", "item"]) {
    assert.ok(!offered.has(name), name);
  }
});

test("the code is the body of a function: nothing is wrong with what n8n runs", () => {
  const { remarks } = allItemsProject;
  assert.deepEqual(remarks("const items = await Promise.all([]);\nif (items.length) return [];\nreturn items;"), []);
  assert.deepEqual(remarks("const { DateTime } = require('luxon');\nreturn [{ json: { now: DateTime.now() } }];"), []);
  assert.deepEqual(remarks("items = items.filter((item) => item.json.total);\nreturn items;"), []);
  assert.deepEqual(remarks("for (const item of items) item.json.added = 1;\nreturn this.helpers ? items : [];"), []);
  assert.match(remarks("return [{ json: {} };").join(), /^Error 1005: ',' expected\./);
});

test("a misspelt name of the data, or of n8n, is pointed out without being an error", () => {
  const { remarks } = allItemsProject;
  const [property, ...rest] = remarks("const who = $input.first().json.custmer;\nreturn [{ json: { who } }];");
  assert.deepEqual(rest, []);
  assert.match(property ?? "", /^Suggestion 2568: Property 'custmer' may not exist .* Did you mean 'customer'\?$/);
  assert.deepEqual(remarks("const all = $inptu.all();\nreturn all;"), [
    "Suggestion 2570: Could not find name '$inptu'. Did you mean '$input'?",
  ]);
});

test("dates are luxon's, with its own documentation", () => {
  const { completions, hover } = allItemsProject;
  for (const at of ["$now.‸", "$today.plus({ days: 1 }).‸", "DateTime.fromISO('2026-01-01').‸"]) {
    const offered = completions(at);
    for (const name of ["toISODate", "startOf", "weekday"]) assert.ok(offered.includes(name), `${at} ${name}`);
  }
  assert.ok(completions("require('luxon').‸").includes("Interval"));
  assert.match(hover("$now.start‸Of('day')"), /DateTime.*\n.*beginning/s);
});

test("hovering tells what a name holds", () => {
  assert.equal(
    eachItemProject.hover("$js‸on"),
    "let $json: CodeNodes.InputJson\nThe data of the current item; when the code runs once for all items, of the first one.",
  );
  assert.match(allItemsProject.hover("$input.first().json.custo‸mer"), /name: string;/);
});

test("in a workflow that combines binary data, the data stand for the items", () => {
  const { completions } = project({ fetched: orders, settings: { binaryMode: "combined" } });
  assert.deepEqual(completions("$input.first().customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("$('Fetch').all()[0].customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("items[0].json.customer.‸"), ["address", "name", "vip"]);
  assert.deepEqual(completions("$item.customer.‸"), ["address", "name", "vip"]);
});

test("the old Function nodes have their own names", () => {
  const fetched = orders;
  const parameters = { functionCode: "" };
  const all = project({ fetched, parameters, type: "n8n-nodes-base.function" });
  assert.deepEqual(all.completions("items[0].json.customer.‸"), ["address", "name", "vip"]);
  const each = project({ fetched, parameters, type: "n8n-nodes-base.functionItem" });
  assert.deepEqual(each.completions("item.customer.‸"), ["address", "name", "vip"]);
  for (const { globalNames } of [all, each]) assert.ok(globalNames().includes("getWorkflowStaticData"));
});

test("the project is the node's folder alone, and brings nothing from elsewhere", () => {
  const config = JSON.parse(companionsOf(typedNode({})).get("jsconfig.json") ?? "");
  assert.deepEqual(config.typeAcquisition, { enable: false });
  assert.deepEqual(allItemsProject.options.types, []);
  assert.deepEqual(allItemsProject.options.lib, ["lib.es2023.d.ts"]);
  assert.equal(allItemsProject.options.checkJs, undefined);
});

test("nothing is wrong with the declarations themselves", () => {
  for (const opened of [
    allItemsProject,
    eachItemProject,
    project({}),
    project({ settings: { binaryMode: "combined" } }),
  ]) {
    assert.deepEqual(opened.declarationErrors(), []);
  }
});
