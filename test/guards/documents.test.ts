import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { usage } from "../../src/cli/usage.ts";
import { allChecks } from "../../src/core/checks/all-checks.ts";
import { allDialects } from "../../src/core/dialects/all-dialects.ts";

// What is written twice is compared, and repaired: locally a stale block is rewritten and the test fails once, in CI
// it only fails.

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const properties: Readonly<Record<string, { readonly markdownDescription: string; readonly default: unknown }>> =
  manifest.contributes.configuration.properties;

test("the page of the checks lists every one", () => {
  const rows = allChecks.map(({ id, severity, summary }) => `| \`${id}\` | ${severity} | ${summary} |`);
  expectBlock("docs/checks.md", "checks", ["| check | severity | what it says |", "|---|---|---|", ...rows]);
});

test("the page of the settings lists every one", () => {
  const rows = Object.entries(properties).map(
    ([name, setting]) => `| \`${name}\` | \`${JSON.stringify(setting.default)}\` | ${setting.markdownDescription} |`,
  );
  expectBlock("docs/settings.md", "settings", ["| setting | default | what it does |", "|---|---|---|", ...rows]);
});

test("the page of the command line shows what --help prints", () => {
  expectBlock("docs/command-line.md", "usage", ["```", ...usage.split("\n"), "```"]);
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

test("every page is reached from the README, and every link leads to something that is there", () => {
  const pages = readdirSync("docs").filter((name) => name.endsWith(".md"));
  const documents = [
    ...readdirSync(".").filter((name) => name.endsWith(".md")),
    ...pages.map((name) => `docs/${name}`),
  ];
  for (const path of documents) {
    for (const [, link = ""] of readFileSync(path, "utf8").matchAll(/\]\((?!https?:)([^)#\s]+)/g)) {
      assert.ok(existsSync(join(dirname(path), link)), `${path} links to ${link}`);
    }
  }
  const readme = readFileSync("README.md", "utf8");
  assert.deepEqual(
    pages.filter((name) => !readme.includes(`(docs/${name})`)),
    [],
  );
});

test("the README fits on three screens", () => {
  assert.ok(readFileSync("README.md", "utf8").split("\n").length <= 3 * linesOfScreen);
});

/** Of a window of usual height. */
const linesOfScreen = 40;

function expectBlock(page: string, name: string, lines: readonly string[]): void {
  const text = readFileSync(page, "utf8");
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const from = text.indexOf(start) + start.length;
  const to = text.indexOf(end);
  assert.ok(from >= start.length && to >= from, `${page} has no block ${name}.`);
  const expected = `${lines.join("\n")}\n`;
  if (text.slice(from, to) === expected) return;
  if (!process.env.CI) writeFileSync(page, text.slice(0, from) + expected + text.slice(to));
  assert.fail(`The ${name} in ${page} were out of date${process.env.CI ? "" : "; they are rewritten, run again"}.`);
}
