import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource, type SourceFile } from "../../../src/core/sources/source-file.ts";
import { sourceOverview, worstSeverity } from "../../../src/core/sources/source-overview.ts";
import { probeWorkflow } from "../../probe-workflow.ts";

function overviewOf(source: SourceFile) {
  const read = readSource(source) ?? assert.fail("no code nodes");
  return sourceOverview(source, read, targetOrDefault(read.dialect, undefined));
}

test("a workflow's nodes, each with its findings and their lines", () => {
  const overview = overviewOf({ path: "probe.yml", text: probeWorkflow });
  assert.equal(overview.dialect.name, "Dify");
  assert.deepEqual(overview.findings, []);
  const [node, ...others] = overview.nodes;
  assert.deepEqual(others, []);
  assert.deepEqual([node?.title, node?.language], ["Measure", "python"]);
  assert.deepEqual(
    node?.findings.map(({ severity, line }) => [severity, line]),
    [["warning", 9]],
  );
  assert.match(node?.findings[0]?.message ?? "", /"debug"/);
});

test("what belongs to no node is the file's, and what a declaration says has no line of the code", () => {
  const broken = overviewOf({ path: "probe.yml", text: `${probeWorkflow}\n\t- broken: [` });
  assert.equal(broken.findings.length, 1);
  const { nodes } = overviewOf({
    path: "a.py",
    text: "def main():\n    return {}\n",
    declarationText: '{ "dialect": "dify", "outputs": { "n": { "type": "integer" } } }',
  });
  assert.ok(nodes[0]?.findings.some(({ message, line }) => /"integer"/.test(message) && line === undefined));
});

test("no finding is lost or counted twice", () => {
  for (const name of ["mistakes", "declarations", "javascript"]) {
    const source = { path: `${name}.yml`, text: readFileSync(`examples/dify/${name}.yml`, "utf8") };
    const read = readSource(source) ?? assert.fail(name);
    const { findings } = checkSource(source, read, targetOrDefault(read.dialect, undefined), readNodeFacts);
    const overview = overviewOf(source);
    const listed = [...overview.findings, ...overview.nodes.flatMap((node) => node.findings)];
    assert.ok(listed.length > 0);
    assert.deepEqual(listed.map(({ message }) => message).sort(), findings.map(({ message }) => message).sort());
  }
});

test("the gravest finding decides", () => {
  const of = (...severities: ("error" | "warning" | "hint")[]) =>
    worstSeverity(severities.map((severity) => ({ severity, message: "" })));
  assert.equal(of("hint", "error", "warning"), "error");
  assert.equal(of("hint", "warning"), "warning");
  assert.equal(of(), undefined);
});
