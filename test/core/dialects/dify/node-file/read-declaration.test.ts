import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { WorkflowReading } from "../../../../../src/core/dialects/dialect.ts";
import { readDifyDeclaration } from "../../../../../src/core/dialects/dify/node-file/read-declaration.ts";
import { outputTypes } from "../../../../../src/core/workflow/code-node.ts";

const code = "def main(text):\n    return {'result': text}\n";

const full = `{
  // What the workflow would declare.
  "dialect": "dify",
  "inputs": { "text": { "type": "string", "from": ["1711", "text"] }, "any": {} },
  "outputs": {
    "result": { "type": "string" },
    "about": { "type": "object", "children": { "pages": { "type": "number" } } },
  },
  "retry": { "maxRetries": 2, "intervalMs": 500 },
  "errorStrategy": "default-value",
  "defaults": { "result": "", "about": { "pages": 1.0, /* big */ "n": 12345678901234567890 } },
}`;

test("a node file is a node like an embedded one", () => {
  const { recognised, nodes, problems } = read(full);
  assert.ok(recognised);
  assert.deepEqual(problems, []);
  const [node] = nodes;
  assert.ok(node);
  assert.deepEqual([node.id, node.title, node.language], ["summarise.py", "summarise", "python"]);
  assert.deepEqual(node.range, { start: 0, end: code.length });
  assert.equal(node.code.code, code);
  assert.deepEqual(
    node.inputs.map(({ name, type, selector }) => [name, type, selector]),
    [
      ["text", "string", ["1711", "text"]],
      ["any", undefined, []],
    ],
  );
  assert.deepEqual(
    node.outputs[1]?.children?.map(({ name, type }) => [name, type]),
    [["pages", "number"]],
  );
  assert.deepEqual(node.retry, { maxRetries: 2, intervalMs: 500 });
  assert.deepEqual(node.defaults, [
    { key: "result", type: "string", valueText: '""' },
    { key: "about", type: "object", valueText: '{"pages": 1.0, "n": 12345678901234567890}' },
  ]);
  for (const { name, range } of [...node.inputs, ...node.outputs]) {
    assert.equal(full.slice(range.start, range.end), `"${name}"`);
  }
});

test("only the dialect is needed", () => {
  const { nodes, problems } = read('{ "dialect": "dify" }');
  assert.deepEqual(problems, []);
  assert.deepEqual([nodes[0]?.inputs, nodes[0]?.outputs, nodes[0]?.errorStrategy], [[], [], "none"]);
});

test("a declaration of another dialect is not recognised", () => {
  assert.deepEqual(read('{ "dialect": "n8n" }'), { recognised: false, nodes: [], problems: [] });
});

const problems: readonly (readonly [text: string, at: string, message: RegExp])[] = [
  ['{ "inputs": {} }', '{ "inputs": {} }', /Add "dialect": "dify"/],
  ["[]", "[]", /no JSON object/],
  ['{ "dialect": "dify", "inputs": [] }', "[]", /"inputs" is not an object/],
  ['{ "dialect": "dify", "inputs": { "a": "string" } }', '"string"', /input "a" is not an object/],
  ['{ "dialect": "dify", "inputs": { "a": { "from": "b" } } }', '"b"', /"from" of the input "a" is not a list/],
  ['{ "dialect": "dify", "outputs": { "a": { "type": "int" } } }', '"int"', /Write "number"/],
  ['{ "dialect": "dify", "outputs": { "a": {} } }', '"a"', /"a" has no type/],
  [
    '{ "dialect": "dify", "outputs": { "a": { "type": "string" }, "a": { "type": "number" } } }',
    '"a"',
    /declared twice/,
  ],
  [
    '{ "dialect": "dify", "outputs": { "a": { "type": "object", "children": [] } } }',
    "[]",
    /children of the output "a"/,
  ],
  ['{ "dialect": "dify", "retry": 3 }', "3", /"retry" is not an object/],
  ['{ "dialect": "dify", "retry": { "maxRetries": -1 } }', "-1", /"maxRetries" must be a whole number/],
  ['{ "dialect": "dify", "errorStrategy": "retry" }', '"retry"', /must be "none", "fail-branch" or "default-value"/],
  ['{ "dialect": "dify", "errorStrategy": "default-value", "defaults": 1 }', "1", /"defaults" is not an object/],
  ['{ "dialect": "dify", "retry": { "maxRetries": 11 } }', "11", /"maxRetries" is 11.* allows 1 to 10 retries/],
  ['{ "dialect": "dify", "inputs": { "lambda": {} } }', '"lambda"', /"lambda" has the name of a Python keyword/],
  ['{ "dialect": "dify", "outputs": { "a-b": { "type": "string" } } }', '"a-b"', /"a-b" has characters other than/],
  [
    '{ "dialect": "dify", "outputs": { "ok": { "type": "boolean" } }, "errorStrategy": "default-value", "defaults": { "ok": true } }',
    "true",
    /default value of "ok": "Input should be 'string', 'number'/,
  ],
  ['{\n"dialect": "dify"\n"inputs": {} }', '"inputs"', /Line 3 of the declaration is not valid JSON/],
];

for (const [text, at, message] of problems) {
  test(`a problem: ${text}`, () => {
    const { nodes, problems: found } = read(text);
    assert.equal(found.length, 1, JSON.stringify(found));
    assert.match(found[0]?.message ?? "", message);
    assert.equal(text.slice(found[0]?.range.start, found[0]?.range.end), at);
    assert.equal(found[0]?.nodeId, "summarise.py");
    assert.equal(nodes.length, 1);
  });
}

test("every half of a declaration is read without throwing, and so is one that nests without end", () => {
  for (let end = 0; end <= full.length; end += 1) {
    const half = full.slice(0, end);
    for (const { range } of read(half).problems) assert.ok(range.start <= range.end && range.end <= half.length);
  }
  const { problems: found } = read(`{"dialect":"dify","outputs":${'{"a":'.repeat(50_000)}`);
  assert.equal(found.length, 1);
});

test("the schema knows the output types and everything a declaration may say", () => {
  const schema = JSON.parse(readFileSync("schemas/node-file.schema.json", "utf8"));
  assert.deepEqual(schema.definitions.output.properties.type.enum, outputTypes);
  const others = Object.entries<{ readonly description?: string }>(schema.properties)
    .filter(([, { description }]) => !description?.startsWith("n8n: "))
    .map(([name]) => name);
  assert.deepEqual(others.sort(), [
    "$schema",
    "defaultTypes",
    "defaults",
    "dialect",
    "errorStrategy",
    "from",
    "inputs",
    "outputs",
    "retry",
  ]);
});

function read(text: string): WorkflowReading {
  return readDifyDeclaration({ text, code, language: "python", fileName: "summarise.py" });
}
