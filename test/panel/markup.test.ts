import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { jsonArray, jsonEntries, jsonString } from "../../src/core/json/make-json.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import type { OutputType } from "../../src/core/workflow/code-node.ts";
import type { NodeHeading, ToPage } from "../../src/panel/messages.ts";
import { launchChromium } from "../vscode-host/chromium.ts";
import { buildPanel, openPanel } from "./panel-page.ts";
import { output } from "./sample-reports.ts";

/** Would run in every context it can be put in: text, attribute, style, script, template. */
const hostile = (place: string) =>
  `${place}"'><img src=x onerror=attack("${place}")></script></style><script>attack("${place}")</script>\${attack("${place}")}`;

const node: NodeHeading = {
  path: hostile("path"),
  nodeId: hostile("nodeId"),
  title: hostile("title"),
  language: "python",
  targetLabel: hostile("targetLabel"),
};

const value = (place: string) =>
  jsonEntries([
    [hostile(`${place} key`), jsonString(hostile(`${place} value`))],
    ["list", jsonArray([jsonString(hostile(`${place} element`))])],
  ]);

const report: RunReport = {
  ...node,
  dialect: hostile("dialect"),
  target: hostile("target"),
  status: "exception",
  elsewhere: [
    {
      target: hostile("other target"),
      targetLabel: hostile("other targetLabel"),
      status: "failed",
      error: { type: hostile("other type"), message: hostile("other message"), frames: [] },
      note: hostile("other note"),
    },
  ],
  outputs: [
    output(hostile("output"), "object", { value: value("output") }),
    output(hostile("altered"), hostile("type") as OutputType, {
      verdict: "altered",
      value: jsonString(`${hostile("line")}\n${hostile("second line")}`),
      alterations: [hostile("alteration")],
    }),
    output(hostile("violating"), "number", {
      verdict: "violation",
      violations: [
        {
          output: "violating",
          path: hostile("violation path"),
          rule: "type",
          message: hostile("violation message"),
          explanation: hostile("violation explanation"),
          measure: { actual: hostile("actual"), limit: hostile("limit"), unit: hostile("unit") },
          setting: hostile("setting"),
        },
      ],
    }),
  ],
  flowing: [[hostile("flowing"), value("flowing")]],
  dropped: [{ name: hostile("dropped"), value: value("dropped") }],
  error: {
    type: hostile("error type"),
    message: hostile("error message"),
    description: hostile("error description"),
    explanation: hostile("error explanation"),
    frames: [{ line: 3, functionName: hostile("function") }],
  },
  console: [{ stream: "stderr", text: hostile("console") }],
  attempts: [
    {
      elapsedMs: 1,
      status: "failed",
      error: { type: hostile("attempt error"), message: hostile("attempt message"), frames: [] },
    },
    { elapsedMs: 1, status: "failed" },
  ],
  fallback: hostile("fallback"),
  elapsedMs: 1,
  timeLimitMs: 10_000,
  inputs: [[hostile("input"), value("input")]],
  notes: [hostile("note")],
};

const item = (place: string) =>
  jsonEntries([
    ["json", jsonEntries([[hostile(`${place} key`), jsonString(hostile(`${place} value`))]])],
    ["binary", jsonEntries([[hostile(`${place} binary`), value(`${place} data`)]])],
    [hostile(`${place} extra`), jsonString("x")],
    ["pairedItem", jsonString(hostile(`${place} pairing`))],
  ]);

const itemsReport: RunReport = {
  ...report,
  outputs: [output("items", "array[object]", { verdict: "altered", alterations: [hostile("item alteration")] })],
  items: {
    input: [item("input item")],
    outputs: [
      { name: "items", items: [item("output item")] },
      { name: "errorItems", items: [item("error item")] },
    ],
  },
};

const screens: readonly { readonly message: ToPage; readonly places: readonly string[] }[] = [
  {
    message: { kind: "report", report },
    places: [
      ..."title, targetLabel, output, output key, output value, output element, altered, type, line, second line".split(
        ", ",
      ),
      ..."alteration, violating, violation path, violation message, violation explanation, actual, limit, unit".split(
        ", ",
      ),
      ..."setting, flowing, flowing key, flowing value, dropped, dropped key, error type, error message".split(", "),
      ..."error description, error explanation, function, console, attempt error, fallback, input, input value, note".split(
        ", ",
      ),
    ],
  },
  {
    message: { kind: "report", report: itemsReport },
    places: [
      "item alteration",
      ...["input item", "output item", "error item"].flatMap((place) =>
        ["key", "value", "binary", "data key", "data value", "extra", "pairing"].map((part) => `${place} ${part}`),
      ),
    ],
  },
  {
    message: {
      kind: "ask",
      node,
      fields: [
        {
          name: hostile("field"),
          type: hostile("field type"),
          source: hostile("source"),
          initialText: hostile("initial"),
        },
        { name: hostile("untyped") },
      ],
    },
    places: ["title", "targetLabel", "field", "field type", "source", "untyped"],
  },
  {
    message: { kind: "running", node, elapsedMs: 1, timeLimitMs: 1000, attempt: 1, attempts: 1 },
    places: ["title", "targetLabel"],
  },
  {
    message: {
      kind: "history",
      node,
      entries: [{ status: "failed", elapsedMs: 1, finishedAtMs: 0, summary: hostile("summary") }],
    },
    places: ["title", "summary"],
  },
  { message: { kind: "problem", message: hostile("problem") }, places: ["problem"] },
];

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

test("markup in every field is shown as text and never interpreted", async () => {
  const files = buildPanel();
  for (const { message, places } of screens) {
    const { page, show, complaints } = await openPanel(browser, files);
    await show(message);
    // Every fold is opened, a level at a time.
    for (const row of await page.locator(".item-row").all()) await row.click();
    const folded = page.locator('[role="treeitem"][aria-expanded="false"] > .tree-row');
    while ((await folded.count()) > 0) await folded.first().click();

    // Characters of no width or of control are spelled out on the page; `hostile` holds none of them.
    const text = await page.evaluate(() => document.body.textContent);
    for (const place of places)
      assert.ok(text?.includes(hostile(place)), `${message.kind}: ${place} is not shown in full`);
    assert.equal(await page.locator("img, body script:not([src]), style, iframe, a").count(), 0, message.kind);
    assert.equal(
      await page.locator("body :is([style], [onerror], [onclick], [href], [src]:not(script))").count(),
      0,
      message.kind,
    );
    assert.deepEqual(complaints, [], message.kind);
    await page.close();
  }
});
