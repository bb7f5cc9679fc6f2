import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { RunReport } from "../../src/core/run/report.ts";
import { launchChromium } from "../vscode-host/chromium.ts";
import { buildPanel, openPanel, type PanelOptions, type PanelPage } from "./panel-page.ts";
import { branchedItems, emptyItems, failedItems, itemsReport, manyItems, plainItems } from "./sample-items.ts";
import { succeeded } from "./sample-reports.ts";

let browser: Browser;
let files: ReturnType<typeof buildPanel>;
before(async () => {
  files = buildPanel();
  browser = await launchChromium();
});
after(() => browser.close());

/** Opens the panel with a report and checks at the end that the page never complained. */
function itemsTest(
  name: string,
  report: RunReport,
  body: (panel: PanelPage, page: Page) => Promise<void>,
  options?: PanelOptions,
): void {
  test(name, async () => {
    const panel = await openPanel(browser, files, options);
    await panel.show({ kind: "report", report });
    await body(panel, panel.page);
    assert.deepEqual(panel.complaints, []);
    await panel.page.close();
  });
}

const table = (page: Page, name: string) => page.getByRole("treegrid", { name });
const rows = (page: Page, name: string) => table(page, name).locator(".item-row");
const titles = (page: Page) => page.locator("h2, h3").allTextContents();

/** What is seen in a table: the text of its cells, without what only a screen reader says. */
async function cells(page: Page, name: string): Promise<readonly (readonly string[])[]> {
  return table(page, name)
    .locator("thead tr, .item-row")
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.children].map((cell) => {
          const seen = cell.cloneNode(true) as Element;
          for (const unseen of seen.querySelectorAll(".unseen")) unseen.remove();
          return (seen.textContent ?? "").replaceAll(/\s+/g, " ").trim();
        }),
      ),
    );
}

/** The rows that stand out, as "list index". */
const paired = (page: Page) =>
  page.locator(".item.paired").evaluateAll((all) =>
    all.map((item) => {
      const list = item.closest("table")?.getAttribute("aria-label")?.split(",")[0];
      return `${list} ${item.querySelector(".number-of")?.textContent}`;
    }),
  );

itemsTest("every item is a row, its json's keys are columns", branchedItems, async (_panel, page) => {
  assert.deepEqual(await titles(page), ["Items", "Input · 4 items", "Output · 5 items", "Error branch · 1 item"]);
  assert.deepEqual(await cells(page, "Input, 4 items"), [
    ["", "order", "customer", "total", "lines", "paid", "beside json"],
    ["0", "1001", "Ann", "12.50", "[{…}]", "true", ""],
    ["1", "1002", "Øyvind Grønnestad", '"12.50"', "[]", "false", ""],
    ["2", "1003", '""', "null", "[{…}, {…}]", "", ""],
    ["3", "1004", "Li", "0", "[]", "true", "binary: invoice"],
  ]);
  assert.deepEqual(await cells(page, "Output, 5 items"), [
    ["", "order", "price", "note", "due", "sum", "orders", "made", "beside json"],
    ["0← 0", "1001", "12.50 EUR", "first line\\nsecond line", "", "", "", "", ""],
    ["1← 1", "1002", "12.50 EUR", "", "2026-12-24", "", "", "", ""],
    ["2← 3", "1004", "0.00 EUR", "", "", "", "", "", "binary: invoice"],
    ["3← 0, 1", "", "", "", "", "25.00", "{first: 1001, last: 1002}", "", ""],
    ["4–", "", "", "", "", "", "", "here", ""],
  ]);
  assert.equal((await cells(page, "Error branch, 1 item"))[1]?.[0], "0← 2");
});

itemsTest("strings are told from what they look like", plainItems, async ({ show }, page) => {
  const texts = ["true", "null", "-1e5", " ", "a ", "[1]", '"a"', "1.2.3", "Ann", "2026-11-16", "NaN", "+49"];
  const input = JSON.stringify([{ json: Object.fromEntries(texts.map((text, at) => [`c${at}`, text])) }]);
  await show({ kind: "report", report: itemsReport({ input, items: "[]" }) });
  const seen = await rows(page, "Input, 1 item").locator("td .string").allTextContents();
  assert.deepEqual(seen, [
    ...['"true"', '"null"', '"-1e5"', '" "', '"a "', '"[1]"', '""a""', "1.2.3", "Ann", "2026-11-16", '"NaN"', "+49"],
  ]);
});

