// Installs the dependencies of package-lock.json unless they are there already. Uses nothing but Node itself.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const oldestNodeMajor = 20;

/** Leaves the process in the project's folder with everything installed. */
export function setUp() {
  process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
  if (Number(process.versions.node.split(".")[0]) < oldestNodeMajor) {
    throw new Error(`Node ${oldestNodeMajor} or newer is needed, this is ${process.version}.`);
  }
  if (isInstalled()) return;
  console.log("Installing the dependencies");
  const npm = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const args = [...npm.slice(1), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync(npm[0], args, {
    stdio: "inherit",
    shell: npm.length === 1 && process.platform === "win32",
  });
  if (status !== 0) throw new Error("`npm ci` failed.");
}

/** Whether this module is the program that was started. */
export function isMain(moduleUrl) {
  return pathToFileURL(process.argv[1] ?? "").href === moduleUrl;
}

function isInstalled() {
  let installed;
  try {
    installed = packagesOf("node_modules/.package-lock.json");
  } catch {
    return false;
  }
  return Object.entries(packagesOf("package-lock.json")).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional;
  });
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}

if (isMain(import.meta.url)) setUp();
