import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installVscodeHost } from "./install.ts";

export type Settings = Readonly<Record<string, unknown>>;

export type ServerOptions = {
  /** Packed extensions to install first. */
  readonly vsix?: readonly string[];
  /** User settings, on top of those that keep the workbench quiet. */
  readonly settings?: Settings;
  /** Seen by the extension host and by everything it starts. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ask whether a folder is trusted, as a desktop VS Code does. */
  readonly asksForTrust?: boolean;
  /** Allow extension tests in the page's address; this also silences notifications. */
  readonly runsExtensionTests?: boolean;
};

/** A server as every process on this machine can use it. */
export type ServerPlace = {
  readonly port: number;
  readonly address: string;
  /** An empty folder that lives as long as the server. */
  readonly scratchFolder: string;
  writeSettings(settings: Settings): void;
};

export type Server = ServerPlace & {
  /** Where its data are. */
  readonly home: string;
  /** Everything the server has printed. */
  output(): string;
  /** Ends the server with all its children and removes its files. */
  stop(): void;
};

/** Starts the bundled VS Code on a free port with fresh user data; throws when it is not listening in three minutes. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const { node, serverMain } = installVscodeHost();
  const home = mkdtempSync(join(tmpdir(), "code-nodes-vscode-"));
  const folders = foldersIn(home);
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const folderArgs = ["--server-data-dir", folders.data, "--extensions-dir", folders.extensions];
  const env = { ...process.env, ...quietEnvironment, ...options.env };
  const { writeSettings } = serverAt(home, 0);
  let server: ChildProcess | undefined;
  let output = "";
  const stop = (): void => {
    process.off("exit", stop);
    if (server) endGroup(server);
    server = undefined;
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  process.on("exit", stop);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
  try {
    writeSettings(options.settings ?? {});
    for (const vsix of options.vsix ?? []) {
      const args = [serverMain, "--install-extension", vsix, "--force", "--accept-server-license-terms", ...folderArgs];
      const install = spawnSync(node, args, { env, encoding: "utf8" });
      if (install.status !== 0) throw new Error(`${vsix} cannot be installed: ${install.stdout}${install.stderr}`);
    }
    const args = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"];
    if (!options.asksForTrust) args.push("--disable-workspace-trust");
    if (options.runsExtensionTests) args.push("--enable-smoke-test-driver");
    const started = spawn(node, [serverMain, ...args, "--disable-telemetry", ...folderArgs], {
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    server = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const port = await listeningPort(started, () => output);
    return { ...serverAt(home, port), home, output: () => output, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** The server that listens on that port and has its data in that folder. */
export function serverAt(home: string, port: number): ServerPlace {
  const { data, scratch } = foldersIn(home);
  return {
    port,
    address: `http://127.0.0.1:${port}/`,
    scratchFolder: scratch,
    writeSettings(settings) {
      const folder = join(data, "data", "User");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
    },
  };
}

function foldersIn(home: string) {
  return { data: join(home, "data"), extensions: join(home, "extensions"), scratch: join(home, "scratch") };
}

/** The page of a folder, or of a window without one; `payload` carries the workbench's own start options. */
export function workbenchAddress(
  server: ServerPlace,
  folder: string | undefined,
  payload: readonly (readonly string[])[] = [],
): string {
  const query = new URLSearchParams(folder === undefined ? { ew: "true" } : { folder });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `${server.address}?${query}`;
}

// Only built-in extensions without a browser variant: the workbench would look for that one instead.
const skippedExtensions = [
  "github.copilot-chat",
  "vscode.git",
  "vscode.github",
  "vscode.microsoft-authentication",
  "vscode.debug-auto-launch",
  "vscode.debug-server-ready",
  "vscode.grunt",
  "vscode.gulp",
  "vscode.jake",
  "ms-vscode.js-debug",
  "ms-vscode.js-debug-companion",
  "vscode.php-language-features",
  "vscode.terminal-suggest",
  "vscode.tunnel-forwarding",
];

const quietEnvironment = {
  EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  VSCODE_SKIP_BUILTIN_EXTENSIONS: skippedExtensions.join(","),
};

const quietSettings: Settings = {
  "chat.disableAIFeatures": true,
  "editor.hover.delay": 100,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

function listeningPort(server: ChildProcess, output: () => string): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The VS Code server ${why}:\n${output()}`));
    const timer = setTimeout(() => fail("was not listening in three minutes"), 180_000);
    server.stdout?.on("data", () => {
      const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    server.once("error", (error) => fail(`cannot be started (${error.message})`));
    server.once("exit", (code) => fail(`ended with code ${code}`));
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
