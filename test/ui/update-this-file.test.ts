import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSource } from "../../src/core/sources/source-file.ts";
import { editorTab, eventually, notification, openFile } from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";

// A node file that lies in a folder, older than its workflow: opening it writes nothing, what it needs is offered.

const host = examplesHost();

for (const theme of ["dark", "high contrast"] as const) {
  test(`a node file older than its workflow is updated when the user says so, ${theme}`, () =>
    inWorkbench(host(), `update-${theme.replace(" ", "-")}`, { theme }, async (page, workspace) => {
      const at = (name: string) => join(workspace, "dify", name);
      const workflow = readFileSync(at("mistakes.yml"), "utf8");
      const [node] = readSource({ path: "mistakes.yml", text: workflow })?.reading.nodes ?? [];
      assert.ok(node?.language === "python");
      const from = { workflow: "mistakes.yml", node: node.id, title: node.title, code: "old = 1\n" };
      writeFileSync(at("behind.py"), "old = 1\n");
      writeFileSync(at("behind.node.json"), JSON.stringify({ dialect: "dify", from }));

      await openFile(page, "behind.py");
      await editorTab(page, "behind.py").waitFor();
      const update = notification(page, "mistakes.yml").getByRole("button", { name: "Update This File" });
      await update.waitFor();
      await screenshot(page, `update-${theme.replace(" ", "-")}`);
      assert.equal(readFileSync(at("behind.py"), "utf8"), "old = 1\n");
      await update.click();
      await eventually(page, () => readFileSync(at("behind.py"), "utf8").trim() === node.code.code.trim());
      assert.equal(readFileSync(at("mistakes.yml"), "utf8"), workflow);
    }));
}
