import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "../vscode-host/chromium.ts";
import { buildPanel, openPanel } from "./panel-page.ts";
import { strange, succeeded } from "./sample-reports.ts";

let browser: Browser;
let files: ReturnType<typeof buildPanel>;
before(async () => {
  files = buildPanel();
  browser = await launchChromium();
});
after(() => browser.close());

test("a tree is walked with the keyboard alone", async () => {
  const { page, show, sent, complaints } = await openPanel(browser, files);
  await show({ kind: "report", report: succeeded });
  const focused = () =>
    page.evaluate(() => {
      const item = document.activeElement;
      const line = item?.querySelector(".tree-row")?.textContent?.replaceAll(/\s+/g, " ").trim();
      return `${item?.ariaLevel} ${item?.ariaExpanded ?? "leaf"} ${line}`;
    });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    return focused();
  };

  await page.getByRole("tree", { name: "ticket" }).getByRole("treeitem").first().focus();
  assert.equal(await focused(), '1 false {id: 4711, opened: "2026-11-16", owner: null, lines: […], …} 5 keys');
  assert.equal(await press("ArrowRight"), "1 true 5 keys");
  assert.equal(await press("ArrowRight"), "2 leaf id: 4711");
  assert.equal(await press("ArrowDown", "ArrowDown"), "2 leaf owner: null");
  assert.equal(
    await press("ArrowDown", "Enter", "ArrowRight", "End"),
    '2 false place: {floor: 3, room: "3.14", open: true} 3 keys',
  );
  assert.equal(await press("ArrowUp"), '3 false 1: "Since Monday.\\nToner is full."');
  assert.equal(await press(" "), "3 true 1: 28 characters");
  assert.equal(await page.locator(".tree .long-text").textContent(), "Since Monday.\nToner is full.");
  assert.equal(await press("ArrowLeft", "ArrowLeft"), "2 true lines: 2 elements");
  await page.keyboard.press("Control+c");
  assert.deepEqual(await sent(), [
    {
      kind: "copyValue",
      text: JSON.stringify(["Printer on floor 3 prints blank pages.", "Since Monday.\nToner is full."], null, 2),
    },
  ]);

  // Tab leaves the tree as a whole and comes back to the item it left.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Copy ticket as JSON");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(), "2 true lines: 2 elements");
  assert.equal(
    await press("Home", "ArrowLeft"),
    '1 false {id: 4711, opened: "2026-11-16", owner: null, lines: […], …} 5 keys',
  );
  assert.equal(await page.locator(".tree [tabindex='0']").count(), await page.getByRole("tree").count());
  assert.deepEqual(complaints, []);
  await page.close();
});

test("ten thousand elements cost what is looked at", async () => {
  const { page, show } = await openPanel(browser, files);
  await show({ kind: "report", report: strange });
  const elements = () => page.evaluate(() => document.querySelectorAll("*").length);
  const rows = page.getByRole("tree", { name: "rows" });
  const folded = await elements();
  assert.ok(folded < 600, `${folded} elements`);
  await rows.getByRole("treeitem").first().press("ArrowRight");
  assert.equal(await rows.getByRole("treeitem").count(), 101);
  await rows.getByText("9900 – 9999").click();
  assert.equal(await rows.getByRole("treeitem").count(), 201);
  assert.match((await rows.getByRole("treeitem").last().textContent()) ?? "", /9999:\s+\{id: 9999, name: "row 9999"\}/);
  const unfolded = await elements();
  assert.ok(unfolded < 4000, `${unfolded} elements`);
  await page.close();
});

test("a megabyte of text is folded, and unfolds a part at a time", async () => {
  const { page, show } = await openPanel(browser, files);
  await show({ kind: "report", report: strange });
  const text = page.getByRole("tree", { name: "huge_text" });
  assert.match((await text.textContent()) ?? "", /1,000,000 characters/);
  assert.ok(((await text.textContent()) ?? "").length < 300);
  await text.getByRole("treeitem").press("Enter");
  assert.equal((await text.locator(".long-text").textContent())?.length, 20_000);
  await text.getByRole("button", { name: "Show 20,000 more of 980,000 hidden characters" }).click();
  assert.equal((await text.locator(".long-text").textContent())?.length, 40_000);
  await page.close();
});
