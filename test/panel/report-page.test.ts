import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { RunReport } from "../../src/core/run/report.ts";
import { launchChromium } from "../vscode-host/chromium.ts";
import { buildPanel, openPanel, type PanelPage } from "./panel-page.ts";
import { exception, failedWithEverything, flood, node, strange, succeeded } from "./sample-reports.ts";

const place = { path: node.path, nodeId: node.nodeId };

let browser: Browser;
let files: ReturnType<typeof buildPanel>;
before(async () => {
  files = buildPanel();
  browser = await launchChromium();
});
after(() => browser.close());

/** Opens the panel with a report and checks at the end that the page never complained. */
function reportTest(name: string, report: RunReport, body: (panel: PanelPage, page: Page) => Promise<void>): void {
  test(name, async () => {
    const panel = await openPanel(browser, files);
    await panel.show({ kind: "report", report });
    await body(panel, panel.page);
    assert.deepEqual(panel.complaints, []);
    await panel.page.close();
  });
}

const titles = (page: Page) =>
  page.locator("h2").evaluateAll((all) =>
    all.map((title) =>
      [...title.childNodes]
        .map((part) => (part.nodeType === Node.TEXT_NODE ? part.textContent : ""))
        .join("")
        .trim(),
    ),
  );
const row = (page: Page, section: string, name: string) =>
  page.locator(`.section-${section} .row`).filter({ has: page.getByText(name, { exact: true }) });

reportTest("a report without trouble shows outputs and inputs and nothing empty", succeeded, async (_panel, page) => {
  assert.deepEqual(await titles(page), ["Outputs", "Inputs"]);
  assert.equal(await page.locator(".verdict .status").textContent(), "Succeeded");
  assert.match((await page.locator(".timing").textContent()) ?? "", /^14 ms of 10 s$/);
  assert.equal(await page.getByRole("status").textContent(), "Succeeded: Summarise ticket, 14 ms");
  assert.equal(await page.getByRole("button", { name: "Show earlier runs" }).count(), 0);
});

const traceback =
  'Traceback (most recent call last):\n  File "code.py", line 3, in main\n    1 / 0\nZeroDivisionError: no';

const takenOver: RunReport = {
  ...exception,
  error: { type: "CodeExecutionError", message: traceback, explanation: "main() raised it.", line: 3, frames: [] },
};

reportTest(
  "what flows on stands before the error, and what that comes to before its traceback",
  takenOver,
  async (_panel, page) => {
    const shown = await titles(page);
    assert.ok(shown.indexOf("Attempts and fallback") < shown.indexOf("Error"), shown.join());
    assert.match(
      (await page.locator(".section-error").allInnerTexts()).join().replaceAll(/\s+/g, " "),
      /CodeExecutionError main\(\) raised it\. Line 3 .*Traceback/,
    );
  },
);

const alike = { status: "failed", error: { type: "CodeNodeError", message: "Not all.", frames: [] } } as const;
const elsewhereAlike: RunReport = {
  ...succeeded,
  elsewhere: [
    { target: "1.16", targetLabel: "Dify · 1.16", ...alike },
    { target: "1.13", targetLabel: "Dify · 1.13", ...alike },
    { target: "1.9", targetLabel: "Dify · 1.9", status: "failed", error: { ...alike.error, message: "Others." } },
    { target: "1.8", targetLabel: "Dify · 1.8", status: "succeeded" },
    { target: "1.7", targetLabel: "Dify · 1.7", status: "succeeded" },
  ],
};

reportTest("a target that ends like the one above says so", elsewhereAlike, async (_panel, page) => {
  const rows = await page.locator(".elsewhere-rows .row").allInnerTexts();
  assert.deepEqual(
    rows.map((text) => text.replaceAll(/\s+/g, " ").trim()),
    [
      "Dify · 1.16 Failed CodeNodeError: Not all.",
      "Dify · 1.13 Failed likewise",
      "Dify · 1.9 Failed CodeNodeError: Others.",
      "Dify · 1.8 Succeeded",
      "Dify · 1.7 Succeeded",
    ],
  );
});

reportTest("every part with data is shown, in order", failedWithEverything, async (_panel, page) => {
  assert.deepEqual(await titles(page), [
    "Outputs",
    "Dropped keys",
    "Error",
    "Console",
    "Attempts and fallback",
    "Elsewhere",
    "Notes",
    "Inputs",
  ]);
  const marks = await page.locator(".section-outputs .mark").evaluateAll((all) => all.map((mark) => mark.ariaLabel));
  assert.deepEqual(marks, ["kept", "altered", "violation", "missing", "kept", "not reached"]);
  const score = (await row(page, "outputs", "score").textContent()) ?? "";
  assert.match(score, /0\.123456789012/);
  assert.match(
    score,
    /has too high precision, it must be less than 10 digits\.\s+12 of 10 decimals\s+CODE_MAX_PRECISION/,
  );
  assert.match(score, /Round it: round\(score, 10\)\./);
  assert.match((await page.locator(".timing").textContent()) ?? "", /attempt 2 of 2$/);
  assert.match((await page.locator(".section-console h2").textContent()) ?? "", /the platform shows none of this/);
});

