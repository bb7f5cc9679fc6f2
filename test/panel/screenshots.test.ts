import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { ToPage } from "../../src/panel/messages.ts";
import { launchChromium } from "../vscode-host/chromium.ts";
import { buildPanel, openPanel } from "./panel-page.ts";
import { branchedItems, emptyItems, failedItems, itemsNode, plainItems } from "./sample-items.ts";
import { exception, failedWithEverything, flood, node, strange, succeeded } from "./sample-reports.ts";
import { type ThemeName, themes } from "./themes.ts";

const height = 400;
const folder = join(process.cwd(), "test-results", "panel");

const pictures: Readonly<Record<string, ToPage>> = {
  idle: { kind: "idle" },
  problem: {
    kind: "problem",
    message: 'The node "Summarise ticket" is no longer in support-bot.yml. Open the file and run it again.',
  },
  succeeded: { kind: "report", report: succeeded, position: { index: 2, count: 5 } },
  failed: { kind: "report", report: failedWithEverything, position: { index: 0, count: 2 } },
  exception: { kind: "report", report: exception },
  flood: { kind: "report", report: flood },
  strange: { kind: "report", report: strange },
  items: { kind: "report", report: plainItems },
  branches: { kind: "report", report: branchedItems },
  "no-items": { kind: "report", report: emptyItems },
  "failed-items": { kind: "report", report: failedItems },
  running: { kind: "running", node, elapsedMs: 3200, timeLimitMs: 10_000, attempt: 2, attempts: 3 },
  packages: {
    kind: "running",
    node,
    elapsedMs: 0,
    timeLimitMs: 10_000,
    attempt: 1,
    attempts: 1,
    preparing: "Python packages",
  },
  waiting: { kind: "running", node, elapsedMs: 0, timeLimitMs: 10_000, attempt: 2, attempts: 3, waitingMs: 800 },
  form: {
    kind: "ask",
    node,
    fields: [
      { name: "llm_output", type: "string", source: "LLM", initialText: '"Name: Printer\\nIt prints blank pages."' },
      { name: "limit", type: "number", source: "Start", initialText: "1.0" },
      { name: "strict", type: "boolean", initialText: "true" },
      { name: "rows", type: "array[object]", initialText: '[{"id": 1}, {"id": 2}]' },
      { name: "anything", initialText: "null" },
    ],
  },
  "items-form": {
    kind: "ask",
    node: itemsNode,
    fields: [
      {
        name: "items",
        type: "array[object]",
        source: "Get orders",
        initialText: '[{"json": {"order": 1001, "total": 12.50}}, {"json": {"order": 1002, "total": null}}]',
      },
    ],
  },
  history: {
    kind: "history",
    node,
    entries: [
      { status: "failed", elapsedMs: 14, finishedAtMs: 1.79e12, summary: "Output tags is missing." },
      {
        status: "succeeded",
        elapsedMs: 12.3,
        finishedAtMs: 1.7899999e12,
        summary: 'summary: "Printer on floor 3", score: 1.0',
      },
      {
        status: "exception",
        elapsedMs: 1200,
        finishedAtMs: 1.7899998e12,
        summary: "ZeroDivisionError: division by zero",
      },
    ],
  },
};

let browser: Browser;
let files: ReturnType<typeof buildPanel>;
before(async () => {
  mkdirSync(folder, { recursive: true });
  files = buildPanel();
  browser = await launchChromium();
});
after(() => browser.close());

const shapes = [
  ...Object.keys(themes).map((theme) => ({ name: theme, theme: theme as ThemeName, width: 1120 })),
  { name: "narrow", theme: "dark" as const, width: 300 },
];

for (const { name, theme, width } of shapes) {
  test(`every screen fits and draws without a complaint: ${name}`, async () => {
    const { page, show, complaints } = await openPanel(browser, files, { theme, width, height });
    const draw = async (picture: string) => {
      const [scrollWidth, clientWidth, hidden] = await page.evaluate(() => {
        const main = document.querySelector("main") as HTMLElement;
        return [main.scrollWidth, main.clientWidth, main.scrollHeight - main.clientHeight];
      });
      // The whole content comes into the picture.
      await page.setViewportSize({ width, height: Math.min(height + hidden, 2400) });
      await page.screenshot({ path: join(folder, `${picture}-${name}.png`), animations: "disabled" });
      await page.setViewportSize({ width, height });
      assert.equal(scrollWidth, clientWidth, `${picture} is wider than the panel`);
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll("body *")]
          // A table wider than its place scrolls in it.
          .filter(
            (element) => element.getBoundingClientRect().right > innerWidth && !element.closest(".item-scroll > *"),
          )
          .map((element) => element.outerHTML.slice(0, 200)),
      );
      assert.deepEqual(outside, [], `${picture} sticks out`);
    };
    for (const [picture, message] of Object.entries(pictures)) {
      await show(message);
      await draw(picture);
    }
    await show({ kind: "report", report: branchedItems });
    await page.locator(".item-row").nth(1).click();
    await page.getByRole("treegrid", { name: "Output, 5 items" }).locator(".item-row").nth(3).hover();
    await draw("items-unfolded");
    await page.getByRole("button", { name: "JSON", exact: true }).click();
    await draw("items-as-json");
    await show({ kind: "report", report: { ...strange, title: "Unfolded", outputs: succeeded.outputs } });
    const folded = page.locator('[role="treeitem"][aria-expanded="false"] > .tree-row');
    while ((await folded.count()) > 0) await folded.first().click();
    await page.keyboard.press("ArrowDown");
    await draw("unfolded");
    assert.deepEqual(complaints, []);
    await page.close();
  });
}
