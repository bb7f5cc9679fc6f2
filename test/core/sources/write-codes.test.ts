import assert from "node:assert/strict";
import { mock, test } from "node:test";
import fc from "fast-check";
import { type WorkflowText, writeCode } from "../../../src/core/sources/write-code.ts";
import { type SavedCode, writeCodes } from "../../../src/core/sources/write-codes.ts";
import { applyEdit } from "../../../src/core/text/text-edit.ts";
import type { CodeNode } from "../../../src/core/workflow/code-node.ts";
import { soundWorkflows } from "../../support/workflow-files.ts";
import { arbitraryCode } from "./arbitrary-code.ts";
import { workflowText } from "./sound-files.ts";

const manyNodes = (["dify", "n8n"] as const)
  .flatMap((dialect) => soundWorkflows(dialect))
  .map(({ text }) => workflowText(text))
  .filter(({ reading }) => reading.nodes.length > 1);

/** What the workflow becomes when each code is written by itself, in turn. */
function oneByOne(file: WorkflowText, codes: readonly SavedCode[]) {
  let { text } = file;
  const kinds = codes.map(({ node, code }) => {
    const now = workflowText(text);
    const writing = writeCode(now, now.reading.nodes[file.reading.nodes.indexOf(node)] as CodeNode, code);
    if (writing.kind === "edit") text = applyEdit(text, writing);
    return writing.kind === "refusal" ? writing.message : "written";
  });
  return { text, kinds };
}

function atOnce(file: WorkflowText, codes: readonly SavedCode[]) {
  const { text, results } = writeCodes(file, codes);
  const kinds = codes.map(({ node }) => {
    const result = results.get(node) ?? assert.fail("a code without a result");
    return result.kind === "refusal" ? result.message : "written";
  });
  return { text, kinds, results };
}

const changes = fc
  .constantFrom(...manyNodes)
  .chain((file) =>
    fc
      .subarray([...file.reading.nodes], { minLength: 1 })
      .chain((nodes) =>
        fc
          .tuple(...nodes.map((node) => arbitraryCode().map((code): SavedCode => ({ node, code }))))
          .map((codes) => ({ file, codes })),
      ),
  );

test("codes written at once come out as those written one by one, byte for byte, and go back as they were", () => {
  assert.ok(manyNodes.length > 5);
  fc.assert(
    fc.property(changes, ({ file, codes }) => {
      const { text, kinds, results } = atOnce(file, codes);
      assert.deepEqual({ text, kinds }, oneByOne(file, codes));
      const after = workflowText(text);
      const back = codes.flatMap(({ node }): readonly SavedCode[] => {
        const result = results.get(node);
        const now = after.reading.nodes[file.reading.nodes.indexOf(node)] as CodeNode;
        const isSame = now.code.code === node.code.code;
        const first = result?.kind === "written" && !isSame ? result.first : undefined;
        return isSame ? [] : [{ node: now, code: node.code.code, ...(first && { first }) }];
      });
      const isKept = back.every(({ first }) => first);
      if (isKept) assert.equal(writeCodes(after, back).text, file.text);
    }),
    { numRuns: 300 },
  );
});

function dify(scalars: readonly string[]): WorkflowText {
  const nodes = scalars.map(
    (scalar, index) =>
      `    - id: '${index}'\n      data:\n        type: code\n        title: T${index}\n        code_language: python3\n        code: ${scalar}\n`,
  );
  return workflowText(`workflow:\n  graph:\n    nodes:\n${nodes.join("")}`);
}

test("the code that a node has already is not written into it", () => {
  const code = { name: "C", type: "n8n-nodes-base.code", typeVersion: 2, parameters: {} };
  const file = workflowText(JSON.stringify({ nodes: [code, { ...code, name: "D" }], connections: {} }));
  const [first, second] = file.reading.nodes as [CodeNode, CodeNode];
  const { text } = writeCodes(file, [
    { node: first, code: first.code.code },
    { node: second, code: "return []" },
  ]);
  assert.equal(text, file.text.replace(/\{\}(?=\}\])/, '{"jsCode":"return []"}'));
});

test("what resists is refused, and the others are written", () => {
  const file = dify(['&shared "x"', "*shared", "'y'", "|\n          z\n"]);
  const codes = file.reading.nodes.map((node, index) => ({ node, code: index === 3 ? "half \ud800" : `new ${index}` }));
  const { text, kinds } = atOnce(file, codes);
  assert.match(kinds[0] ?? "", /used in several places/);
  assert.match(kinds[1] ?? "", /used in several places/);
  assert.equal(kinds[2], "written");
  assert.match(kinds[3] ?? "", /half a character/);
  assert.equal(text, file.text.replace("'y'", "'new 2'"));
});

for (const [what, scalar] of [
  ["block", "|\n          x"],
  ["shared", ""],
] as const) {
  test(`${what}: the file is read as often for 400 codes as for 20`, () => {
    const readings = [20, 400].map((count) => {
      const file = dify(
        Array.from({ length: count }, (_, index) => scalar || (index === 0 ? '&shared "x"' : "*shared")),
      );
      const codes = file.reading.nodes.map((node, index) => ({ node, code: `new ${index}` }));
      const reading = mock.method(file.dialect, "readWorkflow");
      writeCodes(file, codes);
      reading.mock.restore();
      return reading.mock.callCount();
    });
    assert.equal(readings[1], readings[0]);
  });
}
