import assert from "node:assert/strict";
import { test } from "node:test";
import type { WorkflowReading } from "../../../../../src/core/dialects/dialect.ts";
import { readDifyWorkflow } from "../../../../../src/core/dialects/dify/reading/read-workflow.ts";
import { documentRange, isVerbatim } from "../../../../../src/core/text/embedded-text.ts";
import type { OffsetRange } from "../../../../../src/core/text/offset-range.ts";
import {
  corpusTable,
  corpusTest,
  corpusWorkflows,
  exampleWorkflows,
  ownWorkflows,
} from "../../../../support/workflow-files.ts";

const corpus = corpusWorkflows("dify");
const files = [...ownWorkflows("dify"), ...corpus];

corpusTest("each file of the corpus has the nodes and languages that its table lists", () => {
  const rows = corpusTable().matchAll(/^\| dify\/(\S+) \|.*\| (\S+) \|$/gm);
  const expected = new Map([...rows].map(([, name, nodes]) => [name, nodes]));
  assert.equal(expected.size, corpus.length);
  for (const { name, text } of corpus) {
    const { recognised, nodes } = readDifyWorkflow(text);
    const python = nodes.filter(({ language }) => language === "python").length;
    const javascript = nodes.length - python;
    const found = [python && `python3×${python}`, javascript && `javascript×${javascript}`].filter(Boolean).join(", ");
    assert.ok(recognised, name);
    assert.equal(found, expected.get(name), name);
  }
});

test("every range of a workflow file lies in it, and names stand where they are said to stand", () => {
  for (const { name, text } of files) {
    const reading = readDifyWorkflow(text);
    assertRangesInside(reading, text, name);
    for (const { code, inputs, outputs, range } of reading.nodes) {
      for (const { name: variable, range } of [...inputs, ...outputs]) {
        assert.equal(text.slice(range.start, range.end).replace(/^(["'])(.*)\1$/, "$2"), variable, name);
      }
      assert.ok(range.start <= code.documentRange.start && code.documentRange.end <= range.end + 2, name);
      for (const segment of code.segments.filter(isVerbatim)) {
        const spelt = text.slice(segment.document.start, segment.document.end);
        const piece = code.code.slice(segment.code.start, segment.code.end);
        // A single folded line break is a segment of one character on both sides.
        assert.equal(spelt.replace(/^\n$/, piece), piece, name);
      }
      assert.ok(documentRange(code, { start: 0, end: code.code.length }).end <= code.documentRange.end, name);
    }
  }
});

corpusTest("the problems of the corpus are those that Dify has with it", () => {
  const messages = corpus.flatMap(({ name, text }) =>
    readDifyWorkflow(text).problems.map(({ message }) => `${name.slice(0, 2)} ${message}`),
  );
  const noInputs =
    'has no list of inputs, and Dify requires one. Write "variables: []" if it has none. A run of Dify says "variables: Field required".';
  assert.deepEqual(messages, [
    '03 The input "sql" takes "text" from the node "生成SQL", which the workflow does not have, so it is always null. A selector names a node by its id, not by its title: write "d7579be0".',
    '03 The outputs of the Code node "执行查询" are a list, not a mapping. Write each output as "name:" with "type: string" below it. A run of Dify says "outputs: Input should be a valid dictionary".',
    ...["10", "11", "12", "13", "14", "15"].map((number) => `${number} The Code node "Code" ${noInputs}`),
    `16 The Code node "Code Primary" ${noInputs}`,
    `16 The Code node "Code Backup" ${noInputs}`,
  ]);
});

// Files up to 1.5 KB are cut at every character, those up to 8 KB at every line end, larger ones at 25 places
// spread evenly: every prefix of all files would be minutes of parsing.
test("every half of a workflow file or example is read without throwing, and its ranges lie in it", {
  timeout: 900_000,
}, () => {
  for (const { name, text } of [...files, ...exampleWorkflows("dify")]) {
    for (const end of cuts(text)) {
      const half = text.slice(0, end);
      assertRangesInside(readDifyWorkflow(half), half, `${name} up to ${end}`);
    }
  }
});

function cuts(text: string): readonly number[] {
  if (text.length <= 1536) return Array.from({ length: text.length + 1 }, (_, end) => end);
  if (text.length <= 8192) return [...text.matchAll(/\n/g)].map(({ index }) => index);
  return Array.from({ length: 25 }, (_, index) => Math.floor((index * text.length) / 25));
}

function assertRangesInside({ nodes, problems }: WorkflowReading, text: string, name: string): void {
  const ranges: OffsetRange[] = problems.map(({ range }) => range);
  for (const { range, code, inputs, outputs } of nodes) {
    ranges.push(range, code.documentRange, ...code.segments.map(({ document }) => document));
    ranges.push(...inputs.map(({ range }) => range), ...outputs.map(({ range }) => range));
  }
  for (const { start, end } of ranges)
    assert.ok(0 <= start && start <= end && end <= text.length, `${name}: ${start}..${end}`);
}
