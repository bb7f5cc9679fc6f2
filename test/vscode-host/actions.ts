import { basename } from "node:path";
import { errors, type FrameLocator, type Locator, type Page } from "playwright-core";

// What a person does in VS Code, and where it is on the screen. While VS Code is still at work, rows and lines move away
// under the pointer, are made anew between press and release, or lose the focus: an action names what it should bring
// to the screen and is done again until that is there, as a person would.

/** One step on the screen: far more than it takes on a machine that does nine other things. */
export const stepTimeoutMs = 120_000;

/** How long an action may take to show its effect before it is done again, which then may take twice as long. */
const effectTimeoutMs = 6_000;

/** Does `act` until `seen` is on the screen. */
export async function until(seen: Locator, act: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + stepTimeoutMs;
  for (let timeout = effectTimeoutMs; ; timeout *= 2) {
    try {
      await act();
      await seen.first().waitFor({ timeout });
      return;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || Date.now() > end) throw error;
    }
  }
}

/** Waits for something that no locator tells, such as a file's content. */
export async function eventually(page: Page, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + stepTimeoutMs; !(await isSo()); ) {
    if (Date.now() > end) throw new errors.TimeoutError(`Not so in ${stepTimeoutMs / 1000} s: ${isSo}`);
    await page.waitForTimeout(100);
  }
}

/** Runs a command by its full title, as the command palette shows it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await pickByKey(page, "F1", `>${title}`, title);
}

/** Opens a file of the workspace by Quick Open and waits for its editor. */
export async function openFile(page: Page, name: string): Promise<void> {
  await until(editorTab(page, basename(name)), () => pickByKey(page, "Control+P", name, basename(name)));
}

/** Moves the cursor of the active editor to the line, counted from 1, and brings it into view. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await until(place(page, line), async () => {
    await focusEditor(page);
    await pickByKey(page, "Control+G", `:${line}`, String(line));
  });
}

/** The line of the cursor in the status bar, counted from 1. */
export function place(page: Page, line: number): Locator {
  return page.locator(".statusbar-item").filter({ hasText: `Ln ${line},` });
}

/** Gives the keyboard to the active editor, with its cursor where it was. */
export async function focusEditor(page: Page): Promise<void> {
  await page.locator(".editor-instance").locator(".native-edit-context, textarea.inputarea").first().focus();
}

export function editorTab(page: Page, name: string): Locator {
  return page.getByRole("tab", { name });
}

/** The lines of the editor that are on the screen. */
export function editorLine(page: Page, text: string | RegExp): Locator {
  return page.locator(".editor-instance .view-lines .view-line").filter({ hasText: text });
}

export function codeLens(page: Page, text: string | RegExp): Locator {
  return page.locator(".codelens-decoration a").filter({ hasText: text });
}

/**
 * Clicks the first lens of that text. When a provider of lenses comes late, VS Code shows the old ones without their
 * links, and asks for new ones only while the editor has the focus.
 */
export async function clickCodeLens(page: Page, text: string | RegExp, seen: Locator): Promise<void> {
  await until(seen, async () => {
    await focusEditor(page);
    await codeLens(page, text).first().click();
  });
}

/** Shows the Problems view; its rows. */
export async function problems(page: Page): Promise<Locator> {
  const view = page.locator(".markers-panel");
  const counts = page.locator(".statusbar-item").filter({ has: page.locator(".codicon-warning") });
  if (!(await view.isVisible())) await until(view, () => counts.first().click());
  return view.locator(".monaco-list-row");
}

/** The page inside the newest webview, such as the results panel. */
export function panelFrame(page: Page): FrameLocator {
  return page.locator("iframe.webview.ready").last().contentFrame().frameLocator("iframe#active-frame");
}

/** The input box or pick list that is open. */
export function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget:visible input.input");
}

/** The rows of the pick list that is open. */
export function quickInputRow(page: Page, text: string | RegExp): Locator {
  return page.locator(".quick-input-list .monaco-list-row").filter({ hasText: text });
}

export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator(".notification-toast").filter({ hasText: text });
}

/** Moves the pointer onto the middle of `target` as a hand would; what is read there when a hover that says `text` has come to stay. */
export async function hover(page: Page, target: Locator, text: string): Promise<string> {
  const shown = page.locator(".monaco-hover:visible").filter({ hasText: text }).first();
  let read = "";
  await until(shown, async () => {
    await target.first().waitFor();
    const box = await target.first().boundingBox();
    if (!box) return;
    await page.mouse.move(box.x + box.width / 2, box.y - 40);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
    await shown.waitFor({ timeout: effectTimeoutMs });
    // It fades in, and on a busy machine VS Code may take it away again.
    await page.waitForTimeout(500);
    read = (await shown.textContent({ timeout: 100 })) ?? "";
  });
  // VS Code spells blanks as no-break spaces.
  return read.replaceAll("\u00a0", " ");
}

/** Opens the input of that key, types the text and takes the first row; again when the input has lost the focus meanwhile. */
async function pickByKey(page: Page, key: string, text: string, row: string): Promise<void> {
  const timeout = effectTimeoutMs;
  await until(quickInputRow(page, row), async () => {
    await page.keyboard.press(key);
    // While the window is still being built, the focus may move away at once.
    await page.waitForTimeout(300);
    await quickInput(page).fill(text, { timeout });
  });
  await quickInput(page).press("Enter");
}
