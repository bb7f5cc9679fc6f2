import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

// The scripts that say whether all is well must be able to say that it is not.

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-machinery-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("a package with a file too many or too few is refused", async () => {
  const { contentFaults } = await script("package.mjs");
  const faults = (files: readonly string[]) => contentFaults(files, { main: "./dist/extension.js" });
  const missing = faults([]);
  assert.ok(missing.includes("dist/extension.js is missing"), "what the manifest names");
  assert.ok(missing.includes("dist/sandbox/python.wasm is missing"), "what the code reads");
  const complete = missing.map((fault: string) => fault.replace(" is missing", ""));
  assert.deepEqual(faults(complete), []);
  for (const extra of ["src/extension/extension.ts", "dist/extension.js.map", "dist/test/a.test.js", ".npmrc"]) {
    assert.deepEqual(faults([...complete, extra]), [`${extra} must not be in it`]);
  }
});

test("a package without a licence text is not shipped", async () => {
  const { licenceTexts } = await script("third-party-notices.mjs");
  mkdirSync(join(folder, "modules", "silent"), { recursive: true });
  assert.throws(() => licenceTexts("silent", join(folder, "modules")), /silent is shipped but has no licence text/);
  writeFileSync(join(folder, "modules", "silent", "LICENSE.md"), "Do as you like.");
  assert.match(licenceTexts("silent", join(folder, "modules"))[0], /Do as you like\./);
});

test("a test file that fails, crashes, leaves early or holds no test is red", () => {
  const prelude = 'const { describe, test } = require("node:test");';
  const { result } = runTestFiles({
    fine: `${prelude} test("a", () => {}); describe("group", () => test("b", () => {})); test.skip("c", () => {});`,
    failing: `${prelude} describe("group", () => test("bad", () => { throw new Error("boom"); }));`,
    crashing: 'throw new Error("at load");',
    leaving: `${prelude} test("a", () => process.exit(0));`,
    empty: "",
  });
  assert.equal(result.passed, 2);
  assert.equal(result.skipped, 1);
  const titles = result.failed.map(({ title }) => title.replace(/.*\//, "")).sort();
  assert.deepEqual(titles, ["crashing.js", "empty.js", "failing.js: group › bad", "leaving.js"]);
  const messages = result.failed.map(({ message }) => message).join("\n");
  for (const cause of ["boom", "at load", "It ran no test."]) assert.match(messages, new RegExp(cause));
});

test("what took long is named: files and tests, the slowest first", () => {
  const slow = (ms: number) =>
    `require("node:test").test("${ms} ms", () => new Promise((resolve) => setTimeout(resolve, ${ms})));`;
  const { result } = runTestFiles({ slow: slow(1100), slower: slow(3000) });
  const said = result.remarks.map((remark) => remark.replace(/^ *[\d.]+ s {2}.*\//, ""));
  assert.deepEqual(said, [
    "the slowest files:",
    "slower.js",
    "slow.js",
    "the slowest tests:",
    "slower.js: 3000 ms",
    "slow.js: 1100 ms",
  ]);
});

test("the seed of property tests is the named one, else in CI the commit's, else a new one", () => {
  const seeds = (env: Readonly<Record<string, string>>) => {
    const program = [
      `import { propertySeed } from ${JSON.stringify(pathToFileURL(resolve("scripts/property-seed.mjs")).href)};`,
      `Object.assign(process.env, ${JSON.stringify({ CODE_NODES_SEED: "", CI: "", ...env })});`,
      "console.log(JSON.stringify([propertySeed(), propertySeed()]));",
    ];
    return JSON.parse(runModule(...program).stdout);
  };
  assert.deepEqual(seeds({ CODE_NODES_SEED: "77", CI: "true" }), [77, 77]);
  const [seed, again] = seeds({ CI: "true" });
  assert.equal(seed, again);
  const [one, other] = seeds({});
  assert.notEqual(one, other);
});

test("the closing line counts everything, and one failure is enough for exit code 1", () => {
  const green = runStages('await stage("a", async () => ({ passed: 3, failed: [] }));');
  assert.deepEqual(green, { status: 0, lastLine: "3 passed, 0 failed" });
  const thrown = runStages(
    'await stage("a", async () => ({ passed: 3, skipped: 1, failed: [] }));',
    'await stage("b", async () => { throw new Error("gone"); });',
  );
  assert.deepEqual(thrown, { status: 1, lastLine: "3 passed, 1 failed, 1 skipped" });
  assert.deepEqual(runStages(), { status: 1, lastLine: "0 passed, 0 failed" });
});

type TestCounts = {
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly { readonly title: string; readonly message: string }[];
  readonly remarks: readonly string[];
};

function script(name: string) {
  return import(pathToFileURL(resolve("scripts", name)).href);
}

function runTestFiles(sources: Readonly<Record<string, string>>): { readonly result: TestCounts } {
  const files = Object.entries(sources).map(([name, source]) => {
    const path = join(folder, `${name}.js`);
    writeFileSync(path, source);
    return path;
  });
  const { stdout } = runModule(
    `import { runNodeTests } from ${JSON.stringify(pathToFileURL(resolve("scripts/node-tests.mjs")).href)};`,
    `const result = await runNodeTests(${JSON.stringify(files)});`,
    "console.log(JSON.stringify({ result }));",
  );
  return JSON.parse(stdout);
}

function runStages(...lines: readonly string[]): { readonly status: number | null; readonly lastLine: string } {
  const { status, stdout } = runModule(
    `import { createRun } from ${JSON.stringify(pathToFileURL(resolve("scripts/stages.mjs")).href)};`,
    "const { stage, finish } = createRun();",
    ...lines,
    "finish();",
  );
  return { status, lastLine: stdout.trimEnd().split("\n").at(-1) ?? "" };
}

// A process of its own, and one that does not know it was started by a test: Node runs no tests inside tests.
function runModule(...lines: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const program = join(folder, "program.mjs");
  writeFileSync(program, lines.join("\n"));
  return spawnSync(process.execPath, [program], { env, encoding: "utf8" });
}
