import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { readSource } from "../../src/core/sources/source-file.ts";
import { probeWorkflow } from "../probe-workflow.ts";
import {
  editorTab,
  eventually,
  focusEditor,
  hover,
  panelFrame,
  place,
  quickInput,
  quickInputRow,
  runCommand,
  until,
} from "../vscode-host/actions.ts";
import { examplesHost, inWorkbench, screenshot, startHost } from "../vscode-host/workbench.ts";

// The Explorer's list of workflows and their code nodes, and node files that come out of it.

const host = examplesHost();

for (const theme of ["dark", "light"] as const) {
  test(`workflows, their nodes, findings and verdicts; opening and running from there, ${theme}`, () =>
    inWorkbench(host(), `tree-${theme}`, { theme }, async (page, workspace) => {
      await showTree(page);
      await row(page, /^support-ticket\.yml, Dify, \d+ Code nodes/).waitFor();
      await row(page, /^clean_orders\.py, Python/).waitFor();
      await toggle(page, /^mistakes\.yml/, "open");
      await row(page, /^[^,]+, (Python|JavaScript), \d+ findings?$/)
        .first()
        .waitFor();
      await toggle(page, /^when-it-fails\.yml/, "open");
      const divide = row(page, /^Divide, Python/);
      await hover(page, divide, "Python, Dify · documented");
      await screenshot(page, `tree-${theme}`);
      await toggle(page, /^mistakes\.yml/, "closed"); // To make room.

      await until(place(page, lineOfCode(read(workspace, "dify/when-it-fails.yml"), "Divide")), () => divide.click());
      await editorTab(page, "when-it-fails.yml").waitFor();

      await runRow(page, divide, { total: "10", people: "4" });
      await row(page, "Divide, Python, last run succeeded").locator(".codicon-pass").waitFor();
      await runRow(page, divide, { total: "10", people: "0" });
      await row(page, "Divide, Python, last run failed").locator(".codicon-error").waitFor();
      const fallback = row(page, /^Use default values, Python/);
      await runRow(page, fallback, { order: "{}" });
      await row(page, "Use default values, Python, last run exception").locator(".codicon-warning").waitFor();
      // What was found is still shown.
      await row(page, /^mistakes\.yml, .*findings$/)
        .locator("[class*=monaco-decoration-badge], .monaco-icon-label[class*=itemBadge]")
        .first()
        .waitFor();
      await screenshot(page, `tree-verdicts-${theme}`);
    }));
}

test("the list follows files that come, change and go, and what is typed", () =>
  inWorkbench(host(), "tree-follows", {}, async (page, workspace) => {
    await showTree(page);
    await row(page, /^mistakes\.yml/).waitFor();
    const path = join(workspace, "dify", "a-new-one.yml");
    writeFileSync(path, probeWorkflow);
    await row(page, "a-new-one.yml, Dify, 1 Code node, 1 finding").waitFor();
    await toggle(page, /^a-new-one\.yml/, "open");
    const node = row(page, /^[^,]+, Python, 1 finding$/);
    await until(place(page, lineOfCode(probeWorkflow, "Measure")), () => node.click());

    // In the editor, not saved.
    await focusEditor(page);
    await page.keyboard.insertText("import os\\n");
    await row(page, "a-new-one.yml, Dify, 1 Code node, 2 findings").waitFor();
    await page.keyboard.press("Control+s");
    await editorTab(page, "a-new-one.yml").and(page.locator(":not(.dirty)")).waitFor();
    assert.match(read(workspace, "dify/a-new-one.yml"), /import os/);
    writeFileSync(path, probeWorkflow.replace(', \\"debug\\": text', ""));
    await row(page, "a-new-one.yml, Dify, 1 Code node").waitFor();
    rmSync(path);
    await row(page, /^a-new-one\.yml/).waitFor({ state: "detached" });
    // Whatever else lies in the workspace is not listed.
    assert.equal(await row(page, /cases\.json|\.node\.json/).count(), 0);
  }));

test("New Code Node File writes the platform's template and its declaration, and never over a file", () =>
  inWorkbench(host(), "new-node-file", {}, async (page, workspace) => {
    await runCommand(page, "Code Nodes: New Code Node File…");
    await choose(page, "n8n");
    await choose(page, "Python");
    await choose(page, "Run Once for Each Item");
    await quickInput(page).fill("fresh/add-field");
    await screenshot(page, "new-node-file");
    await page.keyboard.press("Enter");
    await editorTab(page, "add-field.py").waitFor();
    assert.match(read(workspace, "fresh/add-field.py"), /_item\["json"\]\["my_new_field"\] = 1/);
    assert.deepEqual(JSON.parse(read(workspace, "fresh/add-field.node.json")), {
      dialect: "n8n",
      mode: "runOnceForEachItem",
      language: "pythonNative",
    });

    await runCommand(page, "Code Nodes: New Code Node File…");
    await choose(page, "Dify");
    await choose(page, "JavaScript");
    await quickInput(page).fill("fresh/add-field.js");
    await page.locator(".quick-input-message").filter({ hasText: "add-field.py is there already" }).waitFor();
    await page.keyboard.press("Enter");
    assert.ok(!existsSync(join(workspace, "fresh/add-field.js")));
    await quickInput(page).fill("fresh/add");
    await page.keyboard.press("Enter");
    await editorTab(page, "add.js").waitFor();
    const source = {
      path: "add.js",
      text: read(workspace, "fresh/add.js"),
      declarationText: read(workspace, "fresh/add.node.json"),
    };
    const node = readSource(source)?.reading.nodes[0];
    assert.deepEqual(
      node?.inputs.map(({ name }) => name),
      ["arg1", "arg2"],
    );
    await showTree(page);
    await row(page, "add.js, JavaScript").waitFor();
  }));

