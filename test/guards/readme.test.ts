import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { usage } from "../../src/cli/usage.ts";
import { allChecks } from "../../src/core/checks/all-checks.ts";
import { allDialects } from "../../src/core/dialects/all-dialects.ts";

// What is written twice is compared, and repaired: locally a stale block is rewritten and the test fails once, in CI
// it only fails.

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const properties: Readonly<Record<string, { readonly markdownDescription: string; readonly default: unknown }>> =
  manifest.contributes.configuration.properties;

test("the README lists every check", () => {
  const rows = allChecks.map(({ id, severity, summary }) => `| \`${id}\` | ${severity} | ${summary} |`);
  expectBlock("checks", ["| check | severity | what it says |", "|---|---|---|", ...rows]);
});

test("the README lists every setting", () => {
  const rows = Object.entries(properties).map(
    ([name, setting]) => `| \`${name}\` | \`${JSON.stringify(setting.default)}\` | ${setting.markdownDescription} |`,
  );
  expectBlock("settings", ["| setting | default | what it does |", "|---|---|---|", ...rows]);
});

test("the README shows what --help prints", () => {
  expectBlock("usage", ["```", ...usage.split("\n"), "```"]);
});

test("the target settings offer the targets that the dialects have", () => {
  for (const dialect of allDialects) {
    const setting = manifest.contributes.configuration.properties[`codeNodes.${dialect.id}.target`];
    assert.deepEqual(
      setting.enum,
      dialect.targets.map(({ name }) => name),
    );
    assert.equal(setting.default, dialect.defaultTarget);
  }
});

test("every check has its own file and its own test", () => {
  for (const { id } of allChecks) {
    assert.match(readFileSync(`src/core/checks/${id}.ts`, "utf8"), new RegExp(`id: "${id}"`));
    assert.match(readFileSync(`test/core/checks/${id}.test.ts`, "utf8"), new RegExp(id));
  }
});

function expectBlock(name: string, lines: readonly string[]): void {
  const readme = readFileSync("README.md", "utf8");
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const from = readme.indexOf(start) + start.length;
  const to = readme.indexOf(end);
  assert.ok(from >= start.length && to >= from, `README.md has no block ${name}.`);
  const expected = `${lines.join("\n")}\n`;
  if (readme.slice(from, to) === expected) return;
  if (!process.env.CI) writeFileSync("README.md", readme.slice(0, from) + expected + readme.slice(to));
  assert.fail(`The ${name} in README.md were out of date${process.env.CI ? "" : "; they are rewritten, run again"}.`);
}
