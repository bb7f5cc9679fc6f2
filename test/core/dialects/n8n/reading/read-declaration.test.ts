import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import {
  n8nLanguages,
  n8nModes,
  onErrorSettings,
  ownPartOf,
} from "../../../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { readN8nDeclaration } from "../../../../../src/core/dialects/n8n/reading/read-declaration.ts";
import { nodeTypes } from "../../../../../src/core/dialects/n8n/reading/read-node.ts";
import { readSource } from "../../../../../src/core/sources/source-file.ts";

function read(text: string, fileName = "a.js") {
  const language = fileName.endsWith(".py") ? "python" : "javascript";
  return readN8nDeclaration({ text, code: "return [];", language, fileName });
}

test("only what differs from n8n's defaults is needed", () => {
  const [node] = read('{ "dialect": "n8n" }').nodes;
  assert.deepEqual(
    [ownPartOf(node)?.language, ownPartOf(node)?.mode, node?.form],
    ["javaScript", "runOnceForAllItems", "async-body"],
  );
  const python = read('{ "dialect": "n8n", "mode": "runOnceForEachItem", }', "a.py").nodes[0];
  assert.deepEqual(
    [ownPartOf(python)?.language, ownPartOf(python)?.mode, python?.form],
    ["pythonNative", "runOnceForEachItem", "body"],
  );
  const old = read(
    '{ "dialect": "n8n", "language": "python", "retryOnFail": true, "onError": "continueErrorOutput" }',
    "a.py",
  ).nodes[0];
  assert.deepEqual(
    [ownPartOf(old)?.language, ownPartOf(old)?.onError, old?.retry],
    ["python", "continueErrorOutput", { maxRetries: 2, intervalMs: 1000 }],
  );
});

test("what n8n does not know is a problem in the declaration, and the node is there", () => {
  const { nodes, problems } = read('{ "dialect": "n8n", "mode": "twice", "language": "pythonNative" }');
  assert.equal(nodes.length, 1);
  assert.deepEqual(
    problems.map(({ message }) => message.slice(0, 30)),
    ['The declaration says "pythonNa', 'n8n knows no such "mode". Writ'],
  );
  assert.equal(read('{ "dialect": "dify" }').recognised, false);
  assert.equal(read("").recognised, false);
});

test("the nodes that the Code node replaced, and its first version, are declared by n8n's own names", () => {
  const old = ownPartOf(
    read('{ "dialect": "n8n", "type": "n8n-nodes-base.functionItem", "continueOnFail": true }').nodes[0],
  );
  assert.deepEqual(
    [old?.kind, old?.typeVersion, old?.mode, old?.onError, old?.continuesOnFail],
    ["function-item", 1, "runOnceForEachItem", "continueRegularOutput", true],
  );
  const first = ownPartOf(read('{ "dialect": "n8n", "typeVersion": 1, "disabled": true }').nodes[0]);
  assert.deepEqual([first?.kind, first?.typeVersion, first?.isDisabled], ["code", 1, true]);
  const python = read('{ "dialect": "n8n", "type": "n8n-nodes-base.function", "typeVersion": 1 }', "a.py");
  assert.deepEqual([ownPartOf(python.nodes[0])?.kind, ownPartOf(python.nodes[0])?.typeVersion], ["code", 2]);
  assert.match(python.problems[0]?.message ?? "", /knows JavaScript only/);
  assert.match(read('{ "dialect": "n8n", "type": "webhook" }').problems[0]?.message ?? "", /no type of an n8n node/);
});

test("a node file finds its dialect, and its reading never throws", () => {
  const source = { path: "a.js", text: "return [];", declarationText: '{ "dialect": "n8n" }' };
  assert.equal(readSource(source)?.dialect.id, "n8n");
  fc.assert(
    fc.property(fc.string(), fc.nat(), (rest, at) => {
      const text = '{ "dialect": "n8n", "mode": "runOnceForEachItem" }';
      read(text.slice(0, at % text.length) + rest);
    }),
  );
});

test("the schema knows everything that a declaration for n8n may say", () => {
  const { properties } = JSON.parse(readFileSync("schemas/node-file.schema.json", "utf8"));
  const { mode, language, onError, type, ...own } = properties;
  assert.deepEqual([mode.enum, language.enum, onError.enum], [n8nModes, n8nLanguages, onErrorSettings]);
  assert.deepEqual(type.enum, Object.values(nodeTypes));
  const retries = ["retryOnFail", "maxTries", "waitBetweenTries"];
  const names = [...retries, "executeOnce", "alwaysOutputData", "typeVersion", "continueOnFail", "disabled"];
  for (const name of names) assert.match(own[name].description, /^n8n: /);
});
