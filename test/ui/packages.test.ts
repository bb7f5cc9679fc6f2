import assert from "node:assert/strict";
import { test } from "node:test";
import { panelFrame, quickInputRow, runCommand } from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";

const host = examplesHost();

test("a node that imports numpy asks before anything is downloaded; after a no the panel says what to do", () =>
  inWorkbench(host(), "packages", { file: "dify/packages.yml" }, async (page) => {
    await runCommand(page, "Code Nodes: Run Node…");
    await quickInputRow(page, "Mean with pandas").first().click();
    const panel = panelFrame(page);
    await panel.getByRole("textbox", { name: "data", exact: true }).fill('[{"values": 1}]');
    await panel.getByRole("button", { name: "Run", exact: true }).click();
    const question = page.getByRole("dialog");
    await question.getByText("numpy 2").first().waitFor();
    assert.equal(await panel.locator(".verdict .timing").textContent(), "for Python packages");
    await screenshot(page, "packages-question");
    await question.getByRole("button", { name: "Not now" }).click();
    await panel.getByText("Not run").first().waitFor();
    await panel.getByText("codeNodes.python.packages.source").first().waitFor();
    await screenshot(page, "packages-declined");
  }));