itemsTest("an item and those that it is paired with stand out together", branchedItems, async (_panel, page) => {
  await rows(page, "Output, 5 items").nth(3).hover();
  assert.deepEqual(await paired(page), ["Input 0", "Input 1"]);
  await rows(page, "Input, 4 items").nth(0).hover();
  assert.deepEqual(await paired(page), ["Output 0", "Output 3"]);
  await rows(page, "Input, 4 items").nth(2).hover();
  assert.deepEqual(await paired(page), ["Error branch 0"]);
  await rows(page, "Output, 5 items").nth(4).hover();
  assert.deepEqual(await paired(page), []);
  await rows(page, "Error branch, 1 item").nth(0).hover();
  assert.deepEqual(await paired(page), ["Input 2"]);
  await page.getByRole("heading", { name: "Items", exact: true }).hover();
  assert.deepEqual(await paired(page), []);
  // The same for the focus.
  await rows(page, "Output, 5 items").nth(0).focus();
  assert.deepEqual(await paired(page), ["Input 0"]);
  await page.keyboard.press("ArrowDown");
  assert.deepEqual(await paired(page), ["Input 1"]);
});

itemsTest("the pairing is said to a screen reader", branchedItems, async (_panel, page) => {
  const heads = async (name: string) =>
    (await table(page, name).getByRole("rowheader").allTextContents()).map((text) =>
      text.replaceAll(/\s+/g, " ").trim(),
    );
  assert.deepEqual(
    (await heads("Output, 5 items")).map((text) => text.replace(/^\d(?:← [\d, ]+\d|← \d|–)/, "")),
    [", from item 0", ", from item 1", ", from item 3", ", from item 0, 1", ", not paired"],
  );
  assert.deepEqual(await heads("Input, 4 items"), [
    "0, to output item 0, output item 3",
    "1, to output item 1, output item 3",
    "2, to error item 0",
    "3, to output item 2",
  ]);
  assert.equal(await page.getByRole("row", { name: /^1 *, from item 1 1002 12\.50 EUR/ }).count(), 1);
  assert.equal(await page.getByRole("columnheader", { name: "price" }).count(), 1);
});

itemsTest(
  "a pairing that leads nowhere, or to another input, is shown as it is",
  itemsReport({
    input: '[{"json": {}}]',
    items: `[{"json": {}, "pairedItem": 7}, {"json": {}, "pairedItem": {"item": 0, "input": 1}},
      {"json": {}, "pairedItem": [0, 0, 0, 0, 0]}]`,
  }),
  async (_panel, page) => {
    assert.deepEqual(
      (await cells(page, "Output, 3 items")).slice(1).map(([head]) => head),
      ["0← 7", "1← 0 of 1", "2← 0, 0, 0 and 2 more"],
    );
    assert.equal(await page.getByTitle("from item 7, which did not come in").count(), 1);
    await rows(page, "Output, 3 items").nth(0).hover();
    assert.deepEqual(await paired(page), []);
    await rows(page, "Output, 3 items").nth(1).hover();
    assert.deepEqual(await paired(page), []);
    await rows(page, "Input, 1 item").nth(0).hover();
    assert.deepEqual(await paired(page), ["Output 2"]);
  },
);