test("Duplicate as Node File writes a file of its own, with the node's own declaration", () =>
  inWorkbench(host(), "duplicate", {}, async (page, workspace) => {
    await showTree(page);
    await toggle(page, /^when-it-fails\.yml/, "open");
    const node = row(page, /^Use default values, Python/);
    const duplicate = page.getByRole("menuitem", { name: "Duplicate as Node File…" });
    await until(duplicate, () => node.click({ button: "right" }));
    await duplicate.hover();
    await page.waitForTimeout(300);
    await screenshot(page, "tree-menu");
    await until(quickInput(page), () => duplicate.click());
    assert.equal(await quickInput(page).inputValue(), "dify/use-default-values.py");
    await page.keyboard.press("Enter");
    await editorTab(page, "use-default-values.py").waitFor();

    const original = readSource({ path: "", text: read(workspace, "dify/when-it-fails.yml") })?.reading.nodes.find(
      ({ title }) => title === "Use default values",
    );
    const copy = readSource({
      path: "use-default-values.py",
      text: read(workspace, "dify/use-default-values.py"),
      declarationText: read(workspace, "dify/use-default-values.node.json"),
    })?.reading.nodes[0];
    assert.ok(original && copy);
    assert.equal(copy.code.code, original.code.code);
    assert.deepEqual(copy.defaults, original.defaults);
    assert.equal(copy.errorStrategy, "default-value");
    await row(page, "use-default-values.py, Python").waitFor();
  }));

test("a folder without workflows says what to put into it", async () => {
  const other = await startHost({ workspaceFolder: "schemas" });
  try {
    await inWorkbench(other, "tree-empty", {}, async (page) => {
      await showTree(page, "schemas");
      await page.getByText("This folder holds no workflow of Dify").waitFor();
      await screenshot(page, "tree-empty");
      const create = page.getByRole("button", { name: "New Code Node File…" }).last();
      await until(page.locator(".quick-input-title").filter({ hasText: "For which platform?" }), () => create.click());
    });
  } finally {
    await other.stop();
  }
});

/** With room: only rows on the screen are there, and the files above would take most of it. Ends when the list has. */
async function showTree(page: Page, folder = "examples"): Promise<void> {
  await runCommand(page, "Explorer: Focus on Code Nodes View");
  const files = page.locator(".pane-header").filter({ hasText: folder });
  if (await files.and(page.locator("[aria-expanded=true]")).isVisible())
    await until(files.and(page.locator("[aria-expanded=false]")), () => files.click());
  let before: string | undefined;
  await eventually(page, async () => {
    await page.waitForTimeout(1000);
    const now = (await tree(page).allTextContents()).join();
    const isSame = now === before;
    before = now;
    return isSame;
  });
}

function tree(page: Page): Locator {
  return page.getByRole("tree", { name: "Code Nodes" });
}

function row(page: Page, name: string | RegExp): Locator {
  return tree(page).getByRole("treeitem", typeof name === "string" ? { name, exact: true } : { name });
}

/** Opens or closes the row of a workflow. */
async function toggle(page: Page, name: RegExp, to: "open" | "closed"): Promise<void> {
  const found = row(page, name);
  const isSo = found.and(page.locator(`[aria-expanded=${to === "open"}]`));
  await until(isSo, async () => {
    await found.waitFor();
    if (!(await isSo.isVisible())) await found.click();
  });
}

/** The inline button of a row, and the form in the panel. */
async function runRow(page: Page, found: Locator, inputs: Readonly<Record<string, string>>): Promise<void> {
  const panel = panelFrame(page);
  const field = (name: string): Locator => panel.getByRole("textbox", { name, exact: true });
  const [first = ""] = Object.keys(inputs);
  await until(field(first), async () => {
    await found.hover();
    await found.getByRole("button", { name: /Run Node/ }).click();
  });
  for (const [name, value] of Object.entries(inputs)) await field(name).fill(value);
  await panel.getByRole("button", { name: "Run", exact: true }).click();
}

async function choose(page: Page, label: string): Promise<void> {
  await quickInputRow(page, new RegExp(`^${label}$`)).click();
}

function read(workspace: string, path: string): string {
  return readFileSync(join(workspace, path), "utf8");
}

/** Where the code of the node begins, from 1. */
function lineOfCode(text: string, title: string): number {
  const node = readSource({ path: "", text })?.reading.nodes.find((each) => each.title === title);
  assert.ok(node, `there is no node ${title}`);
  return text.slice(0, node.code.segments[0]?.document.start).split("\n").length;
}
