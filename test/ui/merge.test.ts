import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  clickCodeLens,
  editorLine,
  editorTab,
  eventually,
  examplesHost,
  inWorkbench,
  notification,
  screenshot,
} from "../vscode-host/workbench.ts";

// What the user sees when a node's code was changed in its file and in the workflow too.

const host = examplesHost();

for (const [theme, file, codeFile, firstLine] of [
  ["dark", "n8n/first-steps.json", "the-code-of-a-new-node.js", /^for.\(const/],
  ["light", "n8n/results.json", "all-shapes-that-work.js", /^switch.\(/],
] as const) {
  test(`what was changed on both sides is shown for a merge, ${theme}`, () =>
    inWorkbench(host(), `merge-${theme}`, { theme, file }, async (page) => {
      await clickCodeLens(page, "Edit code");
      await editorTab(page, codeFile).waitFor();
      await editorLine(page, firstLine).first().click();
      await page.keyboard.press("Control+Home");
      await page.keyboard.type("const mine = 1;\n");
      await editorLine(page, "const mine = 1;").first().waitFor();
      const workflow = join(host().workspace, file);
      writeFileSync(workflow, readFileSync(workflow, "utf8").replace('"jsCode": "', '"jsCode": "const theirs = 2;\\n'));
      await notification(page, "has changed in").getByRole("button", { name: "Merge" }).click();
      await page.locator(".merge-editor").waitFor();
      const combine = page.locator(".merge-editor").getByText("Accept Combination (Workflow First)");
      await combine.waitFor();
      await screenshot(page, `merge-${theme}`);
      await combine.click();
      await page.keyboard.press("Control+S");
      const both = '"jsCode": "const theirs = 2;\\nconst mine = 1;\\n';
      await eventually(page, () => readFileSync(workflow, "utf8").includes(both));
    }));
}
