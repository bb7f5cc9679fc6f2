import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { codeLens, editorLine, eventually, goToLine, hover, openFile } from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot } from "../vscode-host/workbench.ts";

const host = examplesHost();

const file = "dify/hand-written.yml";

for (const theme of ["dark", "light"] as const) {
  test(`code in blocks has the colours and brackets of its language in the ${theme} theme`, () =>
    inWorkbench(host(), `code-blocks-${theme}`, { file: "orders/group_orders.js", theme }, async (page) => {
      // A file that VS Code opens before it has read JavaScript's own configuration may lack its brackets until an edit.
      await page.locator(".editor-instance [class*=bracket-highlighting-]").first().waitFor();
      await openFile(page, file);
      await goToLine(page, lineOf("words = re.findall"));
      const python = await coloursOf(page, "words = re.findall");
      await goToLine(page, lineOf("function main({ words })"));
      const javascript = await coloursOf(page, "function main({ words })");
      assert.notEqual(colourWith(python, "findall"), colourWith(python, "["));
      assert.notEqual(colourWith(javascript, "function"), colourWith(javascript, "main"));
      const brackets = editorLine(page, "function main({ words })").locator("[class*=bracket-highlighting-]");
      await brackets.nth(4).waitFor();
      assert.deepEqual(await brackets.allInnerTexts(), ["(", "{", "}", ")", "{"]);
      await screenshot(page, `code-blocks-${theme}`);
    }));
}

test("escaped code can be read in a hover", () =>
  inWorkbench(host(), "code-hover", { file }, async (page) => {
    const line = 'code: "def main(text: str)';
    await goToLine(page, lineOf(line));
    const escaped = editorLine(page, 'code: "def').first();
    // The lenses move the lines when they come.
    await codeLens(page, "▶ Run").locator("visible=true").first().waitFor();
    const shown = await hover(page, escaped, "Double quotes · Python, line");
    assert.match(shown, /Double quotes · Python, line [12] of 4[\s\S]* {4}greeting = "Hello/);
    await screenshot(page, "code-hover");
  }));

function lineOf(text: string): number {
  const lines = readFileSync(`examples/${file}`, "utf8").split("\n");
  return lines.findIndex((line) => line.includes(text)) + 1;
}

/** Which pieces of the line have which colour, once the grammar is there: without it a block has one colour. */
async function coloursOf(page: Page, text: string): Promise<ReadonlyMap<string, string>> {
  const colours = new Map<string, string>();
  await eventually(page, async () => {
    colours.clear();
    const pieces = await page.evaluate<(readonly [string, string])[]>(`
      [...document.querySelectorAll(".editor-instance .view-line")]
        .find((line) => line.textContent.replaceAll("\\u00a0", " ").includes(${JSON.stringify(text)}))
        ?.querySelectorAll("span > span")
        .values().map((piece) => [getComputedStyle(piece).color, piece.textContent]).toArray() ?? []`);
    for (const [colour, piece] of pieces) colours.set(colour, `${colours.get(colour) ?? ""}${piece}`);
    return colours.size >= 4;
  });
  return colours;
}

/** The colour of the first piece that holds the text. */
function colourWith(colours: ReadonlyMap<string, string>, text: string): string | undefined {
  return [...colours].find(([, pieces]) => pieces.includes(text))?.[0];
}
