import type { JsonValue } from "../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../src/core/json/parse-python-json.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import type { NodeHeading } from "../../src/panel/messages.ts";
import { succeeded } from "./sample-reports.ts";

export const itemsNode: NodeHeading = {
  path: "flows/orders.json",
  nodeId: "5f8c3f1e-7f0b-4b7e-9d0c-0d1f4b0c9f11",
  title: "Price orders",
  language: "javascript",
  targetLabel: "n8n · documented",
};

/** A report as a run of an n8n node gives it; the lists are JSON texts. */
export function itemsReport(
  { input, items, errorItems }: { readonly input: string; readonly items?: string; readonly errorItems?: string },
  rest: Partial<RunReport> = {},
): RunReport {
  const given = [
    ...(items === undefined ? [] : [["items", listOf(items)] as const]),
    ...(errorItems === undefined ? [] : [["errorItems", listOf(errorItems)] as const]),
  ];
  return {
    ...succeeded,
    ...itemsNode,
    dialect: "n8n",
    outputs: [],
    inputs: [["items", { kind: "array", items: listOf(input) }]],
    flowing: given.map(([name, list]) => [name, { kind: "array", items: list }]),
    items: { input: listOf(input), outputs: given.map(([name, list]) => ({ name, items: list })) },
    timeLimitMs: 300_000,
    ...rest,
  };
}

function listOf(text: string): readonly JsonValue[] {
  const parsed = parsePythonJson(text);
  if (parsed.kind !== "value" || parsed.value.kind !== "array") throw new Error(`No JSON list: ${text}`);
  return parsed.value.items;
}

const orders = `[
  {"json": {"order": 1001, "customer": "Ann", "total": 12.50, "lines": [{"sku": "A-1", "pieces": 2}], "paid": true}, "pairedItem": {"item": 0}},
  {"json": {"order": 1002, "customer": "Øyvind Grønnestad", "total": "12.50", "lines": [], "paid": false}, "pairedItem": {"item": 0}},
  {"json": {"order": 1003, "customer": "", "total": null, "lines": [{"sku": "B-7", "pieces": 1}, {"sku": "C-3", "pieces": 12}]}, "pairedItem": {"item": 1}},
  {"json": {"order": 1004, "customer": "Li", "total": 0, "lines": [], "paid": true}, "pairedItem": {"item": 2},
   "binary": {"invoice": {"mimeType": "application/pdf", "fileName": "invoice-1004.pdf", "data": "JVBERi0xLjQK"}}}
]`;

/** Orders merged, split and kept: every way to be paired, binary data, and what went into the error branch. */
export const branchedItems = itemsReport({
  input: orders,
  items: `[
    {"json": {"order": 1001, "price": "12.50 EUR", "note": "first line\\nsecond line"}, "pairedItem": {"item": 0}},
    {"json": {"order": 1002, "price": "12.50 EUR", "due": "2026-12-24"}, "pairedItem": 1},
    {"json": {"order": 1004, "price": "0.00 EUR"}, "pairedItem": {"item": 3},
     "binary": {"invoice": {"mimeType": "application/pdf", "fileName": "invoice-1004.pdf", "data": "JVBERi0xLjQK"}}},
    {"json": {"sum": 25.00, "orders": {"first": 1001, "last": 1002}}, "pairedItem": [{"item": 0}, {"item": 1, "input": 0}]},
    {"json": {"made": "here"}}
  ]`,
  errorItems: `[{"json": {"order": 1003, "error": "Cannot read properties of null (reading 'toFixed') [line 3]"}, "pairedItem": {"item": 2}}]`,
});

export const plainItems = itemsReport({
  input: orders,
  items: `[{"json": {"sum": 25.00, "orders": 4}, "pairedItem": {"item": 0}}]`,
});

export const emptyItems = itemsReport({ input: orders, items: "[]" });

export const failedItems = itemsReport(
  { input: orders },
  {
    status: "failed",
    error: {
      type: "NodeOperationError",
      message: "Invalid output format [item 1]",
      description:
        'An output item contains the reserved key <code>pairedItem</code>. To get around this, please wrap each item in an object, under a key called <code>json</code>. <a href="https://docs.n8n.io/data/data-structure/#data-structure" target="_blank">Example</a>',
      frames: [],
    },
    console: [{ stream: "stdout", text: "1003 has no total" }],
    attempts: [{ elapsedMs: 14, status: "failed" }],
  },
);

/** A thousand items of fourteen keys each, in the opposite order of those that came in. */
export const manyItems = itemsReport({
  input: JSON.stringify(Array.from({ length: 1000 }, (_, index) => ({ json: { id: index } }))),
  items: JSON.stringify(
    Array.from({ length: 1000 }, (_, index) => ({ json: wide(index), pairedItem: { item: 999 - index } })),
  ),
});

function wide(index: number): Record<string, unknown> {
  const keys = Array.from({ length: 13 }, (_, column) => [`key_${column}`, `value ${index} in column ${column}`]);
  return { id: index, ...Object.fromEntries(keys) };
}
