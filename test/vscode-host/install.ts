import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export type VscodeHost = {
  /** A Node that is new enough for the VS Code server: 22.15 or later. */
  readonly node: string;
  /** The VS Code server's entry file. */
  readonly serverMain: string;
};

/**
 * The bundled VS Code, installed on first use into a cache folder named after its lock file and stand-ins.
 * Throws when npm cannot install it or when this system has no Node that can start it.
 */
export function installVscodeHost(): VscodeHost {
  const source = join(process.cwd(), "test", "vscode-host");
  const folder = join(cacheFolder(), `vscode-host-${fingerprint(source)}`);
  if (!existsSync(folder)) installInto(folder, source);
  const modules = join(folder, "node_modules");
  return {
    node: nodeForServer(modules),
    serverMain: join(modules, "code-server", "lib", "vscode", "out", "server-main.js"),
  };
}

/** Where big downloads outlive a checkout; created when missing. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME } = process.env;
  const folder = join(XDG_CACHE_HOME || join(homedir(), ".cache"), "code-nodes");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Runs npm, the one that started this process where there is one; throws with its output when it fails. */
export function runNpm(args: readonly string[], cwd: string): string {
  const { npm_execpath: npm } = process.env;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const { status, stdout, stderr, error } = spawnSync(command, [...first, ...args], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`\`npm ${args.join(" ")}\` failed: ${error?.message ?? `${stdout}${stderr}`}`);
  return stdout;
}

const installedFiles = ["package.json", "package-lock.json", ".npmrc", "stubs"];

// Two installs at the same time are harmless: each fills its own folder, the first to finish gives its the final name.
function installInto(folder: string, source: string): void {
  const unfinished = `${folder}.${process.pid}.tmp`;
  console.log("  installing VS Code's server, once (some 450 MB in %s)", folder);
  try {
    for (const file of installedFiles) cpSync(join(source, file), join(unfinished, file), { recursive: true });
    runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], unfinished);
    const modules = join(unfinished, "node_modules");
    // The workbench fetches its textmate and regular expression libraries from this folder.
    symlinkSync("../../..", join(modules, "code-server", "lib", "vscode", "node_modules"));
    // The editor's own service for JavaScript looks for its compiler here.
    const ofExtensions = join(modules, "code-server", "lib", "vscode", "extensions", "node_modules");
    mkdirSync(ofExtensions);
    symlinkSync("../../../../../typescript", join(ofExtensions, "typescript"));
    for (const big of ["copilot", "mermaid-markdown-features"]) {
      rmSync(join(modules, "code-server", "lib", "vscode", "extensions", big), { recursive: true, force: true });
    }
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function nodeForServer(modules: string): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 15)) return process.execPath;
  const bundled = join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `The bundled VS Code needs Node 22.15 or newer on ${process.platform}-${process.arch}, this is ${process.version}. ` +
      "Install a newer Node, or name a desktop VS Code in VSCODE_EXECUTABLE_PATH.",
  );
}

function fingerprint(source: string): string {
  const hash = createHash("sha256");
  for (const name of installedFiles) {
    const files =
      name === "stubs" ? readdirSync(join(source, name), { recursive: true, encoding: "utf8" }).sort() : [""];
    for (const file of files) {
      if (name !== "stubs" || file.endsWith(".js") || file.endsWith(".json")) {
        hash.update(`${name}/${file}\n`).update(readFileSync(join(source, name, file)));
      }
    }
  }
  return hash.digest("hex").slice(0, 12);
}
