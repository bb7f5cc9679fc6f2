import assert from "node:assert/strict";
import test from "node:test";
import { difyDefaultOutputs } from "../../../../../src/core/dialects/dify/platform/default-values.ts";
import { writeJson } from "../../../../../src/core/json/write-json.ts";
import { codeNode } from "../code-node-builder.ts";
import { readVectors } from "../vectors.ts";

test("every executed default value is converted or rejected as Dify does", () => {
  const { default_values: vectors } = readVectors();
  assert.ok(vectors.length >= 20);
  for (const { id, type, value, expect } of vectors) {
    const converted = convert(type, JSON.stringify(value));
    if (expect.status === "ok") {
      assert.ok(converted.kind === "values", `${id}: ${JSON.stringify(converted)}`);
      const text = writeJson(converted.values.get("result") ?? { kind: "null" });
      assert.deepEqual(JSON.parse(text), expect.value, id);
    } else {
      assert.ok(converted.kind === "rejected", id);
      assert.ok(converted.message.includes(expect.contains), `${id}: ${converted.message}`);
    }
  }
});

test("a number written as text becomes a float, as in Python", () => {
  assert.deepEqual(convert("number", '"12"'), {
    kind: "values",
    values: new Map([["result", { kind: "float", text: "12.0" }]]),
  });
  assert.deepEqual(convert("number", "12"), {
    kind: "values",
    values: new Map([["result", { kind: "int", digits: "12" }]]),
  });
});

test("a rejected value is quoted as Python shows it", () => {
  const converted = convert("object", '[null, true, 1.0, "it\'s", {"a": "\\n"}]');
  assert.deepEqual(converted, {
    kind: "rejected",
    message: "The default value of \"result\": Value must be dict type for [None, True, 1.0, \"it's\", {'a': '\\n'}]",
  });
});

test("a node without default values has none", () => {
  assert.deepEqual(difyDefaultOutputs(codeNode({})), { kind: "values", values: new Map() });
});

function convert(type: string, valueText: string) {
  return difyDefaultOutputs(codeNode({}, { defaults: [{ key: "result", type, valueText }] }));
}
