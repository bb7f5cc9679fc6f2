import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { RunningMessage } from "../../src/panel/messages.ts";
import { launchChromium } from "../vscode-host/chromium.ts";
import { buildPanel, openPanel } from "./panel-page.ts";
import { failedWithEverything, node, succeeded } from "./sample-reports.ts";

const place = { path: node.path, nodeId: node.nodeId };
const running: RunningMessage = {
  kind: "running",
  node,
  elapsedMs: 3200,
  timeLimitMs: 10_000,
  attempt: 1,
  attempts: 3,
};

let browser: Browser;
let files: ReturnType<typeof buildPanel>;
before(async () => {
  files = buildPanel();
  browser = await launchChromium();
});
after(() => browser.close());

test("a run ticks, is stopped once, and gives way to its report", async () => {
  const { page, show, sent, complaints } = await openPanel(browser, files);
  await show({ kind: "report", report: failedWithEverything });
  await show(running);
  const status = page.locator(".verdict .status");
  assert.equal(await status.textContent(), "Running");
  assert.equal(await page.getByRole("status").textContent(), "Running Summarise ticket");
  await page.getByText(/^3\.[4-9] s of 10 s · attempt 1 of 3$/).waitFor();
  // The report before is still to be seen, but not to be used.
  assert.equal(await page.locator(".outdated[inert] .section-outputs").count(), 1);

  const stop = page.getByRole("button", { name: "Stop" });
  await stop.click();
  assert.equal(await stop.isDisabled(), true);
  assert.equal(await status.textContent(), "Stopping");
  await show({ ...running, attempt: 2, waitingMs: 800 });
  await page.getByText(/^attempt 2 of 3 starts in 0\.[0-7] s$/).waitFor();
  assert.equal(await status.textContent(), "Stopping");
  assert.deepEqual(await sent(), [{ kind: "stop", node: place }]);

  await show({ kind: "report", report: succeeded });
  assert.equal(await status.textContent(), "Succeeded");
  await show(running);
  assert.equal(await status.textContent(), "Running");
  assert.equal(await stop.isDisabled(), false);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("while a run waits for packages its time does not count", async () => {
  const { page, show } = await openPanel(browser, files);
  await show({ ...running, elapsedMs: 0, preparing: "Python packages" });
  await page.waitForTimeout(300);
  assert.equal(await page.locator(".verdict .status").textContent(), "Waiting");
  assert.equal(await page.locator(".timing").textContent(), "for Python packages");
  assert.equal(await page.getByRole("button", { name: "Stop" }).isEnabled(), true);
  await show({ ...running, elapsedMs: 0 });
  await page.getByText(/^0\.\d s of 10 s/).waitFor();
  await page.close();
});

test("a run of another node does not show this one's report", async () => {
  const { page, show } = await openPanel(browser, files);
  await show({ kind: "report", report: succeeded });
  await show({ ...running, node: { ...node, nodeId: "other" } });
  assert.equal(await page.locator("main").textContent(), "");
  await page.close();
});

test("the history opens a run and goes back", async () => {
  const { page, show, sent } = await openPanel(browser, files);
  const entry = { status: "failed", elapsedMs: 14, finishedAtMs: 1.79e12, summary: "Output tags is missing." } as const;
  await show({ kind: "report", report: succeeded, position: { index: 0, count: 2 } });
  await show({ kind: "history", node, entries: [{ ...entry, status: "succeeded" }, entry] });
  await page.getByRole("button", { name: /Failed.*Output tags is missing\./ }).click();
  assert.deepEqual(await sent(), [{ kind: "openHistory", node: place, index: 1 }]);
  await page.getByRole("button", { name: "Back to the report" }).click();
  assert.equal(await page.locator(".verdict .status").textContent(), "Succeeded");
  await page.close();
});

test("reduced motion: the sign of a run stands still", async () => {
  const { page, show } = await openPanel(browser, files);
  await show(running);
  const animation = () =>
    page.evaluate(() => getComputedStyle(document.querySelector(".codicon-loading") as Element).animationName);
  assert.notEqual(await animation(), "none");
  await page.emulateMedia({ reducedMotion: "reduce" });
  assert.equal(await animation(), "none");
  await page.close();
});
