import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSource } from "../../src/core/sources/source-file.ts";
import {
  clickCodeLens,
  editorLine,
  eventually,
  goToLine,
  notification,
  openFile,
  runCommand,
  until,
} from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";
import { firstNodeLine } from "./example-places.ts";

// A folder that the user does not trust: its code is checked, and not run, and nothing is written there.

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

test("in an untrusted workspace no file is written but the one that the user saves", () =>
  inWorkbench(host(), "untrusted-files", { file: "dify/mistakes.yml" }, async (page, workspace) => {
    const at = (path: string) => join(workspace, "dify", path);
    const workflow = readFileSync(at("mistakes.yml"), "utf8");
    const outside = join(workspace, "..", "outside.yml");
    writeFileSync(outside, workflow);
    const [node] = readSource({ path: "mistakes.yml", text: workflow })?.reading.nodes ?? [];
    assert.ok(node?.language === "python");
    // The one that is opened could follow its workflow, the other could go into one outside.
    const from = { node: node.id, title: node.title };
    const mirror = (each: object) => JSON.stringify({ dialect: "dify", from: { ...from, ...each } });
    writeFileSync(at("behind.py"), "old = 1\n");
    writeFileSync(at("behind.node.json"), mirror({ workflow: "mistakes.yml", code: "old = 1\n" }));
    writeFileSync(at("away.py"), "new = 1\n");
    writeFileSync(at("away.node.json"), mirror({ workflow: "../../outside.yml", code: node.code.code }));

    const notice = notification(page, "written into this workspace").filter({ hasText: "Trust the workspace first" });
    await goToLine(page, firstNodeLine("mistakes.yml"));
    await clickCodeLens(page, "Edit code", notice);
    assert.equal(existsSync(at(".code-nodes")), false);
    await runCommand(page, "Notifications: Clear All Notifications");
    // What is said comes after what would be written; of a workflow outside nothing is looked at.
    for (const [name, line] of [
      ["away.py", "new = 1"],
      ["behind.py", "old = 1"],
    ] as const) {
      await openFile(page, name);
      await editorLine(page, line).first().click();
      await page.keyboard.press("Control+Home");
      await page.keyboard.type("# mine\n");
      await page.keyboard.press("Control+S");
      await eventually(page, () => readFileSync(at(name), "utf8").startsWith("# mine"));
    }
    await notice.first().waitFor();
    await screenshot(page, "untrusted-files");
    assert.equal(readFileSync(at("behind.py"), "utf8"), "# mine\nold = 1\n");
    assert.equal(readFileSync(at("mistakes.yml"), "utf8"), workflow);
    assert.equal(readFileSync(outside, "utf8"), workflow);
    assert.equal(existsSync(join(workspace, "..", ".code-nodes")), false);
  }));
