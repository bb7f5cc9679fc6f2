// All tests, with all their set-up: `npm test [-- [--only unit|integration|ui] [--verbose] [PART-OF-A-PATH-OR-TITLE]]`.
import { parseArgs } from "node:util";
import { runNodeTests } from "./node-tests.mjs";
import { packageExtension } from "./package.mjs";
import { setUp } from "./setup.mjs";
import { createRun, uncounted } from "./stages.mjs";
import { runUnitTests, testFiles, unitTestFiles } from "./unit-tests.mjs";
import { build, checkSource, installChromium } from "./verify.mjs";

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
  if (!(await stage("set-up", installPackages))) return;
  if (values.only === undefined && filter === "") await stage("lint, types, unused code", checkSource);
  if (!(await stage("build", () => build("--tests")))) return;
  if (!(await stage("Chromium", installChromium))) return;
  if (wants("unit")) await stage("unit tests", () => runUnitTests(unitTestFiles(filter)));
  if (!wants("integration") && !wants("ui")) return;
  if (!(await stage("VS Code", installVscode))) return;
  if (wants("integration")) await stage("inside VS Code, from source", () => insideVscode());
  let vsix = "";
  const pack = async () => {
    ({ path: vsix } = await packageExtension());
    return uncounted({ failed: [] });
  };
  if (!(await stage("package", pack))) return;
  if (wants("integration")) await stage("inside VS Code, packed and installed", () => insideVscode(vsix));
  if (wants("ui")) await stage("on the screen", onTheScreen);
}

async function installPackages() {
  setUp();
  return uncounted({ failed: [] });
}

async function installVscode() {
  const { installVscodeHost } = await import("../dist/test/vscode-host/install.mjs");
  installVscodeHost();
  return uncounted({ failed: [] });
}

/** Prints which tests were tried once more. */
async function onTheScreen() {
  const onStderr = (text) => console.log(text.trimEnd().replace(/^/gm, "  "));
  return runNodeTests(testFiles("test/ui", filter), { concurrency: 1, onStderr });
}

async function insideVscode(vsix) {
  const { runSuite } = await import("../dist/test/vscode-host/suite.mjs");
  const onOutput = values.verbose ? (line) => console.log(`  ${line}`) : undefined;
  return runSuite({ workspaceFolder: "examples", vsix, filter, onOutput });
}
