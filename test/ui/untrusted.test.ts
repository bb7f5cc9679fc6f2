import assert from "node:assert/strict";
import { test } from "node:test";
import { clickCodeLens, goToLine, notification, runCommand, until } from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";
import { firstNodeLine } from "./example-places.ts";

// A folder that the user does not trust: its code is checked, and not run.

const host = examplesHost({ asksForTrust: true });

test("in an untrusted workspace code is checked, and running it asks for trust", () =>
  inWorkbench(host(), "untrusted", { file: "dify/mistakes.yml" }, async (page) => {
    await page.locator(".statusbar-item").filter({ hasText: "Restricted Mode" }).waitFor();
    await runCommand(page, "Explorer: Focus on Code Nodes View");
    await page.getByRole("treeitem", { name: /^declarations\.yml, Dify, .*findings$/ }).waitFor();
    await goToLine(page, firstNodeLine("mistakes.yml"));
    await page.locator(".squiggly-warning").first().waitFor();
    const notice = notification(page, "Trust the workspace first");
    await clickCodeLens(page, "▶ Run", notice);
    await screenshot(page, "untrusted");
    assert.equal(await page.locator("iframe.webview").count(), 0, "the results panel has nothing to show");
    const manage = notice.getByRole("button", { name: "Manage Workspace Trust" });
    await until(page.locator(".workspace-trust-editor"), () => manage.first().click());
  }));
