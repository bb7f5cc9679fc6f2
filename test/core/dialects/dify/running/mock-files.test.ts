import assert from "node:assert/strict";
import { test } from "node:test";
import { fileNotes, mockFiles } from "../../../../../src/core/dialects/dify/running/mock-files.ts";
import type { JsonValue } from "../../../../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../../../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../../../../src/core/json/write-json.ts";
import type { Input } from "../../../../../src/core/workflow/code-node.ts";
import { codeNode } from "../code-node-builder.ts";

const range = { start: 0, end: 0 };
const docs: Input = {
  name: "docs",
  selector: ["start", "docs"],
  source: { label: "Start · docs", type: "array[file]" },
  range,
};
const doc: Input = { name: "doc", type: "file", selector: ["start", "doc"], range };

test("a file that is given by some of its keys gets the others", () => {
  const [file] = JSON.parse(passed(docs, '[{"filename": "a.pdf", "size": 12}]'));
  assert.deepEqual(file, {
    dify_model_identity: "__dify__file__",
    id: null,
    type: null,
    transfer_method: null,
    remote_url: null,
    reference: null,
    filename: "a.pdf",
    extension: null,
    mime_type: null,
    size: 12,
    related_id: null,
    url: null,
  });
  assert.match(note(docs, '[{"filename": "a.pdf"}]')[0] ?? "", /"docs" stood in for files\. The keys .*filename, /);
});

test("an empty list of files is null, as on a server; null and lists of other things stay", () => {
  assert.equal(passed(docs, "[]"), "null");
  assert.match(note(docs, "[]")[0] ?? "", /empty list of files, which a server passes as null/);
  assert.equal(passed(docs, "null"), "null");
  assert.deepEqual(note(docs, "null"), []);
  assert.equal(passed({ ...docs, source: { label: "", type: "array[string]" } }, "[]"), "[]");
});

test("a single file is passed here and said to fail on a server", () => {
  assert.equal(JSON.parse(passed(doc, '{"url": "https://example.org/a.pdf"}')).url, "https://example.org/a.pdf");
  const [mock, failure] = note(doc, '{"url": "x"}');
  assert.match(mock ?? "", /stood in for a file/);
  assert.match(failure ?? "", /WorkflowNodeError, "Type is not JSON serializable: File"/);
});

test("what cannot stand in for a file is passed as it is, and said so", () => {
  assert.equal(passed(docs, '["a.pdf"]'), '["a.pdf"]');
  assert.match(note(docs, '["a.pdf"]')[0] ?? "", /wants a list of objects .* passed as it is/);
  assert.match(note(doc, '"a.pdf"')[0] ?? "", /wants an object that stands in for a file/);
});

test("an attribute of a file is no file, whatever the workflow declares for it", () => {
  const name: Input = { ...doc, selector: ["start", "doc", "name"], source: { label: "", type: "string" } };
  assert.equal(passed(name, '"a.pdf"'), '"a.pdf"');
  assert.deepEqual(note(name, '"a.pdf"'), []);
});

function passed(input: Input, text: string): string {
  return writeJson(mockFiles(input, value(text)));
}

function note(input: Input, text: string): readonly string[] {
  const node = { ...codeNode({}), inputs: [input] };
  return fileNotes(node, new Map([[input.name, value(text)]]));
}

function value(text: string): JsonValue {
  const parsed = parsePythonJson(text);
  assert.ok(parsed.kind === "value");
  return parsed.value;
}
