// All tests, with all their set-up: `npm test [-- [--only unit|integration|ui] [--verbose] [PART-OF-A-PATH-OR-TITLE]]`.
import { parseArgs } from "node:util";
import { runNodeTests } from "./node-tests.mjs";
import { packageExtension } from "./package.mjs";
import { setUp } from "./setup.mjs";
import { createRun, runProgram, uncounted } from "./stages.mjs";
import { runUnitTests, testFiles, unitTestFiles } from "./unit-tests.mjs";
import { build, checkSource } from "./verify.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, verbose: { type: "boolean", default: false } },
});
const [filter = ""] = positionals;
const kinds = ["unit", "integration", "ui"];
if (values.only !== undefined && !kinds.includes(values.only)) {
  console.error(`--only takes ${kinds.join(", ")}, not "${values.only}".`);
  process.exit(2);
}
const wants = (kind) => values.only === undefined || values.only === kind;

const { stage, finish } = createRun();
await runStages();
finish();

async function runStages() {
  const needsVscode = wants("integration") || wants("ui");
  if (!(await stage("set-up", installPackages))) return;
  // Before the build for the tests, in whose place it leaves its own.
  let vsix = "";
  const pack = async () => {
    ({ path: vsix } = await packageExtension());
    return uncounted({ failed: [] });
  };
  if (needsVscode && !(await stage("package", pack))) return;
  if (!(await stage("build", () => build("--tests")))) return;
  // A first time takes minutes of the network, during which the processors have better to do.
  const chromium = install("Chromium");
  const vscode = needsVscode ? install("VS Code") : undefined;
  if (values.only === undefined && filter === "") await stage("lint, types, unused code", checkSource);
  // Some tests below VS Code draw in it.
  if (!(await stage("Chromium", () => chromium))) return;
  // What is done in a window waits for most of its time; meanwhile the processors run the tests below.
  await Promise.all([belowVscode(), insideAndOnTheScreen(vscode, vsix)]);
}

async function belowVscode() {
  if (wants("unit")) await stage("unit tests", () => runUnitTests(unitTestFiles(filter)));
}

async function insideAndOnTheScreen(vscode, vsix) {
  if (!vscode || !(await stage("VS Code", () => vscode))) return;
  if (wants("integration")) {
    await stage("inside VS Code, from source", () => insideVscode({ only: filesFromSource() }));
    await stage("inside VS Code, packed and installed", () => insideVscode({ vsix }));
  }
  if (wants("ui")) await stage("on the screen", onTheScreen);
}

async function install(what) {
  return uncounted(await runProgram(what, "scripts/install-host.mjs", what === "VS Code" ? "vscode" : "chromium"));
}

/**
 * The whole suite runs in the extension as users install it. In the checkout, as `npm start` opens it, only what finds its
 * files in another way runs again: the manifest, the server, the grammar. A desktop's VS Code is only given the checkout,
 * and so all of it.
 */
function filesFromSource() {
  const isWhole = filter !== "" || process.env.VSCODE_EXECUTABLE_PATH;
  return isWhole ? undefined : ["activation", "code-blocks", "findings"];
}

async function installPackages() {
  setUp();
  return uncounted({ failed: [] });
}

/** Prints which tests were tried once more. */
async function onTheScreen() {
  const { shareHosts } = await import("../dist/test/vscode-host/shared-hosts.mjs");
  const onStderr = (text) => console.log(text.trimEnd().replace(/^/gm, "  "));
  const endHosts = await shareHosts(1);
  try {
    return await runNodeTests(testFiles("test/ui", filter), { concurrency: 1, onStderr });
  } finally {
    await endHosts();
  }
}

async function insideVscode(options) {
  const { runSuite } = await import("../dist/test/vscode-host/suite.mjs");
  const onOutput = values.verbose ? (line) => console.log(`  ${line}`) : undefined;
  return runSuite({ workspaceFolder: "examples", filter, onOutput, ...options });
}
