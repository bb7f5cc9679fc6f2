import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clickCodeLens, editorLine, editorTab, eventually, notification, until } from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";

// What the user sees when a node's code was changed in its file and in the workflow too.

const host = examplesHost();

for (const [theme, file, codeFile, firstLine] of [
  ["dark", "n8n/first-steps.json", "the-code-of-a-new-node.js", /^for.\(const/],
  ["light", "n8n/results.json", "all-shapes-that-work.js", /^switch.\(/],
] as const) {
  test(`what was changed on both sides is shown for a merge, ${theme}`, () =>
    inWorkbench(host(), `merge-${theme}`, { theme, file }, async (page, workspace) => {
      await clickCodeLens(page, "Edit code", editorTab(page, codeFile));
      await editorLine(page, firstLine).first().click();
      await page.keyboard.press("Control+Home");
      await page.keyboard.type("const mine = 1;\n");
      await editorLine(page, "const mine = 1;").first().waitFor();
      const workflow = join(workspace, file);
      writeFileSync(workflow, readFileSync(workflow, "utf8").replace('"jsCode": "', '"jsCode": "const theirs = 2;\\n'));
      const offer = notification(page, "has changed in").getByRole("button", { name: "Merge" });
      const merge = page.locator(".merge-editor");
      await until(merge, () => offer.click());
      const combine = merge.getByText("Accept Combination (Workflow First)");
      await combine.waitFor();
      await screenshot(page, `merge-${theme}`);
      await until(editorLine(page, "const theirs = 2;").and(merge.locator(".result .view-line")), () =>
        combine.click(),
      );
      await page.keyboard.press("Control+S");
      const both = '"jsCode": "const theirs = 2;\\nconst mine = 1;\\n';
      await eventually(page, () => readFileSync(workflow, "utf8").includes(both));
    }));
}
