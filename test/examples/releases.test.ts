import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { dify } from "../../src/core/dialects/dify/dify.ts";
import type { JsonValue } from "../../src/core/json/json-value.ts";
import { openSandbox } from "../sandbox/requests.ts";
import { codeNodesHere } from "./command-line.ts";
import { declaredCodeNodes, member, readCases, readJson, textOf } from "./example-files.ts";
import { type ExpectedFindings, expectedUnderEarliest, expectedUnderReleases } from "./expected-findings.ts";

const file = "examples/dify/releases.yml";
const published = dify.defaultTarget;
const releases = dify.targets.map(({ name }) => name).filter((name) => name !== published);
const earliest = releases.at(-1) ?? "";

const sandbox = openSandbox();

before(() => {
  assert.ok(existsSync("dist/cli.js"), "dist/cli.js is missing: run `node esbuild.mjs` first.");
});
after(() => sandbox.dispose());

for (const checked of Object.keys(expectedUnderReleases)) {
  test(`${checked} has the findings that only releases have`, () => checkUnderReleases(checked));
}

describe(`${file}: what a run says of the releases is what a run under them does`, { concurrency: 2 }, () => {
  for (const name of new Set(readCases(file).map((one) => one.name))) {
    test(`case "${name}"`, () => compareTargets(name));
  }
});

async function checkUnderReleases(path: string): Promise<void> {
  const { stdout, stderr } = await codeNodesHere(sandbox, "check", path, "--target", "all", "--format", "json");
  const [{ findings } = { findings: [] }] = JSON.parse(stdout || "{}").files ?? [];
  assert.ok(findings.length > 0, stderr);
  const titles = new Map(declaredCodeNodes(path).map(({ id, title }) => [id, title]));
  const keyOf = ({ node, check }: { node: string; check: string }) => `${titles.get(node)}: ${check}`;
  const keysWhere = (isMeant: (targets: readonly string[]) => boolean): readonly string[] =>
    findings.filter(({ targets }: { targets: string[] }) => isMeant(targets)).map(keyOf);
  const known = keysWhere((targets) => targets.includes(published));
  const found = {
    releases: keysWhere((targets) => targets.join() === releases.join()).filter((key) => !known.includes(key)),
    earliest: keysWhere((targets) => targets.join() === earliest),
    some: keysWhere((targets) => !targets.includes(published) && ![releases.join(), earliest].includes(targets.join())),
  };
  const expected = {
    releases: keysOf(expectedUnderReleases[path]),
    earliest: keysOf(expectedUnderEarliest[path]),
    some: [],
  };
  assert.deepEqual(found, expected);
}

function keysOf(byTitle: ExpectedFindings[string] = {}): readonly string[] {
  return Object.entries(byTitle).flatMap(([title, checks]) => checks.map((check) => `${title}: ${check}`));
}

/** An "unknown" says that only a run would tell. */
async function compareTargets(caseName: string): Promise<void> {
  const given = ["run", file, "--all", "--case", caseName, "--target", "all", "--format", "json"];
  const { stdout } = await codeNodesHere(sandbox, ...given);
  const runs = itemsOf(member(readJson(stdout), "runs"));
  const differences = runs
    .filter((run) => named(run, "target") === published)
    .flatMap((run) => {
      const node = named(run, "node");
      const said = itemsOf(member(run, "elsewhere"));
      return releases.flatMap((release) => {
        const there = runs.find((other) => named(other, "target") === release && named(other, "node") === node);
        const forecast = said.find((entry) => named(entry, "target") === release) ?? run;
        if (named(forecast, "status") === "unknown") return [];
        const [wanted, found] = [forecast, there].map(endingOf);
        return wanted === found ? [] : [`${named(run, "title")} under ${release}: said ${wanted}, was ${found}`];
      });
    });
  assert.ok(runs.length >= dify.targets.length);
  assert.deepEqual(differences, []);
}

function endingOf(run: JsonValue | undefined): string {
  const error = member(run, "error");
  return `${named(run, "status")} ${error ? named(error, "type") : ""}`.trim();
}

function named(value: JsonValue | undefined, name: string): string {
  return textOf(member(value, name));
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  assert.equal(value?.kind, "array");
  return value?.kind === "array" ? value.items : [];
}
