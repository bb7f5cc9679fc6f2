import assert from "node:assert/strict";
import { test } from "node:test";
import { readNodeFacts } from "../../src/core/languages/all-languages.ts";
import { readSource } from "../../src/core/sources/source-file.ts";
import { inputFields } from "../../src/extension/input-fields.ts";
import { probeWorkflow } from "../probe-workflow.ts";

const declared = {
  dialect: "dify",
  inputs: { count: { type: "number" }, text: {}, flag: { type: "boolean" } },
  outputs: { result: { type: "string" } },
};

function fieldsOf(code: string, known: Parameters<typeof inputFields>[2] = []) {
  const source = { path: "/w/x.py", text: code, declarationText: JSON.stringify(declared) };
  const node = readSource(source)?.reading.nodes[0] ?? assert.fail("no node");
  const { main } = readNodeFacts(node);
  return inputFields(node, main?.kind === "function" ? main : undefined, known);
}

test("one field for each input, in their order, with the type that is declared", () => {
  assert.deepEqual(fieldsOf("def main(count, text, flag):\n    return {}\n"), [
    { name: "count", type: "number" },
    { name: "text" },
    { name: "flag", type: "boolean" },
  ]);
});

test("an input without a type takes that of its parameter", () => {
  const [, text] = fieldsOf("def main(count: str, text: str, flag):\n    return {}\n");
  assert.deepEqual(text, { name: "text", type: "string" });
});

test("a field starts from what is known of it, and what is known of others is no field", () => {
  const known = [
    ["text", '"abc"'],
    ["gone", "1"],
  ] as const;
  const fields = fieldsOf("def main(count, text, flag):\n    return {}\n", known);
  assert.deepEqual(
    fields.map(({ name, initialText }) => [name, initialText]),
    [
      ["count", undefined],
      ["text", '"abc"'],
      ["flag", undefined],
    ],
  );
});

test("a field says where its value comes from in the workflow", () => {
  const node = readSource({ path: "/w/bot.yml", text: probeWorkflow })?.reading.nodes[0] ?? assert.fail("no node");
  const [field] = inputFields(node, undefined, []);
  assert.equal(field?.source, node.inputs[0]?.source?.label);
  assert.ok(field?.source);
});