itemsTest("rows are walked and unfolded with the keyboard alone", branchedItems, async ({ sent }, page) => {
  const focused = () =>
    page.evaluate(() => {
      const item = document.activeElement;
      const line = item?.querySelector(".tree-row, .number-of")?.textContent?.replaceAll(/\s+/g, " ").trim();
      return `${item?.role ?? item?.getAttribute("role")} ${item?.ariaExpanded ?? "leaf"} ${line}`;
    });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    return focused();
  };
  await page.getByRole("button", { name: "Copy output as JSON" }).focus();
  assert.equal(await press("Tab"), "row false 0");
  assert.equal(await press("ArrowDown", "ArrowDown"), "row false 2");
  assert.equal(await press("ArrowRight"), "row true 2");
  assert.equal(await press("ArrowRight"), "treeitem true 3 keys");
  assert.equal(await press("ArrowDown", "ArrowDown"), "treeitem leaf order: 1004");
  assert.equal(
    await press("End"),
    'treeitem false invoice: {mimeType: "application/pdf", fileName: "invoice-1004.pdf", data: "JVBERi0xLjQK"} 3 keys',
  );
  assert.equal(await press("Home", "ArrowLeft"), "treeitem false {json: {…}, pairedItem: {…}, binary: {…}} 3 keys");
  assert.equal(await press("ArrowLeft"), "row true 2");
  assert.equal(await press("ArrowDown"), "row false 3");
  assert.equal(await press("ArrowUp", "ArrowLeft"), "row false 2");
  assert.equal(await press("End"), "row false 4");
  assert.equal(await press("Home", "Enter"), "row true 0");
  assert.equal(await press(" "), "row false 0");
  await page.keyboard.press("Control+c");
  const [copy] = await sent();
  assert.ok(copy?.kind === "copyValue");
  assert.deepEqual(JSON.parse(copy.text), {
    json: { order: 1001, price: "12.50 EUR", note: "first line\nsecond line" },
    pairedItem: { item: 0 },
  });
  assert.equal(await page.locator('.items [role="row"][tabindex="0"]').count(), 3);
});

itemsTest("a row unfolds to the whole item", branchedItems, async (_panel, page) => {
  await rows(page, "Input, 4 items").nth(3).click();
  const whole = table(page, "Input, 4 items").getByRole("tree", { name: "Item 3" });
  const lines = () => whole.locator(".tree-row").allTextContents();
  const shown = (await lines()).map((line) => line.replaceAll(/\s+/g, " ").trim());
  assert.deepEqual(shown, [
    "3 keys",
    "json: 5 keys",
    "order: 1004",
    'customer: "Li"',
    "total: 0",
    "lines: []",
    "paid: true",
    "pairedItem: 1 key",
    "item: 2",
    "binary: 1 key",
    'invoice: {mimeType: "application/pdf", fileName: "invoice-1004.pdf", data: "JVBERi0xLjQK"} 3 keys',
  ]);
  await whole.getByText("json:").click();
  assert.equal((await lines()).length, 6);
  await whole.getByText("json:").click();
  assert.equal((await lines()).length, 11);
});

