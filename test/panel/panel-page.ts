import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { FromPage, ToPage } from "../../src/panel/messages.ts";
import { type ThemeName, themes } from "./themes.ts";

/** The panel's page in a browser, with a stand-in for the editor around it. */
export interface PanelPage {
  readonly page: Page;
  show(message: ToPage): Promise<void>;
  /** What the page sent so far, without its `ready`. */
  sent(): Promise<readonly FromPage[]>;
  /** What `setState` was given last. */
  saved(): Promise<unknown>;
  /** Errors, warnings and violations of the content security policy. */
  readonly complaints: readonly string[];
}

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What `getState` returns at first. */
  readonly saved?: unknown;
}

/** The policy of the real webview, and on top of it no way to turn text into markup but lit's own templates. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

const pageSource = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Panel</title>
<link rel="stylesheet" href="/style.css"></head><body><script src="/panel.js"></script></body></html>`;

type BuiltFiles = ReadonlyMap<string, Buffer>;

/** Builds the page as the product does. */
export function buildPanel(): BuiltFiles {
  const folder = mkdtempSync(join(tmpdir(), "panel-"));
  try {
    const { status, stderr } = spawnSync(process.execPath, ["esbuild.mjs", `--only-panel=${folder}`], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`The panel was not built: ${stderr}`);
    const names = ["panel.js", "style.css", "codicon.ttf"];
    return new Map(names.map((name) => [`/${name}`, readFileSync(join(folder, "panel", name))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function openPanel(browser: Browser, files: BuiltFiles, options: PanelOptions = {}): Promise<PanelPage> {
  const { theme = "dark", width = 1120, height = 546, saved } = options;
  const page = await browser.newPage({ viewport: { width, height } });
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.route("**/*", (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/") {
      return route.fulfill({
        contentType: "text/html",
        body: pageSource,
        headers: { "content-security-policy": policy },
      });
    }
    const body = files.get(path);
    if (!body) complaints.push(`asked for ${path}`);
    return body
      ? route.fulfill({ body, contentType: contentTypes[path.split(".").at(-1) ?? ""] ?? "" })
      : route.abort();
  });
  await page.addInitScript(standInForTheEditor, { ...themes[theme], saved });
  await page.goto("http://panel.test/");
  await page.evaluate(() => document.fonts.load("16px codicon"));
  return {
    page,
    complaints,
    async show(message) {
      await page.evaluate((data) => window.dispatchEvent(new MessageEvent("message", { data })), message);
    },
    sent: () => page.evaluate(() => window.sentMessages.filter(({ kind }) => kind !== "ready")),
    saved: () => page.evaluate(() => window.savedPage),
  };
}

const contentTypes: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", ttf: "font/ttf" };

declare global {
  interface Window {
    sentMessages: FromPage[];
    savedPage: unknown;
    acquireVsCodeApi: () => unknown;
  }
}

interface Surroundings {
  readonly bodyClass: string;
  readonly background: string;
  readonly tokens: Readonly<Record<string, string>>;
  readonly saved: unknown;
}

/** Runs in the page before anything else: theme colours as the editor sets them, and the webview's three calls. */
function standInForTheEditor({ bodyClass, background, tokens, saved }: Surroundings): void {
  window.sentMessages = [];
  window.savedPage = saved;
  window.acquireVsCodeApi = () => ({
    postMessage: (message: FromPage) => window.sentMessages.push(structuredClone(message)),
    getState: () => saved,
    setState: (state: unknown) => {
      window.savedPage = structuredClone(state);
    },
  });
  addEventListener("DOMContentLoaded", () => {
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(tokens)) style.setProperty(`--vscode-${name}`, value);
    style.setProperty("--vscode-font-family", '"Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", sans-serif');
    style.setProperty("--vscode-font-size", "13px");
    style.setProperty("--vscode-editor-font-family", '"Cascadia Code", Consolas, "DejaVu Sans Mono", monospace');
    style.backgroundColor = background;
    document.body.classList.add(bodyClass);
  });
}
