import assert from "node:assert/strict";
import test from "node:test";
import { casesOfNode, casesPath, findCase, readCases } from "../../../src/core/run/cases.ts";

const text = `{ "cases": [
  { "node": "17", "name": "happy path", "inputs": { "text": "a" }, "expect": { "status": "succeeded" } },
  { "node": "Summarise", "name": "empty", "inputs": {} },
  { "node": "17", "name": "bare" }
] }`;

test("cases are read and found by node and name", () => {
  const { cases, problems } = readCases(text);
  assert.deepEqual(problems, []);
  assert.equal(cases.length, 3);
  const node = { id: "17", title: "Summarise" };
  assert.deepEqual(findCase(cases, node, "happy path")?.inputs, new Map([["text", { kind: "string", value: "a" }]]));
  assert.ok(findCase(cases, node, "happy path")?.expect);
  assert.equal(findCase(cases, node, "empty")?.node, "Summarise");
  assert.deepEqual(findCase(cases, node, "bare")?.inputs, new Map());
  assert.equal(findCase(cases, node, "other"), undefined);
  assert.equal(findCase(cases, { id: "18", title: "Other" }, "happy path"), undefined);
});

test("a node's id wins over another node's title", () => {
  const { cases } = readCases(`{ "cases": [
    { "node": "17", "name": "x", "inputs": { "by": "title" } },
    { "node": "18", "name": "x", "inputs": { "by": "id" } }
  ] }`);
  assert.deepEqual(findCase(cases, { id: "18", title: "17" }, "x")?.inputs.get("by"), { kind: "string", value: "id" });
});

test("a node has one case of each name, in the file's order", () => {
  const { cases } = readCases(`{ "cases": [
    { "node": "Summarise", "name": "x" },
    { "node": "Summarise", "name": "y" },
    { "node": "18", "name": "z" },
    { "node": "18", "name": "x", "inputs": { "by": "id" } }
  ] }`);
  const own = casesOfNode(cases, { id: "18", title: "Summarise" });
  assert.deepEqual(
    own.map(({ node, name }) => `${node} ${name}`),
    ["Summarise y", "18 z", "18 x"],
  );
});

test("a bad case costs a problem and not the others", () => {
  const { cases, problems } = readCases(`{ "cases": [
    1, { "node": 17, "name": "a" }, { "node": "17" }, { "node": "17", "name": "a", "inputs": [] },
    { "node": "17", "name": "a", "expect": true }, { "node": "17", "name": "a" }, { "node": "17", "name": "a" }
  ] }`);
  assert.equal(cases.length, 1);
  assert.deepEqual(problems, [
    'Case 1: a case is an object: { "node": "…", "name": "…", "inputs": { … } }.',
    'Case 2: "node" must be the id of a node, as a string.',
    'Case 3: "name" must be a string that is not empty.',
    'Case 4: "inputs" must be an object, input names to values.',
    'Case 5: "expect" must be an object.',
    'Case 7: there is already a case "a" for node "17".',
  ]);
});

test("a file that holds no cases says so", () => {
  assert.deepEqual(readCases("{").problems, [
    "The cases file is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1).",
  ]);
  for (const other of ["[]", "{}", '{"cases": {}}'])
    assert.match(readCases(other).problems[0] ?? "", /needs a list "cases"/);
});

test("cases lie beside the workflow", () => {
  assert.equal(casesPath("flows/support-bot.yml"), "flows/support-bot.yml.cases.json");
});
