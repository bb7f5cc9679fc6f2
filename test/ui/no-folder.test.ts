import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clickCodeLens, editorTab, eventually, panelFrame, runCommand } from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";

// A workflow file that is opened alone, in a window without a folder.

const host = examplesHost();

test("without a workspace folder a node's code is opened, saved back and run", () =>
  inWorkbench(host(), "no-folder", { withoutFolder: true, file: "n8n/first-steps.json" }, async (page, workspace) => {
    const workflow = join(workspace, "n8n/first-steps.json");
    const before = readFileSync(workflow, "utf8");
    await clickCodeLens(page, "Edit code", editorTab(page, "the-code-of-a-new-node.js"));
    await page.locator(".editor-instance .view-lines").first().click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("const alone = 1;");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+S");
    await eventually(page, () => readFileSync(workflow, "utf8").includes('"const alone = 1;\\n'));
    assert.equal(readFileSync(workflow, "utf8").replace("const alone = 1;\\n", ""), before);
    await runCommand(page, "Code Nodes: Run Node…");
    await panelFrame(page).getByText("Succeeded", { exact: true }).first().waitFor();
    await screenshot(page, "no-folder");
  }));
