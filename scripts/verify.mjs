// Everything that is quick to know: lint, types, unused code, build and the quick tests (`npm run verify`).
import { isMain, setUp } from "./setup.mjs";
import { createRun, runProgram, sum, uncounted } from "./stages.mjs";
import { runUnitTests, unitTestFiles } from "./unit-tests.mjs";

const checks = [
  ["format and lint", "node_modules/@biomejs/biome/bin/biome", "check", "--max-diagnostics=40"],
  ["types of src/core", "node_modules/typescript/bin/tsc", "-p", "src/core"],
  ["types of src/panel", "node_modules/typescript/bin/tsc", "-p", "src/panel"],
  ["types of test/panel", "node_modules/typescript/bin/tsc", "-p", "test/panel"],
  ["types of everything else", "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
  ["unused code and packages", "node_modules/knip/bin/knip.js", "--no-progress"],
  [
    "code that only tests use",
    "node_modules/knip/bin/knip.js",
    "--no-progress",
    "--production",
    "--include=exports,files",
  ],
];

export async function checkSource() {
  return sum(await Promise.all(checks.map(([title, file, ...args]) => runProgram(title, file, ...args))));
}

export async function build(...args) {
  return uncounted(await runProgram("build", "esbuild.mjs", ...args));
}

if (isMain(import.meta.url)) {
  setUp();
  const { stage, finish } = createRun();
  await stage("lint, types, unused code", checkSource);
  if (await stage("build", () => build("--tests"))) await stage("quick tests", () => runUnitTests(quickTestFiles()));
  finish();
}

/** Those that start neither an engine for every case nor a browser, and need no VS Code; `npm test` runs the others too. */
function quickTestFiles() {
  const slow = [
    "cli/hostile-text",
    "core/checks/depth",
    "core/growth/",
    "examples/",
    "panel/",
    "sandbox/",
    "syntaxes/",
  ];
  return unitTestFiles().filter((file) => !slow.some((part) => file.startsWith(`dist/test/${part}`)));
}
