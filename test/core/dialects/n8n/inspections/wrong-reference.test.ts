import assert from "node:assert/strict";
import { test } from "node:test";
import { n8n } from "../../../../../src/core/dialects/n8n/n8n.ts";
import { readNodeFacts } from "../../../../../src/core/languages/all-languages.ts";
import { checkNodes } from "../../../../../src/core/sources/check-nodes.ts";
import { workflowText } from "../workflow-text.ts";

/** What is said of references in the code of the node "Code", which follows "Before"; "Beside" leads nowhere. */
function references(jsCode: string, rest: object = { name: "W" }): readonly string[] {
  const connections = { Before: { main: [[{ node: "Code", type: "main", index: 0 }]] } };
  const set = { type: "n8n-nodes-base.set", parameters: {} };
  const nodes = [{ parameters: { jsCode } }, { ...set, name: "Before" }, { ...set, name: "Beside" }];
  const text = workflowText(nodes, { connections, ...rest });
  const target = n8n.targets[0] ?? assert.fail();
  const findings = checkNodes(n8n.readWorkflow(text), n8n, target, readNodeFacts).ofCode;
  return findings
    .filter(({ check }) => check === "wrong-reference")
    .map(
      ({ severity, message, range }) => `${severity} ${text.slice(range.start, range.end)}: ${message.slice(0, 40)}`,
    );
}

test("a node that the workflow does not have is an error, by whatever way it is named", () => {
  for (const [code, place] of [
    ["return $('Nope').all();", "'Nope'"],
    ["return $(`Nope`).all();", "`Nope`"],
    ["return $items('Nope');", "'Nope'"],
    ["return $node['Nope'].json;", "'Nope'"],
    ["return $node.Nope.json;", "Nope"],
  ] as const) {
    assert.deepEqual(references(code), [`error ${place}: The workflow has no node "Nope": n8n say`], code);
  }
});

test("in a part of a workflow, a try or a branch that may not be reached it is a warning", () => {
  const warning = [`warning 'Nope': The workflow has no node "Nope": n8n say`];
  assert.deepEqual(references("return $('Nope').all();", {}), warning);
  assert.deepEqual(references("try { return $('Nope').all(); } catch { return []; }"), warning);
  assert.deepEqual(references("return items ?? $('Nope').all();"), warning);
});

test("a node that may not have run yet is a warning, unless the code asks", () => {
  assert.deepEqual(references("return $('Before').all();"), []);
  assert.deepEqual(references("return $('Beside').all();"), [
    `warning 'Beside': No connection leads from "Beside" to thi`,
  ]);
  assert.deepEqual(references("return [{ a: $('Beside').isExecuted }];"), []);
  assert.deepEqual(references("return $('Code').all();"), [`error 'Code': "Code" is this node itself, which has pu`]);
});

test("a name that only the run knows, and a `$` of the code's own, are left alone", () => {
  assert.deepEqual(references("const n = 'Nope'; return $(n).all();"), []);
  assert.deepEqual(references("const $ = (x) => x; return [{ a: $('Nope') }];"), []);
  assert.deepEqual(references("return [{ a: \"$('Nope')\" }];"), []);
});
