// Opens VS Code with the extension and the examples: `npm start`. Your own VS Code where there is one, else the
// bundled one in a browser.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { packageExtension } from "./package.mjs";
import { setUp } from "./setup.mjs";
import { build } from "./verify.mjs";

setUp();
const examples = resolve("examples");
const desktop = process.argv.includes("--browser") ? undefined : (process.env.VSCODE_EXECUTABLE_PATH ?? onPath("code"));
await (desktop ? openDesktop(desktop) : openBrowser());

async function openDesktop(code) {
  await mustBuild();
  const args = ["--new-window", `--extensionDevelopmentPath=${process.cwd()}`, examples];
  const { status } = spawnSync(code, args, { stdio: "inherit", shell: process.platform === "win32" });
  process.exitCode = status ?? 1;
}

async function openBrowser() {
  console.log("Building the extension");
  const { path } = await packageExtension();
  await mustBuild("--only-tests", "--filter=vscode-host/server");
  const { startServer, workbenchAddress } = await import("../dist/test/vscode-host/server.mjs");
  process.once("SIGINT", () => process.exit(0));
  const server = await startServer({ vsix: [path] });
  const address = workbenchAddress(server, examples);
  console.log(`\nOpen ${address}\n(Ctrl+C ends it)`);
  const browser = process.platform === "darwin" ? "open" : process.env.DISPLAY && onPath("xdg-open");
  if (browser && !process.env.CI) spawn(browser, [address], { stdio: "ignore", detached: true }).unref();
}

async function mustBuild(...args) {
  const [fault] = (await build(...args)).failed;
  if (fault) throw new Error(fault.message);
}

function onPath(name) {
  const names = process.platform === "win32" ? [`${name}.cmd`] : [name];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((file) => join(folder, file))).find((path) => existsSync(path));
}
