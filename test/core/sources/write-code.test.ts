import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ownPartOf } from "../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { type WorkflowText, writeCode } from "../../../src/core/sources/write-code.ts";
import { applyEdit } from "../../../src/core/text/text-edit.ts";
import type { CodeNode } from "../../../src/core/workflow/code-node.ts";
import { corpusTest, corpusWorkflows } from "../../support/workflow-files.ts";
import { arbitraryCode } from "./arbitrary-code.ts";
import { soundFiles, workflowText } from "./sound-files.ts";

/** Code that no writer spells like that: once changed, it is spelt as the platform spells it. */
const spelledOtherwise = [
  "double-quoted.yml",
  "flow.yml",
  "folded.yml",
  "single-quoted.yml",
  "plain.yml",
  "as-json.yml",
  "literal-keep.yml",
  "wide.yml",
];

for (const dialect of ["dify", "n8n"] as const) {
  const files = soundFiles(dialect);
  const nodes = files.flatMap((file) => file.reading.nodes.map((node) => ({ file, node })));

  test(`${dialect}: any code in any workflow file is read back, and every byte around it stays`, () => {
    let written = 0;
    for (const file of files) {
      const anyNode = fc.nat(file.reading.nodes.length - 1).map((index) => file.reading.nodes[index] as CodeNode);
      fc.assert(
        fc.property(anyNode, arbitraryCode(), (node, code) => {
          fc.pre(!mustBeRefused(node, code));
          assertWritten(file, node, code, file.name);
          written += 1;
        }),
        { numRuns: 6 },
      );
    }
    assert.ok(written >= files.length * 6);
  });

  test(`${dialect}: writing what is there is no edit`, () => {
    for (const { file, node } of nodes) assert.deepEqual(writeCode(file, node, node.code.code), { kind: "unchanged" });
  });

  test(`${dialect}: a change and its undoing leave the file as it was, byte for byte`, () => {
    for (const file of files) {
      const node = file.reading.nodes.findLast((candidate) => hasCode(file, candidate));
      if (!node) continue; // A node without code would stay one with empty code.
      const changed = workflowText(assertWritten(file, node, `# one more line\n${node.code.code}`, file.name));
      const back = assertWritten(changed, sameNode(file, node, changed), node.code.code, file.name);
      if (!spelledOtherwise.includes(file.name)) assert.equal(back, file.text, `${file.name} ${node.title}`);
    }
  });
}

corpusTest("dify: each code of the corpus is spelt again, from nothing but its value, as its file spells it", () => {
  const files = corpusWorkflows("dify").map(({ name, text }) => ({ name, ...workflowText(text) }));
  const nodes = files.flatMap((file) => file.reading.nodes.map((node) => ({ file, node })));
  assert.equal(nodes.length, 82);
  for (const { file, node } of nodes) {
    const [writing] = file.dialect.writeCodes(file.text, [{ node, code: node.code.code }]);
    assert.ok(writing);
    assert.ok(writing.kind === "edit");
    assert.equal(applyEdit(file.text, writing), file.text, `${file.name} ${node.title}`);
  }
});

/** Writes, reads again, and looks at every byte outside the scalar. Returns the file as it is then. */
function assertWritten(file: WorkflowText, node: CodeNode, code: string, name: string): string {
  const writing = writeCode(file, node, code);
  if (writing.kind === "unchanged") {
    assert.equal(code, node.code.code);
    return file.text;
  }
  assert.equal(writing.kind, "edit", `${name}, ${node.title}: ${JSON.stringify(writing)}`);
  assert.ok(writing.kind === "edit");
  const text = applyEdit(file.text, writing);
  const now = workflowText(text);
  assert.deepEqual(
    now.reading.nodes.map(({ code: { code: read } }) => read),
    file.reading.nodes.map((other) => (other === node ? code : other.code.code)),
    JSON.stringify(writing.newText),
  );
  const there = sameNode(file, node, now).code.documentRange;
  if (!hasCode(file, node)) {
    assert.deepEqual(withoutCode(text), withoutCode(file.text));
    return text;
  }
  const { start, end } = node.code.documentRange;
  assert.deepEqual(writing.range, { start, end });
  assert.equal(there.start, start);
  // A block that became a quoted scalar no longer counts its last line break and blank lines as its own.
  const behind = text.slice(there.end);
  assert.equal(behind.slice(behind.length - (file.text.length - end)), file.text.slice(end));
  assert.match(behind.slice(0, behind.length - (file.text.length - end)), /^(?: *#.*)?\s*$/);
  return text;
}

/** n8n leaves out the code of a node that nobody changed. */
function hasCode(file: WorkflowText, node: CodeNode): boolean {
  return (
    file.dialect.id !== "n8n" || /(?:Code|jsCode)"\s*:\s*$/.test(file.text.slice(0, node.code.documentRange.start))
  );
}

function withoutCode(json: string): unknown {
  const { nodes, ...rest } = JSON.parse(json) as { nodes: { parameters: Record<string, unknown> }[] };
  return [
    rest,
    nodes.map(({ parameters, ...node }) => {
      const { functionCode: _a, jsCode: _b, pythonCode: _c, ...others } = parameters;
      return [node, others];
    }),
  ];
}

function sameNode(file: WorkflowText, node: CodeNode, other: WorkflowText): CodeNode {
  return other.reading.nodes[file.reading.nodes.indexOf(node)] as CodeNode;
}

function mustBeRefused(node: CodeNode, code: string): boolean {
  return (ownPartOf(node)?.kind === "code" && code.startsWith("=")) || /\p{Cs}/u.test(code);
}
