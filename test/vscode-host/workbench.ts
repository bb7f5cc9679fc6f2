import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before } from "node:test";
import { type Browser, errors, type Page } from "playwright-core";
import { editorTab, stepTimeoutMs } from "./actions.ts";
import { launchChromium } from "./chromium.ts";
import { type ServerOptions, type ServerPlace, type Settings, startServer, workbenchAddress } from "./server.ts";
import { borrowHost, packedExtension } from "./shared-hosts.ts";

export type HostOptions = ServerOptions & {
  /** Copied for each window, so that tests may write. */
  readonly workspaceFolder: string;
};

/** A VS Code server with a browser to look at it. */
export type Host = {
  readonly server: ServerPlace;
  readonly browser: Browser;
  readonly settings: Settings;
  /** A fresh copy of the workspace folder, for one window. */
  newWorkspace(): string;
  stop(): Promise<void>;
};

export type WorkbenchOptions = {
  readonly theme?: keyof typeof themes;
  /** Opened at once; relative to the workspace. */
  readonly file?: string;
  /** A window without a folder, as when a file alone is opened. */
  readonly withoutFolder?: true;
  readonly viewport?: { readonly width: number; readonly height: number };
};

/**
 * VS Code, with the packed extension unless other ones are named, and a browser: those that are shared if one is free and
 * nothing else is asked for, else its own. The caller stops it.
 */
export async function startHost({ workspaceFolder, ...options }: HostOptions): Promise<Host> {
  const borrowed = Object.keys(options).length === 0 ? await borrowHost() : undefined;
  const { server, browser, stop } = borrowed ?? (await startOwn(options));
  const newWorkspace = (): string => {
    const workspace = join(mkdtempSync(join(server.scratchFolder, "window-")), basename(workspaceFolder));
    cpSync(workspaceFolder, workspace, { recursive: true });
    return workspace;
  };
  return { server, browser, settings: options.settings ?? {}, newWorkspace, stop };
}

async function startOwn(options: ServerOptions): Promise<Pick<Host, "server" | "browser" | "stop">> {
  const server = await startServer({ vsix: [packedExtension()], ...options });
  try {
    const browser = await launchChromium();
    const stop = async (): Promise<void> => {
      await browser.close();
      server.stop();
    };
    return { server, browser, stop };
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

/**
 * Opens a fresh copy of the workspace in a window of its own, runs `body`, and closes it; keeps a screenshot when `body`
 * throws. What did not come to the screen in time is tried once more in a new window, and said; a value that is wrong
 * fails at once.
 * @param body given the page, and the folder on the disk
 */
export async function inWorkbench(
  host: Host,
  name: string,
  options: WorkbenchOptions,
  body: (page: Page, workspace: string) => Promise<void>,
): Promise<void> {
  try {
    await inOneWorkbench(host, name, options, body);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    console.error(`${name} is tried once more: ${error.message}`);
    await inOneWorkbench(host, `again-${name}`, options, body);
  }
}

async function inOneWorkbench(
  host: Host,
  name: string,
  options: WorkbenchOptions,
  body: (page: Page, workspace: string) => Promise<void>,
): Promise<void> {
  const workspace = host.newWorkspace();
  const { theme = "dark", viewport = { width: 1400, height: 900 } } = options;
  host.server.writeSettings({ "workbench.colorTheme": themes[theme].name, ...host.settings });
  const context = await host.browser.newContext({
    viewport,
    colorScheme: themes[theme].scheme,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(stepTimeoutMs);
  const page = await context.newPage();
  try {
    await openWorkbench(page, host.server, workspace, options);
    await body(page, workspace);
  } catch (error) {
    await screenshot(page, `failed-${name}`);
    throw error;
  } finally {
    await context.close();
  }
}

async function openWorkbench(
  page: Page,
  server: ServerPlace,
  workspace: string,
  { theme = "dark", file, withoutFolder }: WorkbenchOptions,
): Promise<void> {
  const remote = `vscode-remote://127.0.0.1:${server.port}`;
  const payload = file ? [["openFile", remote + join(workspace, file)]] : [];
  await page.goto(workbenchAddress(server, withoutFolder ? undefined : workspace, payload), { waitUntil: "commit" });
  await page.locator(`.monaco-workbench.${themes[theme].className}`).waitFor({ timeout: 300_000 });
  await page.locator(".statusbar-item").first().waitFor();
  if (file) await editorTab(page, basename(file)).waitFor();
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
  dark: { name: "Dark Modern", scheme: "dark", className: "vscode-theme-defaults-themes-dark_modern-json" },
  light: { name: "Light Modern", scheme: "light", className: "vscode-theme-defaults-themes-light_modern-json" },
  "high contrast": { name: "Default High Contrast", scheme: "dark", className: "hc-black" },
} as const;
