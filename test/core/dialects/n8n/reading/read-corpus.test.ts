import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { WorkflowReading } from "../../../../../src/core/dialects/dialect.ts";
import { ownPartOf } from "../../../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { readN8nWorkflow } from "../../../../../src/core/dialects/n8n/reading/read-workflow.ts";
import { documentRange, isVerbatim } from "../../../../../src/core/text/embedded-text.ts";
import type { OffsetRange } from "../../../../../src/core/text/offset-range.ts";
import { corpusTest, corpusWorkflows, ownWorkflows, soundWorkflows } from "../../../../support/workflow-files.ts";
import { workflowText } from "../workflow-text.ts";

const corpus = corpusWorkflows("n8n");
const files = [...ownWorkflows("n8n"), ...corpus];

interface RawNode {
  readonly type: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

const types = ["n8n-nodes-base.code", "n8n-nodes-base.function", "n8n-nodes-base.functionItem"];

corpusTest("each file of the corpus reads without a problem, with every code node, its code and its language", () => {
  let count = 0;
  for (const { name, text } of corpus) {
    const reading = readN8nWorkflow(text);
    assert.deepEqual(reading.problems, [], name);
    const raw = (JSON.parse(text).nodes as readonly RawNode[]).filter(({ type }) => types.includes(type));
    const expected = raw.map(
      ({ name: title, parameters: { language = "javaScript", jsCode, pythonCode, functionCode } }) => [
        title,
        language,
        (language === "javaScript" ? (jsCode ?? functionCode) : pythonCode) ?? "",
      ],
    );
    assert.deepEqual(
      reading.nodes.map((node) => [node.title, ownPartOf(node)?.language, node.code.code]),
      expected,
      name,
    );
    count += raw.length;
  }
  assert.equal(corpus.length, 57);
  assert.equal(count, 200);
});

test("every range of a workflow file lies in it, and code is spelt where it is said to be", () => {
  for (const { name, text } of [...soundWorkflows("n8n"), ...corpus]) {
    const reading = readN8nWorkflow(text);
    assertRangesInside(reading, text, name);
    for (const { code, range } of reading.nodes) {
      assert.ok(range.start <= code.documentRange.start && code.documentRange.end <= range.end, name);
      for (const segment of code.segments) {
        const spelt = text.slice(segment.document.start, segment.document.end);
        const piece = code.code.slice(segment.code.start, segment.code.end);
        assert.equal(isVerbatim(segment) ? spelt : JSON.parse(`"${spelt}"`), piece, name);
      }
      assert.ok(documentRange(code, { start: 0, end: code.code.length }).end <= code.documentRange.end, name);
    }
  }
});

test("the code of every vector survives the way through a workflow file", () => {
  const { vectors } = JSON.parse(readFileSync("test/vectors/n8n.json", "utf8"));
  for (const { id, code, language, mode } of vectors) {
    const parameters = { language, mode, [language === "javaScript" ? "jsCode" : "pythonCode"]: code };
    const { nodes, problems } = readN8nWorkflow(workflowText([{ parameters }]));
    assert.deepEqual(problems, [], id);
    assert.deepEqual([nodes[0]?.code.code, ownPartOf(nodes[0])?.mode], [code.replace(/^=+/, ""), mode], id);
  }
});

// Files up to 1.5 KB are cut at every character, those up to 16 KB at every line end, larger ones at 25 places.
test("every half of a workflow file is read without throwing, and its ranges lie in it", { timeout: 900_000 }, () => {
  for (const { name, text } of [
    ...files,
    { name: "small", text: workflowText([{}, { retryOnFail: true, maxTries: 9 }]) },
  ]) {
    for (const end of cuts(text)) {
      const half = text.slice(0, end);
      assertRangesInside(readN8nWorkflow(half), half, `${name} up to ${end}`);
    }
  }
});

function cuts(text: string): readonly number[] {
  if (text.length <= 1536) return Array.from({ length: text.length + 1 }, (_, end) => end);
  if (text.length <= 16_384) return [...text.matchAll(/\n/g)].map(({ index }) => index);
  return Array.from({ length: 25 }, (_, index) => Math.floor((index * text.length) / 25));
}

function assertRangesInside({ nodes, problems }: WorkflowReading, text: string, name: string): void {
  const ranges: OffsetRange[] = problems.map(({ range }) => range);
  for (const { range, code, inputs } of nodes) {
    ranges.push(range, code.documentRange, ...code.segments.map(({ document }) => document));
    ranges.push(...inputs.map(({ range }) => range));
  }
  for (const { start, end } of ranges)
    assert.ok(0 <= start && start <= end && end <= text.length, `${name}: ${start}..${end}`);
}
