import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { AskMessage } from "../../src/panel/messages.ts";
import { launchChromium } from "../vscode-host/chromium.ts";
import { buildPanel, openPanel } from "./panel-page.ts";
import { node, succeeded } from "./sample-reports.ts";

const place = { path: node.path, nodeId: node.nodeId };
const ask: AskMessage = {
  kind: "ask",
  node,
  fields: [
    { name: "text", type: "string", source: "LLM", initialText: '"a\\nb"' },
    { name: "limit", type: "number", initialText: "1.0" },
    { name: "strict", type: "boolean" },
    { name: "rows", type: "array[object]" },
    { name: "options", type: "object", initialText: '{ "a": 1.0,  "b": 12345678901234567890 }' },
    { name: "unknown" },
    { name: "nothing", type: "string", initialText: "null" },
  ],
};

let browser: Browser;
let files: ReturnType<typeof buildPanel>;
before(async () => {
  files = buildPanel();
  browser = await launchChromium();
});
after(() => browser.close());

test("every input comes back as the JSON text that was typed", async () => {
  const { page, show, sent, complaints } = await openPanel(browser, files);
  await show(ask);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "input-0");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(' "c" 👍');
  await page.getByLabel("limit", { exact: true }).fill("123456789012345678901234567890");
  await page.getByLabel("strict", { exact: true }).check();
  await page.getByLabel("Type of unknown").selectOption("number");
  await page.getByLabel("unknown", { exact: true }).fill("1.0");
  await page.keyboard.press("Control+Enter");
  assert.deepEqual(await sent(), [
    {
      kind: "run",
      node: place,
      inputs: [
        ["text", JSON.stringify('a\nb "c" 👍')],
        ["limit", "123456789012345678901234567890"],
        ["strict", "true"],
        ["rows", "[]"],
        ["options", '{ "a": 1.0,  "b": 12345678901234567890 }'],
        ["unknown", "1.0"],
        ["nothing", "null"],
      ],
    },
  ]);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("what cannot be read is said at its field and not sent", async () => {
  const { page, show, sent } = await openPanel(browser, files);
  await show(ask);
  const problems = () => page.getByRole("alert").allTextContents();
  const rows = page.getByLabel("rows", { exact: true });
  await page.getByLabel("limit", { exact: true }).fill("1,5");
  assert.deepEqual(await problems(), []);
  await rows.fill('{"a": 1}');
  assert.deepEqual(await problems(), ['"1,5" is no number. Enter one such as 1, 1.0 or -2.5e3.']);
  await page.getByRole("button", { name: "Run" }).click();
  assert.equal((await problems())[1], 'The type array[object] needs a JSON array, such as [{"key": "value"}].');
  assert.equal(await page.evaluate(() => document.activeElement?.id), "input-1");
  assert.deepEqual(await sent(), []);

  await rows.fill("[1,");
  assert.equal(
    (await problems())[1],
    'This is not JSON yet. Expecting value: line 1 column 4 (char 3). Write it like [{"key": "value"}].',
  );
  await rows.fill("[1]");
  await page.getByLabel("Pass None for limit").check();
  assert.deepEqual(await problems(), []);
  await page.getByRole("button", { name: "Run" }).click();
  const [run] = await sent();
  assert.ok(run?.kind === "run");
  assert.deepEqual(run.inputs.slice(1, 4), [
    ["limit", "null"],
    ["strict", "false"],
    ["rows", "[1]"],
  ]);
  await page.close();
});

test("Escape cancels and goes back to the last report; what was typed survives hiding", async () => {
  const first = await openPanel(browser, files);
  await first.show({ kind: "report", report: succeeded });
  await first.show(ask);
  await first.page.keyboard.type("typed ");
  await first.page.waitForFunction(() => JSON.stringify(window.savedPage ?? "").includes("typed "));
  const saved = await first.saved();
  await first.page.close();

  const { page, show, sent } = await openPanel(browser, files, { saved });
  await show(ask);
  assert.match(await page.getByLabel("text", { exact: true }).inputValue(), /typed /);
  await page.getByLabel("limit", { exact: true }).press("Escape");
  assert.deepEqual(await sent(), [{ kind: "cancelAsk", node: place }]);
  assert.equal(await page.locator(".verdict .status").textContent(), "Succeeded");
  await page.close();
});

test("items on one line come broken into lines, and go out as they are typed", async () => {
  const { page, show, sent } = await openPanel(browser, files);
  const initialText = '[{"json": {"big": 12345678901234567890, "price": 1.0}}]';
  await show({ kind: "ask", node, fields: [{ name: "items", type: "array[object]", initialText }] });
  const items = page.getByLabel("items", { exact: true });
  const lines = [
    "[",
    "  {",
    '    "json": {',
    '      "big": 12345678901234567890,',
    '      "price": 1.0',
    "    }",
    "  }",
    "]",
  ];
  assert.equal(await items.inputValue(), lines.join("\n"));
  const { height } = (await items.boundingBox()) ?? { height: 0 };
  const lineHeight = await items.evaluate((area) => Number.parseFloat(getComputedStyle(area).lineHeight));
  assert.ok(height > lines.length * lineHeight, `${height} pixels`);
  await items.fill('[{"json": {}},\n {"json": {}}]');
  await page.keyboard.press("Control+Enter");
  assert.deepEqual(await sent(), [{ kind: "run", node: place, inputs: [["items", '[{"json": {}},\n {"json": {}}]']] }]);
  await page.close();
});

test("an empty list of items has room to write in", async () => {
  const { page, show } = await openPanel(browser, files, { width: 300 });
  await show({ kind: "ask", node, fields: [{ name: "items", type: "array[object]" }] });
  const items = page.getByLabel("items", { exact: true });
  assert.equal(await items.inputValue(), "[]");
  const { height } = (await items.boundingBox()) ?? { height: 0 };
  const lineHeight = await items.evaluate((area) => Number.parseFloat(getComputedStyle(area).lineHeight));
  assert.ok(height > 5 * lineHeight, `${height} pixels`);
  await page.close();
});
