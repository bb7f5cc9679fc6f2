import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "node:util";
import { runTests } from "@vscode/test-electron";
import { launchChromium } from "./chromium.ts";
import { startServer, workbenchAddress } from "./server.ts";

export type SuiteOptions = {
  /** Copied, so that tests may write. */
  readonly workspaceFolder: string;
  /** Test this packed extension; without it, the one in the project's own folder. */
  readonly vsix?: string;
  /** Only tests whose full title contains this. */
  readonly filter?: string;
  /** Only these files of test/extension/suite, without `.test.ts`. */
  readonly only?: readonly string[];
  /** Told each line that extension host and workbench print. */
  readonly onOutput?: (line: string) => void;
};

export type SuiteResult = {
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly { readonly title: string; readonly message: string }[];
};

const suiteTimeoutMs = 3_600_000;

/**
 * Runs test/extension/suite inside a VS Code: the desktop one that VSCODE_EXECUTABLE_PATH names, else the bundled one.
 * Throws when the suite did not run to its end, even if the extension host claims success.
 */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const home = mkdtempSync(join(tmpdir(), "code-nodes-suite-"));
  try {
    const workspace = join(home, "workspace");
    mkdirSync(workspace);
    if (existsSync(options.workspaceFolder)) cpSync(options.workspaceFolder, workspace, { recursive: true });
    const results = join(home, "results.json");
    const run: SuiteRun = {
      workspace,
      home,
      extensionDevelopmentPath: options.vsix ? testsOnlyExtension(home) : process.cwd(),
      extensionTestsPath: join(process.cwd(), "dist", "test", "extension", "suite", "index.js"),
      env: {
        CODE_NODES_TEST_RESULTS: results,
        CODE_NODES_TEST_FILTER: options.filter ?? "",
        CODE_NODES_TEST_FILES: options.only?.join(",") ?? "",
      },
    };
    const { VSCODE_EXECUTABLE_PATH: desktop } = process.env;
    const why = desktop && !options.vsix ? await runOnDesktop(desktop, run) : await runInBundledHost(run, options);
    if (!existsSync(results))
      throw new Error(`The suite did not run to its end: ${why || "the extension host is gone"}`);
    const result = JSON.parse(readFileSync(results, "utf8")) as SuiteResult;
    if (why && result.failed.length === 0) throw new Error(why);
    if (!options.filter && result.passed + result.failed.length === 0) throw new Error("The suite holds no test.");
    return result;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

type SuiteRun = {
  readonly workspace: string;
  readonly home: string;
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
  readonly env: Record<string, string>;
};

/** What went wrong, or "" . */
async function runOnDesktop(vscodeExecutablePath: string, run: SuiteRun): Promise<string> {
  const ownFolders = ["user-data", "extensions"].flatMap((name) => [`--${name}-dir=${join(run.home, name)}`]);
  const launchArgs = [run.workspace, "--disable-extensions", ...ownFolders];
  const { extensionDevelopmentPath, extensionTestsPath, env } = run;
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath,
      extensionTestsPath,
      launchArgs,
      extensionTestsEnv: env,
    });
    return "";
  } catch (error) {
    return String(error);
  }
}

async function runInBundledHost(run: SuiteRun, options: SuiteOptions): Promise<string> {
  const vsix = options.vsix ? [options.vsix] : [];
  const server = await startServer({ vsix, env: run.env, runsExtensionTests: true });
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const lastLines: string[] = [];
      await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => {
        const line = format(...args);
        if (isNoise(line)) return;
        lastLines.splice(0, lastLines.length - 39);
        lastLines.push(line);
        options.onOutput?.(line);
      });
      const exitCode = new Promise<number>((resolve) => page.exposeFunction("codeAutomationExit", resolve));
      const remote = `vscode-remote://127.0.0.1:${server.port}`;
      const address = workbenchAddress(server, run.workspace, [
        ["extensionDevelopmentPath", remote + run.extensionDevelopmentPath],
        ["extensionTestsPath", remote + run.extensionTestsPath],
        ["skipWelcome", "true"],
        ["skipReleaseNotes", "true"],
      ]);
      await page.goto(address, { waitUntil: "commit" });
      const code = await withTimeout(exitCode, suiteTimeoutMs);
      if (code === 0) return "";
      if (code !== undefined) return `The extension host ended with code ${code}.\n${lastLines.join("\n")}`;
      mkdirSync("test-results", { recursive: true });
      await page.screenshot({ path: "test-results/suite-timeout.png" });
      return `No end after ${suiteTimeoutMs / 1000} s (see test-results/suite-timeout.png).\n${lastLines.join("\n")}`;
    } finally {
      await browser.close();
    }
  } finally {
    server.stop();
  }
}

// Stands beside the installed .vsix, which a development path with the same id would replace.
function testsOnlyExtension(home: string): string {
  const folder = join(home, "tests-only");
  mkdirSync(folder);
  const manifest = { name: "tests-only", publisher: "code-nodes", version: "0.0.0", engines: { vscode: "^1.91.0" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return folder;
}

function isNoise(line: string): boolean {
  return /^\[(AgentHost|ChatModelSelection|AccountPolicyGate)|^Ignoring fetching additional builtin|^Creating a socket/.test(
    line,
  );
}

async function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
