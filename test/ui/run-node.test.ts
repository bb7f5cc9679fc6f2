import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { FrameLocator, Page } from "playwright-core";
import {
  clickCodeLens,
  goToLine,
  openFile,
  panelFrame,
  problems,
  quickInputRow,
  runCommand,
  until,
} from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";
import { firstNodeLine } from "./example-places.ts";

// The whole way on the screen of a real VS Code with the packed extension: findings, lens, inputs, run, results.

const host = examplesHost();

for (const theme of ["dark", "light"] as const) {
  test(`▶ Run asks for the inputs and shows the judged result, ${theme}`, () =>
    inWorkbench(host(), `run-${theme}`, { theme, file: "dify/support-ticket.yml" }, async (page) => {
      await goToLine(page, firstNodeLine("support-ticket.yml"));
      const panel = panelFrame(page);
      const field = panel.getByRole("textbox", { name: "llm_output", exact: true });
      await clickCodeLens(page, "▶ Run", field);
      await field.fill("Name: Ada\nScore: 7");
      await screenshot(page, `form-${theme}`);
      await panel.getByRole("button", { name: "Run", exact: true }).click();
      await shows(panel, "Succeeded");
      await shows(panel, '"Ada"');
      await screenshot(page, `result-${theme}`);

      // The second time, what was typed is still there, and the keyboard is enough.
      await clickCodeLens(page, "▶ Run", field);
      assert.equal(await field.inputValue(), "Name: Ada\nScore: 7");
      await field.press("Control+Enter");
      await shows(panel, "Succeeded");
    }));

  test(`findings are underlined and explained, ${theme}`, () =>
    inWorkbench(host(), `findings-${theme}`, { theme, file: "dify/mistakes.yml" }, async (page) => {
      const rows = await problems(page);
      const explained = page.locator(".monaco-hover:visible").filter({ hasText: "so the node fails on this path" });
      await until(explained, async () => {
        await rows.filter({ hasText: "missing-output" }).first().dblclick();
        await page.locator(".squiggly-error").first().waitFor();
        await runCommand(page, "Show or Focus Hover");
      });
      await screenshot(page, `findings-${theme}`);
    }));
}

test("Stop ends an endless loop, and the next run is fine", () =>
  inWorkbench(host(), "stop", { file: "dify/when-it-fails.yml" }, async (page) => {
    const panel = await runNode(page, "Never ends", { seconds: "60" });
    await panel.getByRole("button", { name: "Stop" }).click();
    await shows(panel, /stopped/i);
    await screenshot(page, "stopped");
    const next = await runNode(page, "Divide", { total: "10", people: "4" });
    await shows(next, "Succeeded");
    await shows(next, "2.5");
  }));

/** Of the example, where "Divide" divides. */
const dividingLine =
  readFileSync("examples/dify/when-it-fails.yml", "utf8")
    .split("\n")
    .findIndex((line) => /total \/ people/.test(line)) + 1;

test("an error links to its line in the node's own file, and to the same line in the workflow", () =>
  inWorkbench(host(), "error-link", { file: "dify/when-it-fails.yml" }, async (page) => {
    const panel = await runNode(page, "Divide", { total: "10", people: "0" });
    await shows(panel, "Failed");
    await shows(panel, "ZeroDivisionError");
    await screenshot(page, "error");
    const place = page.locator(".statusbar-item").filter({ hasText: /Ln \d+, Col \d+/ });
    const active = page.locator(".tab.active");
    await panel
      .getByRole("button", { name: /^line \d+/i })
      .first()
      .click();
    await active.filter({ hasText: "divide.py" }).waitFor();
    await place.filter({ hasText: "Ln 3," }).waitFor();
    await screenshot(page, "error-in-node-file");
    await panel.getByRole("button", { name: "in when-it-fails.yml" }).click();
    await active.filter({ hasText: "when-it-fails.yml" }).waitFor();
    await place.filter({ hasText: `Ln ${dividingLine},` }).waitFor();
    await screenshot(page, "error-in-workflow");
  }));

test("what other targets say, and what flows on after a failure, need no scrolling", () =>
  inWorkbench(host(), "elsewhere", { file: "dify/releases.yml" }, async (page) => {
    const panel = await runNode(page, "A key nobody declared", { text: "why is it so" });
    await shows(panel, "Succeeded");
    assert.deepEqual(await panel.locator(".elsewhere-rows .word").allTextContents(), Array(5).fill("Failed"));
    assert.ok(await isOnScreen(panel, ".elsewhere-rows .row"));
    await screenshot(page, "elsewhere");
    await openFile(page, "when-it-fails.yml");
    const next = await runNode(page, "Use default values", { order: "{}" });
    await shows(next, "What flows on");
    assert.ok(await isOnScreen(next, "#title-flowing"));
    await screenshot(page, "fallback");
  }));

test("a node file runs by its lens, a saved case by Run with…", () =>
  inWorkbench(host(), "node-file", { file: "orders/clean_orders.py" }, async (page) => {
    const choice = quickInputRow(page, "happy path");
    await clickCodeLens(page, "Run with…", choice);
    await screenshot(page, "run-with");
    await choice.first().click();
    await shows(panelFrame(page), "Succeeded");
    await screenshot(page, "node-file");
  }));

/** Runs the node by the palette, as one does without a mouse. */
async function runNode(page: Page, title: string, inputs: Readonly<Record<string, string>>): Promise<FrameLocator> {
  await runCommand(page, "Code Nodes: Run Node…");
  await quickInputRow(page, title).first().click();
  const panel = panelFrame(page);
  for (const [name, value] of Object.entries(inputs))
    await panel.getByRole("textbox", { name, exact: true }).fill(value);
  await panel.getByRole("button", { name: "Run", exact: true }).click();
  return panel;
}

async function isOnScreen(panel: FrameLocator, selector: string): Promise<boolean> {
  return panel
    .locator(selector)
    .first()
    .evaluate(
      (element) => element.getBoundingClientRect().bottom <= element.ownerDocument.documentElement.clientHeight,
    );
}

async function shows(panel: FrameLocator, text: string | RegExp): Promise<void> {
  await panel.getByText(text).first().waitFor({ timeout: 60_000 });
}
