import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import type { JsonValue } from "../../src/core/json/json-value.ts";
import { openSandbox } from "../sandbox/requests.ts";
import { codeNodes, codeNodesHere } from "./command-line.ts";
import {
  declaredCodeNodes,
  difyFiles,
  type ExampleCase,
  member,
  n8nFiles,
  nodeFiles,
  readCases,
  readJson,
  textOf,
} from "./example-files.ts";
import {
  type ExpectedFindings,
  expectedFindings,
  expectedUnderEarliest,
  expectedUnderReleases,
  warnings,
} from "./expected-findings.ts";
import { reportMismatch } from "./report-mismatch.ts";

const allFiles = [...difyFiles, ...n8nFiles, ...nodeFiles];

/** Its packages would have to be downloaded, so it is only checked. */
const onlyChecked: readonly string[] = ["examples/dify/packages.yml"];

/** Shorter than the platform's ten seconds: whether a run ends does not depend on how long it was given. */
const shortTimeLimit: Readonly<Record<string, readonly string[]>> = { "out of time": ["--timeout", "2500"] };

/** What a server of its own allows. */
const serverSettings: Readonly<Record<string, readonly string[]>> = {
  "examples/n8n/allowed-modules.json": ["--env-file", "examples/n8n/server.env"],
};

interface ListedNode {
  readonly id: string;
  readonly title: string;
  readonly language: string;
}

const sandbox = openSandbox();

/** The first file of each kind through the built program, the others in this process. */
const command = (file: string, ...given: readonly string[]) =>
  [difyFiles, n8nFiles, nodeFiles].some(([first]) => first === file)
    ? codeNodes(...given)
    : codeNodesHere(sandbox, ...given);

before(() => {
  assert.ok(existsSync("dist/cli.js"), "dist/cli.js is missing: run `node esbuild.mjs` first.");
});
after(() => sandbox.dispose());

for (const file of allFiles) {
  describe(file, { concurrency: 2 }, () => {
    test("has exactly the findings it is meant to have", () => checkFindings(file));
    test("has a happy path for every node", () => checkHappyPaths(file));
    if (onlyChecked.includes(file)) return;
    for (const [name, cases] of casesByName(file)) test(`case "${name}"`, () => checkCases(file, name, cases));
  });
}

test("the tables of findings name no node that is gone", () => {
  const all = [expectedFindings, expectedUnderReleases, expectedUnderEarliest].flatMap((table: ExpectedFindings) =>
    Object.entries(table),
  );
  for (const [file, byTitle] of all) {
    const titles = declaredCodeNodes(file).map(({ title }) => title);
    assert.deepEqual(
      Object.keys(byTitle).filter((title) => !titles.includes(title)),
      [],
    );
  }
});

test("NaN comes out of the command line as Python writes it", async () => {
  const { stdout } = await codeNodes(...runArguments("examples/dify/limits.yml", "NaN"), "--node", "Not quite numbers");
  const value = member(member(onlyRun(stdout), "outputs"), "value");
  assert.deepEqual(value, { kind: "float", text: "NaN" });
});

async function checkFindings(file: string): Promise<void> {
  const nodes = await listNodes(file);
  const { exitCode, stdout, stderr } = await command(file, "check", file, "--format", "json", ...settingsOf(file));
  const [checked] = JSON.parse(stdout || "{}").files ?? [];
  assert.ok(checked, stderr);
  assert.equal(checked.nodes, nodes.length);
  const declared = nodeFiles.includes(file) ? nodes : declaredCodeNodes(file);
  const found: Record<string, string[]> = {};
  for (const { check, severity, node } of checked.findings) {
    const { title, language } = declared.find(({ id }) => id === node) ?? { title: "no node", language: "" };
    const usual = warnings.includes(`${check}/${language}`) ? "warning" : "error";
    found[title] = [...(found[title] ?? []), severity === usual ? check : `${check} (${severity})`];
  }
  assert.deepEqual(found, expectedFindings[file] ?? {});
  const hasErrors = checked.findings.some(({ severity }: { severity: string }) => severity === "error");
  assert.equal(exitCode, hasErrors ? 1 : 0);
}

async function checkHappyPaths(file: string): Promise<void> {
  const nodes = await listNodes(file);
  const cases = readCases(file);
  const without = nodes.filter(({ id }) => !cases.some(({ node, name }) => node === id && name === "happy path"));
  assert.deepEqual(without, []);
  assert.deepEqual(
    cases.filter(({ node }) => !nodes.some(({ id }) => id === node)),
    [],
  );
}

async function checkCases(file: string, name: string, cases: readonly ExampleCase[]): Promise<void> {
  const given = [...runArguments(file, name), "--all"];
  const { exitCode, stdout, stderr } = await (name === "happy path"
    ? command(file, ...given)
    : codeNodesHere(sandbox, ...given));
  const runs = runsIn(stdout, stderr);
  const mismatches = cases.flatMap(({ node, expect }) => {
    const report = runs.find((run) => textOf(member(run, "node")) === node);
    const mismatch = report ? reportMismatch(report, expect) : `was not run. ${stderr}`;
    return mismatch ? [`${report ? textOf(member(report, "title")) : node}: ${mismatch}`] : [];
  });
  assert.deepEqual(mismatches, []);
  const hasFailed = runs.some((run) => textOf(member(run, "status")) === "failed");
  assert.equal(exitCode, hasFailed ? 1 : 0);
}

const listed = new Map<string, Promise<readonly ListedNode[]>>();

/** Asked once for each file. */
function listNodes(file: string): Promise<readonly ListedNode[]> {
  const known = listed.get(file) ?? readNodes(file);
  listed.set(file, known);
  return known;
}

async function readNodes(file: string): Promise<readonly ListedNode[]> {
  const { exitCode, stdout, stderr } = await command(file, "list", file, "--format", "json");
  assert.equal(exitCode, 0, stderr);
  return JSON.parse(stdout).files[0].nodes;
}

function runArguments(file: string, name: string): readonly string[] {
  return ["run", file, "--case", name, "--format", "json", ...(shortTimeLimit[name] ?? []), ...settingsOf(file)];
}

function settingsOf(file: string): readonly string[] {
  return serverSettings[file] ?? [];
}

function onlyRun(stdout: string): JsonValue {
  const [run, ...others] = runsIn(stdout, "");
  assert.ok(run);
  assert.equal(others.length, 0);
  return run;
}

function runsIn(stdout: string, stderr: string): readonly JsonValue[] {
  assert.notEqual(stdout, "", stderr);
  const runs = member(readJson(stdout), "runs");
  assert.ok(runs?.kind === "array", stdout);
  return runs.items;
}

function casesByName(file: string): ReadonlyMap<string, readonly ExampleCase[]> {
  const byName = new Map<string, ExampleCase[]>();
  for (const one of readCases(file)) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  return byName;
}
