import assert from "node:assert/strict";
import { test } from "node:test";
import { prettyMatrix, prettyReport } from "../../src/cli/pretty-report.ts";
import { branchedItems, emptyItems, failedItems, itemsReport, manyItems } from "../panel/sample-items.ts";
import { failedWithEverything, succeeded } from "../panel/sample-reports.ts";

test("items are listed per output, each as its json with what it was made from", () => {
  assert.deepEqual(prettyReport(branchedItems).text.split("\n"), [
    "✓ Succeeded Price orders flows/orders.json · n8n · documented · 14 ms of 300 s",
    "  Output · 5 items (4 items came in)",
    '    0 {"order":1001,"price":"12.50 EUR","note":"first line\\nsecond line"} ← 0',
    '    1 {"order":1002,"price":"12.50 EUR","due":"2026-12-24"} ← 1',
    '    2 {"order":1004,"price":"0.00 EUR"} + binary ← 3',
    '    3 {"sum":25.00,"orders":{"first":1001,"last":1002}} ← 0, 1',
    '    4 {"made":"here"}',
    "  Error branch · 1 item",
    `    0 {"order":1003,"error":"Cannot read properties of null (reading 'toFixed') [line 3]"} ← 2`,
  ]);
});

test("of many items the first are listed", () => {
  const lines = prettyReport(manyItems).text.split("\n");
  assert.equal(lines[1], "  Output · 1000 items (1000 items came in)");
  assert.match(lines[2] ?? "", /^ {4}0 \{"id":0,"key_0":"value 0 in column 0",.*… \(\d+ characters\) ← 999$/);
  assert.match(lines[6] ?? "", /^ {4}4 \{"id":4,/);
  assert.equal(lines[7], "    … and 995 more");
  assert.equal(lines.length, 8);
});

test("an output without items says so, and what failed lists none", () => {
  assert.equal(prettyReport(emptyItems).text.split("\n")[1], "  Output · 0 items (4 items came in)");
  assert.deepEqual(prettyReport(failedItems).text.split("\n"), [
    "✕ Failed Price orders flows/orders.json · n8n · documented · 14 ms of 300 s",
    "  NodeOperationError: Invalid output format [item 1]",
    "    An output item contains the reserved key `pairedItem`. To get around this, please wrap each item in an object, under a key called `json`. Example (https://docs.n8n.io/data/data-structure/#data-structure)",
    "  stdout 1003 has no total",
  ]);
});

test("items that flow on after a failure are listed once", () => {
  const input = '[{"json": {"a": 1}}]';
  const report = itemsReport(
    { input, items: input },
    {
      status: "exception",
      error: { type: "NodeOperationError", message: "nope", description: "One<br/>two", frames: [] },
      fallback: "The items that came in flow on.",
    },
  );
  assert.deepEqual(prettyReport(report).text.split("\n").slice(1), [
    "  Output · 1 item (1 item came in)",
    '    0 {"a":1}',
    "  NodeOperationError: nope",
    "    One",
    "    two",
    "  The items that came in flow on.",
  ]);
});

test("under every target, items are counted", () => {
  assert.deepEqual(prettyMatrix([branchedItems, emptyItems, { ...failedItems, target: "1" }]).text.split("\n"), [
    "Price orders flows/orders.json",
    "  documented  ✓ Succeeded  5 items, 1 error item",
    "  documented  ✓ Succeeded  0 items",
    "  1           ✕ Failed  NodeOperationError: Invalid output format [item 1]",
  ]);
});

test("a report without items lists its outputs", () => {
  const lines = prettyReport(succeeded).text.split("\n");
  assert.equal(lines.length, 4);
  assert.equal(lines[1], '  ✓ summary: string "Printer on floor 3 prints blank pages since Monday"');
  assert.match(lines[3] ?? "", /^ {2}✓ ticket: object \{"id":4711,.*"open":true\}\}$/);
});

test("what to do stands below the platform's text, which may have no full stop", () => {
  const lines = prettyReport(failedWithEverything).text.split("\n");
  const at = lines.findIndex((line) => line.includes("✕ tags: "));
  assert.deepEqual(lines.slice(at + 1, at + 3), [
    "      Output tags is missing.",
    "      Declared, but not returned on this path.",
  ]);
});

const explained: readonly (readonly [message: string, explanation: string, rows: readonly string[]])[] = [
  [
    'Traceback:\n  File "code.py", line 2, in main\nValueError: a\nb',
    "main() raised ValueError: a\nb",
    [
      "  Error: Traceback:",
      '      File "code.py", line 2, in main',
      "    ValueError: a",
      "    b",
      "  main() raised ValueError: a",
    ],
  ],
  [
    "Cannot find module 'cheerio' [line 1]",
    "Cannot find module 'cheerio'\nIt does not come with Code Nodes.",
    ["  Error: Cannot find module 'cheerio' [line 1]", "  It does not come with Code Nodes."],
  ],
  ["first [line 1]", "first\nsecond\nthird", ["  Error: first [line 1]", "  second", "    third"]],
];
for (const [message, explanation, rows] of explained) {
  test(`the explanation of ${message.split("\n")[0]} is indented and repeats nothing`, () => {
    const report = { ...succeeded, outputs: [], error: { type: "Error", message, explanation, frames: [] } };
    assert.deepEqual(prettyReport(report).text.split("\n").slice(1), rows);
  });
}
