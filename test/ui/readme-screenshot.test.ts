import { copyFileSync } from "node:fs";
import { test } from "node:test";
import { clickCodeLens, goToLine, panelFrame } from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";
import { firstNodeLine } from "./example-places.ts";

const host = examplesHost();

test("the picture of the README: a finding inside escaped code, and the judged result", () => {
  const viewport = { width: 1280, height: 860 };
  return inWorkbench(host(), "readme", { file: "dify/mistakes.yml", viewport }, async (page) => {
    const line = firstNodeLine("mistakes.yml");
    await goToLine(page, line + 12);
    await goToLine(page, line);
    await page.locator(".squiggly-warning").first().waitFor();
    const panel = panelFrame(page);
    const question = panel.getByRole("textbox", { name: "question", exact: true });
    await clickCodeLens(page, "▶ Run", question);
    await question.fill("Where is my order?");
    await panel.getByRole("button", { name: "Run", exact: true }).click();
    await panel.getByText("Succeeded").first().waitFor();
    await page.keyboard.press("Control+B");
    const path = await screenshot(page, "readme");
    // `npm run screenshot` renews the one that is committed.
    if (process.env.npm_lifecycle_event === "screenshot") copyFileSync(path, "docs/screenshot.png");
  });
});
