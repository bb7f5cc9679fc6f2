import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { after, before } from "node:test";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { type Server, type ServerOptions, type Settings, startServer, workbenchAddress } from "./server.ts";

export type HostOptions = ServerOptions & {
  /** Copied, so that tests may write. */
  readonly workspaceFolder: string;
};

/** A VS Code server with a browser to look at it. */
export type Host = {
  readonly server: Server;
  readonly browser: Browser;
  /** The copy of the workspace folder that is open. */
  readonly workspace: string;
  readonly settings: Settings;
  stop(): Promise<void>;
};

export type WorkbenchOptions = {
  readonly theme?: "dark" | "light";
  /** Opened at once; relative to the workspace. */
  readonly file?: string;
  /** A window without a folder, as when a file alone is opened. */
  readonly withoutFolder?: true;
  readonly viewport?: { readonly width: number; readonly height: number };
};

/** One step on the screen, in milliseconds: code lenses may take 8 s after the editor on a busy machine. */
export const stepTimeoutMs = 30_000;

/** Starts VS Code, with the packed extension unless other ones are named, and a browser. The caller stops it. */
export async function startHost({ workspaceFolder, ...options }: HostOptions): Promise<Host> {
  const server = await startServer({ vsix: [packedExtension()], ...options });
  try {
    const workspace = join(server.scratchFolder, basename(workspaceFolder));
    cpSync(workspaceFolder, workspace, { recursive: true });
    const browser = await launchChromium();
    const stop = async (): Promise<void> => {
      await browser.close();
      server.stop();
    };
    return { server, browser, workspace, settings: options.settings ?? {}, stop };
  } catch (error) {
    server.stop();
    throw error;
  }
}

/** A host with a copy of the examples for the tests of a file: started before the first of them, stopped after the last. */
export function examplesHost(options: ServerOptions = {}): () => Host {
  let host: Host | undefined;
  before(async () => {
    host = await startHost({ workspaceFolder: "examples", ...options });
  });
  after(() => host?.stop());
  return () => host ?? assert.fail("The host is there while a test runs.");
}

/** The .vsix that `npm run package` made of this version. */
export function packedExtension(): string {
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };
  const path = resolve(`${name}-${version}.vsix`);
  if (!existsSync(path)) throw new Error(`${path} is missing. Make it with \`npm run package\`.`);
  return path;
}

/** Opens the workspace in a window of its own, runs `body`, and closes it; keeps a screenshot when `body` throws. */
export async function inWorkbench(
  host: Host,
  name: string,
  options: WorkbenchOptions,
  body: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await openWorkbench(host, options);
  try {
    await body(page);
  } catch (error) {
    await screenshot(page, `failed-${name}`);
    throw error;
  } finally {
    await page.context().close();
  }
}

/** Opens the workspace in a window of its own. The caller closes the page's context. */
export async function openWorkbench(host: Host, options: WorkbenchOptions = {}): Promise<Page> {
  const { theme = "dark", file, withoutFolder, viewport = { width: 1400, height: 900 } } = options;
  const { name, className } = themes[theme];
  host.server.writeSettings({ "workbench.colorTheme": name, ...host.settings });
  const context = await host.browser.newContext({ viewport, colorScheme: theme, reducedMotion: "reduce" });
  context.setDefaultTimeout(stepTimeoutMs);
  const page = await context.newPage();
  try {
    const remote = `vscode-remote://127.0.0.1:${host.server.port}`;
    const payload = file ? [["openFile", remote + join(host.workspace, file)]] : [];
    const folder = withoutFolder ? undefined : host.workspace;
    await page.goto(workbenchAddress(host.server, folder, payload), { waitUntil: "commit" });
    await page.locator(`.monaco-workbench.${className}`).waitFor({ timeout: 60_000 });
    await page.locator(".statusbar-item").first().waitFor();
    if (file) await editorTab(page, basename(file)).waitFor();
    return page;
  } catch (error) {
    await screenshot(page, "failed-to-open");
    await context.close();
    throw error;
  }
}

/** Runs a command by its full title, as the command palette shows it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await openQuickInput(page, "F1");
  await pick(page, `>${title}`, title);
}

/** Opens a file of the workspace by Quick Open and waits for its editor. */
export async function openFile(page: Page, name: string): Promise<void> {
  await openQuickInput(page, "Control+P");
  await pick(page, name, basename(name));
  await editorTab(page, basename(name)).waitFor();
}

/** Moves the cursor of the active editor to the line, counted from 1, and brings it into view. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await page.locator(".editor-instance .view-lines").first().click();
  await openQuickInput(page, "Control+G");
  await pick(page, `:${line}`, String(line));
  await page
    .locator(".statusbar-item")
    .filter({ hasText: `Ln ${line},` })
    .waitFor();
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
export async function clickCodeLens(page: Page, text: string | RegExp): Promise<void> {
  await page.locator(".editor-instance").locator(".native-edit-context, textarea.inputarea").first().focus();
  await codeLens(page, text).first().click();
}

/** Shows the Problems view; its rows. */
export async function problems(page: Page): Promise<Locator> {
  const rows = page.locator(".markers-panel .monaco-list-row");
  if (!(await page.locator(".markers-panel").isVisible())) {
    await page
      .locator(".statusbar-item")
      .filter({ has: page.locator(".codicon-warning") })
      .first()
      .click();
    await page.locator(".markers-panel").waitFor();
  }
  return rows;
}

/** The page inside the newest webview, such as the results panel. */
export function panelFrame(page: Page): FrameLocator {
  return page.locator("iframe.webview.ready").last().contentFrame().frameLocator("iframe#active-frame");
}

/** The input box or pick list that is open. */
export function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget:visible input.input");
}

export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator(".notification-toast").filter({ hasText: text });
}

/** Moves the pointer onto the middle of `target` as a hand would, and waits for the hover to have faded in. */
export async function hover(page: Page, target: Locator): Promise<Locator> {
  const box = await target.first().boundingBox();
  if (!box) throw new Error("What should be hovered is not on the screen.");
  await page.mouse.move(box.x + box.width / 2, box.y - 40);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
  const shown = page.locator(".monaco-hover:visible").first();
  await shown.waitFor();
  await page.waitForTimeout(300);
  return shown;
}

/** Waits for something that is not on the screen, such as a file's content. */
export async function eventually(page: Page, isSo: () => boolean): Promise<void> {
  const end = Date.now() + stepTimeoutMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`Not so in ${stepTimeoutMs / 1000} s: ${isSo}`);
    await page.waitForTimeout(100);
  }
}

/** Writes test-results/screenshots/NAME.png and returns its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = join("test-results", "screenshots");
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  return path;
}

const themes = {
  dark: { name: "Dark Modern", className: "vscode-theme-defaults-themes-dark_modern-json" },
  light: { name: "Light Modern", className: "vscode-theme-defaults-themes-light_modern-json" },
};

/** Presses the key until its input stays open: while the window is still being built, the focus may move away from it. */
async function openQuickInput(page: Page, key: string): Promise<void> {
  for (const end = Date.now() + stepTimeoutMs; ; ) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
    if (await quickInput(page).isVisible()) return;
    if (Date.now() > end) throw new Error(`No input stays open after ${key}.`);
  }
}

async function pick(page: Page, text: string, row: string): Promise<void> {
  await quickInput(page).fill(text);
  await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: row }).first().waitFor();
  await page.keyboard.press("Enter");
}
