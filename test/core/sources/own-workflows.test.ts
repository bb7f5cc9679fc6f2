import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { ownWorkflows, soundWorkflows, type WorkflowFile } from "../../support/workflow-files.ts";

/** What PyYAML and Python's json read out of each file: title, language and code; null where that is no text. */
const expected: Readonly<Record<string, unknown>> = JSON.parse(readFileSync("test/workflows/expected.json", "utf8"));

/** Those of the first target; any other file of n8n has the one node that is written for Pyodide. */
const findings: Readonly<Record<string, readonly string[]>> = {
  "plain.yml": ["unreadable-code"],
  "single-quoted.yml": ["unreadable-code"],
  "copied.json": ["wrong-reference"],
  "without-parameters.json": ["wrong-result", "wrong-reference"],
};

for (const dialect of ["dify", "n8n"] as const) {
  test(`${dialect}: each sound file has the nodes that the platform's own reader finds in it, and their code`, () => {
    const files = soundWorkflows(dialect);
    assert.ok(files.length >= 7);
    for (const { name, text } of files) {
      const read = readSource({ path: name, text });
      const found = read?.reading.nodes.map(({ title, language, code }) => [title, language, code.code]);
      assert.deepEqual(found, withoutNull(expected[`${dialect}/${name}`]), name);
      assert.deepEqual(read?.reading.problems, [], name);
      assert.deepEqual(checksOf({ name, text }), findings[name] ?? (dialect === "n8n" ? ["old-python"] : []), name);
    }
  });

  test(`${dialect}: of each broken file what can be read is read, and something is said about the rest`, () => {
    const broken = ownWorkflows(dialect).filter(({ name }) => name.startsWith("broken-"));
    assert.ok(broken.length >= 3);
    for (const { name, text } of broken) {
      const found = checksOf({ name, text });
      assert.ok(found.includes("unreadable-code") || found.includes("refused-declaration"), `${name}: ${found}`);
    }
  });
}

function checksOf({ name, text }: WorkflowFile): readonly string[] {
  const source = { path: name, text };
  const read = readSource(source) ?? assert.fail(`${name} is not recognised`);
  const [target] = read.dialect.targets;
  return checkSource(source, read, target ?? assert.fail(), readNodeFacts).findings.map(({ check }) => check);
}

/** A node that n8n has not given any code yet. */
function withoutNull(nodes: unknown): unknown {
  return Array.isArray(nodes) ? nodes.map(([title, language, code]) => [title, language, code ?? ""]) : nodes;
}
