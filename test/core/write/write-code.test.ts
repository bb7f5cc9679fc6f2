import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applyEdit } from "../../../src/core/text/text-edit.ts";
import type { CodeNode } from "../../../src/core/workflow/code-node.ts";
import { type WorkflowText, writeCode } from "../../../src/core/write/write-code.ts";
import { arbitraryCode } from "./arbitrary-code.ts";
import { corpusFiles, workflowText } from "./corpus-files.ts";

for (const dialect of ["dify", "n8n"] as const) {
  const files = corpusFiles(dialect);
  const nodes = files.flatMap((file) => file.reading.nodes.map((node) => ({ file, node })));

  test(`${dialect}: any code in any node of the corpus is read back, and every byte around it stays`, () => {
    let written = 0;
    for (const { file, node } of nodes) {
      fc.assert(
        fc.property(arbitraryCode(), (code) => {
          if (mustBeRefused(node, code)) {
            assert.equal(writeCode(file, node, code).kind, "refusal");
            return;
          }
          assertWritten(file, node, code, file.name);
          written += 1;
        }),
        { numRuns: 12 },
      );
    }
    assert.ok(written > nodes.length * 10, `${written}`);
  });

  test(`${dialect}: writing what is there is no edit`, () => {
    for (const { file, node } of nodes) assert.deepEqual(writeCode(file, node, node.code.code), { kind: "unchanged" });
  });

  test(`${dialect}: a change and its undoing leave the file as it was, byte for byte`, () => {
    const differing = nodes.filter(({ file, node }) => {
      const there = assertWritten(file, node, `${node.code.code}\n# one more line`, file.name);
      const changed = workflowText(there);
      const back = assertWritten(changed, sameNode(file, node, changed), node.code.code, file.name);
      return back !== file.text;
    });
    assert.deepEqual(
      differing.map(({ file, node }) => `${file.name} ${node.title}`),
      [],
    );
  });
}

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
  const { start, end } = node.code.documentRange;
  if (file.text[start] === '"' || file.dialect.id !== "n8n") assert.deepEqual(writing.range, { start, end });
  const now = workflowText(text);
  assert.deepEqual(
    now.reading.nodes.map(({ code: { code: read } }) => read),
    file.reading.nodes.map((other) => (other === node ? code : other.code.code)),
    JSON.stringify(writing.newText),
  );
  const there = sameNode(file, node, now).code.documentRange;
  assert.equal(text.slice(0, there.start), file.text.slice(0, writing.range.start));
  const shown = text.slice(there.end).trimStart();
  assert.ok(file.text.slice(end).endsWith(shown), JSON.stringify(shown));
  return text;
}

function sameNode(file: WorkflowText, node: CodeNode, other: WorkflowText): CodeNode {
  return other.reading.nodes[file.reading.nodes.indexOf(node)] as CodeNode;
}

function mustBeRefused(node: CodeNode, code: string): boolean {
  return (node.n8n?.kind === "code" && code.startsWith("=")) || /\p{Cs}/u.test(code);
}