reportTest(
  "what an error strategy puts in place is shown, outputs not reached are one line",
  exception,
  async (_panel, page) => {
    assert.equal(await page.locator(".section-outputs .row").count(), 1);
    assert.match(
      (await page.locator(".section-attempts .fallback").textContent()) ?? "",
      /The default values took over/,
    );
    const flowing = await page.getByRole("list", { name: "What flows on" }).locator(".name").allTextContents();
    assert.deepEqual(flowing, ["summary", "score", "ticket", "error_message", "error_type"]);
  },
);

reportTest("links and buttons say to the extension what they are about", exception, async ({ show, sent }, page) => {
  await page.getByRole("button", { name: "Line 4" }).click();
  await page.getByRole("button", { name: "in support-bot.yml" }).first().click();
  await page.getByRole("button", { name: "Run again" }).click();
  await page.getByRole("button", { name: "Edit the inputs and run" }).click();
  await page.getByRole("button", { name: "Copy limit as JSON" }).click();
  await show({ kind: "report", report: failedWithEverything, position: { index: 1, count: 3 } });
  assert.equal(await page.getByText("run 2 of 3").count(), 1);
  await page.getByRole("button", { name: "Show in code" }).first().click();
  await page.getByRole("button", { name: "Show earlier runs" }).click();
  const [line, workflow, again, edit, copy, output, history] = await sent();
  assert.deepEqual(line, { kind: "openCode", node: place, in: "node", line: 4, column: 12 });
  assert.deepEqual(workflow, { kind: "openCode", node: place, in: "workflow", line: 9 });
  assert.ok(again?.kind === "runAgain" && edit?.kind === "editInputs");
  assert.deepEqual(again.inputs.slice(1), [
    ["limit", "1.0"],
    ["big", "123456789012345678901234567890"],
  ]);
  assert.deepEqual(edit.inputs, again.inputs);
  assert.deepEqual(copy, { kind: "copyValue", text: "1.0" });
  assert.deepEqual(output, { kind: "showOutput", node: place, output: "score" });
  assert.deepEqual(history, { kind: "showHistory", node: place });
});

reportTest("a node file has one link per frame", { ...exception, path: "nodes/summarise.py" }, async (_panel, page) => {
  assert.deepEqual(await page.locator(".frames button").allTextContents(), ["Line 9", "Line 4"]);
});

reportTest("a flood on the console is laid out a part at a time", flood, async ({ sent }, page) => {
  assert.equal(await page.locator(".console-line").count(), 50);
  await page.getByRole("button", { name: "Show 500 more lines of 19,950 lines" }).click();
  assert.equal(await page.locator(".console-line").count(), 550);
  await page.getByRole("button", { name: "Copy everything" }).click();
  const [copy] = await sent();
  assert.ok(copy?.kind === "copyValue" && copy.text.endsWith("line 19999: still looking\n"));
});

reportTest("characters that would not be seen are spelled out", strange, async (_panel, page) => {
  assert.deepEqual(await row(page, "outputs", "control").locator(".spelled").allTextContents(), [
    "\\u0000",
    "\\t",
    "\\u001b",
    "\\u200b",
    "\\ufeff",
  ]);
  assert.deepEqual(await row(page, "outputs", "rtl").locator(".spelled").allTextContents(), ["\\u202e", "\\u202c"]);
  // The joiners of an emoji stay; half a pair of surrogates does not.
  assert.deepEqual(await row(page, "outputs", "emoji").locator(".spelled").allTextContents(), ["\\ud800"]);
});

test("what is shown survives the panel being hidden, scrolled and unfolded as it was", async () => {
  const first = await openPanel(browser, files, { height: 300 });
  await first.show({ kind: "report", report: failedWithEverything });
  await first.page.getByRole("treeitem").first().press("ArrowRight");
  await first.page.evaluate(() => document.querySelector("main")?.scrollTo(0, 120));
  await first.page.waitForFunction(() => (window.savedPage as { scrollTop?: number } | undefined)?.scrollTop === 120);
  const saved = await first.saved();
  const text = await first.page.locator("main").textContent();
  await first.page.close();

  const second = await openPanel(browser, files, { height: 300, saved });
  assert.equal(await second.page.locator("main").textContent(), text);
  assert.equal(await second.page.evaluate(() => document.querySelector("main")?.scrollTop), 120);
  // The extension repeats its last message to a page that is ready: nothing changes.
  await second.show({ kind: "report", report: failedWithEverything });
  assert.equal(await second.page.locator("main").textContent(), text);
  assert.equal(await second.page.evaluate(() => document.querySelector("main")?.scrollTop), 120);
  await second.page.close();
});
