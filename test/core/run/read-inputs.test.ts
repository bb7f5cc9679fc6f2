import assert from "node:assert/strict";
import test from "node:test";
import { readInputs } from "../../../src/core/run/read-inputs.ts";

test("inputs are one JSON object", () => {
  const reading = readInputs('{"a": 1.0, "b": 12345678901234567890}');
  assert.deepEqual(reading, {
    kind: "inputs",
    inputs: new Map([
      ["a", { kind: "float", text: "1.0" }],
      ["b", { kind: "int", digits: "12345678901234567890" }],
    ]),
  });
});

test("anything else is a problem in the user's words", () => {
  assert.deepEqual(readInputs('{"a": }'), {
    kind: "problem",
    message: "The inputs are not JSON: Expecting value: line 1 column 7 (char 6).",
  });
  for (const text of ["[]", "null", '"x"', "1"]) {
    const reading = readInputs(text);
    assert.ok(reading.kind === "problem");
    assert.match(reading.message, /one JSON object/);
  }
});
