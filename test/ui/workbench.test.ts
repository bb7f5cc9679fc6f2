import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";

const host = examplesHost();

for (const theme of ["dark", "light"] as const) {
  test(`the workbench shows the examples in the ${theme} theme`, () =>
    inWorkbench(host(), `workbench-${theme}`, { theme }, async (page) => {
      await page.getByRole("treeitem").first().waitFor();
      const background = await page.evaluate<string>(
        "getComputedStyle(document.querySelector('.monaco-workbench')).backgroundColor",
      );
      const brightest = Math.max(...(background.match(/\d+/g) ?? []).slice(0, 3).map(Number));
      assert.equal(brightest < 128, theme === "dark", `the workbench's background is ${background}`);
      assert.ok(statSync(await screenshot(page, `workbench-${theme}`)).size > 10_000);
    }));
}
