import assert from "node:assert/strict";
import { difyTargets } from "../../../src/core/dialects/dify/platform/targets.ts";
import { readFacts } from "../../../src/core/languages/all-languages.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { corpusTest, corpusWorkflows } from "../../support/workflow-files.ts";

// Every finding on the real files, each looked at and found right: a new one here is a false alarm until it is shown
// to be right too.
const expected: readonly (readonly [file: string, node: string, check: string, underlined: string])[] = [
  ["01-knowledge-base-ingestion.yml", "1776841279803", "server-only-import", "requests"],
  ["01-knowledge-base-ingestion.yml", "1776843294741", "server-only-import", "requests"],
  ["02-webhook-triggered.yml", "1718005000002", "unknown-parameter", "raw_payload"],
  ["03-ai-data-analysis.yml", "f3dc8e41", "missing-parameter", "(args)"],
  ["03-ai-data-analysis.yml", "f3dc8e41", "unknown-parameter", "args"],
  ["03-ai-data-analysis.yml", "f3dc8e41", "refused-declaration", "outputs"],
  ["03-ai-data-analysis.yml", "f3dc8e41", "wrong-reference", "生成SQL"],
  ["04-workflow.yml", "1763018334876", "server-only-import", "requests"],
  ["04-workflow.yml", "1763018334876", "missing-output", "return\\"],
  ["04-workflow.yml", "1763018334876", "undeclared-output", '\\"error\\"'],
  ["05-workflow.yml", "1763018334876", "server-only-import", "requests"],
  ["05-workflow.yml", "1763018334876", "missing-output", "return\\"],
  ["05-workflow.yml", "1763018334876", "undeclared-output", '\\"error\\"'],
  ["10-broken-list-operator-limit.yml", "code_node", "refused-declaration", "type: code"],
  ["11-iteration-template-transform-workflow.yml", "code_node", "refused-declaration", "type: code"],
  ["12-list-operator-workflow.yml", "code_node", "refused-declaration", "type: code"],
  ["13-min-workflow.yml", "code_node", "refused-declaration", "type: code"],
  ["13-min-workflow.yml", "code_node", "unknown-parameter", "query"],
  ["14-trigger-plugin-code-workflow.yml", "code_node", "refused-declaration", "type: code"],
  ["15-trigger-webhook-code-workflow.yml", "code_node", "refused-declaration", "type: code"],
  ["15-trigger-webhook-code-workflow.yml", "code_node", "unknown-parameter", "payload"],
  ["16-variable-aggregator-fallback-workflow.yml", "code_primary", "refused-declaration", "type: code"],
  ["16-variable-aggregator-fallback-workflow.yml", "code_primary", "unknown-parameter", "query"],
  ["16-variable-aggregator-fallback-workflow.yml", "code_backup", "refused-declaration", "type: code"],
  ["23-file-read.yml", "1733304400929", "blocked-import", "os"],
  ["27-jieba.yml", "1732240797960", "blocked-import", "jieba"],
  ["28-json-repair.yml", "1732007419308", "blocked-import", "json_repair"],
  ["31-matplotlib.yml", "1732083953925", "blocked-import", "pathlib"],
  ["31-matplotlib.yml", "1732083953925", "blocked-import", "matplotlib.pyplot"],
  ["32-runllmcode.yml", "1733304400929", "blocked-import", "os"],
  ["35-llm.yml", "1735195133945", "blocked-import", "sympy"],
  ["36-llm.yml", "1735195133945", "blocked-import", "sympy"],
];

corpusTest("the findings on the real Dify exports are these and no others", () => {
  const found = corpusWorkflows("dify").flatMap(({ name, text }) => {
    const source = { path: name, text };
    const read = readSource(source);
    assert.ok(read, `${name} is read`);
    const { findings } = checkSource(source, read, difyTargets[0], ({ language, code }) =>
      readFacts(language, code.code),
    );
    return findings.map(({ check, nodeId, range }) => [
      name,
      nodeId,
      check,
      firstLine(text.slice(range.start, range.end)),
    ]);
  });
  assert.deepEqual(found.sort(), [...expected].sort());
});

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").slice(0, 40);
}