itemsTest(
  "the lists are shown and copied as JSON, and stay so for the next run",
  branchedItems,
  async (panel, page) => {
    await page.getByRole("button", { name: "JSON", exact: true }).click();
    assert.equal(await page.getByRole("button", { name: "JSON", exact: true }).getAttribute("aria-pressed"), "true");
    assert.equal(await page.getByRole("treegrid").count(), 0);
    const text = await page.getByRole("region", { name: "Error branch as JSON" }).locator(".long-text").textContent();
    await page.getByRole("button", { name: "Copy error branch as JSON" }).click();
    const [copy] = await panel.sent();
    assert.deepEqual(copy, { kind: "copyValue", text });
    assert.match(text ?? "", /^\[\n {2}\{\n {4}"json": \{\n {6}"order": 1003,\n/);
    assert.match((await page.getByRole("region", { name: "Input as JSON" }).textContent()) ?? "", /"total": 12\.50,/);

    await page.waitForFunction(() => JSON.stringify(window.savedPage ?? "").includes('"itemView":"json"'));
    const again = await openPanel(browser, files, { saved: await panel.saved() });
    assert.equal(await again.page.getByRole("region", { name: "Output as JSON" }).count(), 1);
    await again.show({ kind: "report", report: { ...plainItems, nodeId: "another" } });
    assert.equal(await again.page.getByRole("region", { name: "Output as JSON" }).count(), 1);
    await again.page.getByRole("button", { name: "Table", exact: true }).click();
    assert.equal(await again.page.getByRole("treegrid").count(), 2);
    await again.page.close();
  },
);

itemsTest("what is unfolded survives the panel being hidden", branchedItems, async (panel, page) => {
  await rows(page, "Output, 5 items").nth(1).click();
  await rows(page, "Output, 5 items").nth(2).hover();
  await page.waitForFunction(() => JSON.stringify(window.savedPage ?? "").includes("items:items/1"));
  const again = await openPanel(browser, files, { saved: await panel.saved() });
  assert.equal(await again.page.getByRole("tree", { name: "Item 1" }).count(), 1);
  assert.deepEqual(await paired(again.page), []);
  await again.page.close();
});

itemsTest("a list without items is one line", emptyItems, async (_panel, page) => {
  assert.deepEqual(await titles(page), ["Items", "Input · 4 items", "Output"]);
  assert.equal(await page.getByRole("region", { name: "Output" }).getByText("No items").count(), 1);
});

itemsTest("of a run that failed, the error stands before the items", failedItems, async (_panel, page) => {
  assert.deepEqual(
    (await titles(page)).map((title) => title.replaceAll(/\s+/g, " ").trim()),
    ["Error", "Console the platform shows none of this", "Items", "Input · 4 items", "Output"],
  );
  assert.equal(
    (await page.locator(".error-description").textContent())?.trim(),
    "An output item contains the reserved key `pairedItem`. To get around this, please wrap each item in an object, under a key called `json`. Example (https://docs.n8n.io/data/data-structure/#data-structure)",
  );
});

itemsTest("items take the place of outputs, inputs and what flows on", branchedItems, async ({ show }, page) => {
  const fallback = "The items that came in flow on.";
  await show({
    kind: "report",
    report: { ...branchedItems, status: "exception", fallback, outputs: succeeded.outputs },
  });
  assert.deepEqual(await titles(page), [
    ...["Items", "Input · 4 items", "Output · 5 items", "Error branch · 1 item", "Attempts and fallback"],
  ]);
});

itemsTest("a thousand items cost what is looked at", manyItems, async (_panel, page) => {
  const output = "Output, 1,000 items";
  assert.equal(await rows(page, output).count(), 100);
  assert.deepEqual((await cells(page, output))[0]?.slice(-2), ["key_10", "+2 more"]);
  assert.deepEqual((await cells(page, output))[1]?.slice(-2), ["value 0 in column 10", "+2"]);
  await rows(page, output).first().click();
  assert.equal(await table(page, output).getByText("key_12:").count(), 1);

  const list = page.getByRole("region", { name: "Output · 1,000 items" });
  await list.getByRole("button", { name: "Show 400 more of 900 items" }).click();
  assert.equal(await rows(page, output).count(), 500);
  await list.getByRole("button", { name: "Show 400 more of 500 items" }).click();
  await list.getByRole("button", { name: "Show 100 more of 100 items" }).click();
  assert.equal(await rows(page, output).count(), 1000);
  assert.equal(await list.getByRole("button", { name: "Show" }).count(), 0);
  // The lists scroll on their own: the counterpart of the item under the pointer comes into sight.
  await rows(page, output).nth(920).hover();
  assert.deepEqual(await paired(page), ["Input 79"]);
  const [[top, bottom], [frameTop, frameBottom]] = await page.locator(".item.paired").evaluate((item) => {
    const sides = ({ top, bottom }: DOMRect) => [top, bottom] as const;
    const scroller = item.closest(".item-scroll") as Element;
    return [sides(item.getBoundingClientRect()), sides(scroller.getBoundingClientRect())] as const;
  });
  assert.ok(top >= frameTop && bottom <= frameBottom, `${top} to ${bottom} in ${frameTop} to ${frameBottom}`);
});

/** Where each list stands, as "column,row" of what is seen. */
async function places(page: Page): Promise<readonly string[]> {
  const boxes = await page.locator(".item-list").evaluateAll((all) =>
    all.map((list) => {
      const { left, top } = list.getBoundingClientRect();
      return [Math.round(left), Math.round(top)] as const;
    }),
  );
  const [lefts, tops] = [0, 1].map((at) =>
    [...new Set(boxes.map((box) => box[at]))].sort((a, b) => Number(a) - Number(b)),
  );
  return boxes.map(([left, top]) => `${lefts?.indexOf(left)},${tops?.indexOf(top)}`);
}

for (const [width, expected] of [
  [1120, ["0,0", "1,0", "2,0"]],
  [760, ["0,0", "1,0", "1,1"]],
  [300, ["0,0", "0,1", "0,2"]],
] as const) {
  itemsTest(
    `input and outputs beside each other as far as there is room: ${width} pixels`,
    branchedItems,
    async (_panel, page) => assert.deepEqual(await places(page), expected),
    { width },
  );
}
