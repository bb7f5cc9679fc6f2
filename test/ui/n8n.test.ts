import { test } from "node:test";
import { clickCodeLens, panelFrame, quickInputRow, runCommand } from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";

// Nodes of n8n on the screen of a real VS Code: pinned data in, items out, and a node's code as a file.

const host = examplesHost();

for (const theme of ["dark", "light"] as const) {
  test(`▶ Run takes the pinned data at once, and items are a table, ${theme}`, () =>
    inWorkbench(host(), `n8n-${theme}`, { theme, file: "n8n/when-it-fails.json" }, async (page) => {
      await runCommand(page, "Code Nodes: Run Node…");
      const panel = panelFrame(page);
      const row = quickInputRow(page, "Takes the error output, each item");
      await row.first().click();
      await panel.getByText("Exception", { exact: true }).first().waitFor();
      await panel.getByText("Error branch").first().waitFor();
      await screenshot(page, `n8n-items-${theme}`);
      await panel.getByText("JSON", { exact: true }).first().click();
      await screenshot(page, `n8n-json-${theme}`);
    }));

  test(`Edit code opens the node beside its data's types, ${theme}`, () =>
    inWorkbench(host(), `edit-${theme}`, { theme, file: "n8n/first-steps.json" }, async (page) => {
      await clickCodeLens(
        page,
        "Edit code",
        page.locator(".tab.active").filter({ hasText: "the-code-of-a-new-node.js" }),
      );
      await screenshot(page, `edit-code-${theme}`);
      await runCommand(page, "Code Nodes: Run Node…");
      await panelFrame(page).getByText("Succeeded", { exact: true }).first().waitFor();
      await screenshot(page, `edit-code-run-${theme}`);
    }));
}
