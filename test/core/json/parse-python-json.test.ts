import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import type { JsonValue } from "../../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../../src/core/json/parse-python-json.ts";
import { pythonFloatText } from "../../../src/core/json/python-float.ts";
import { writeJson } from "../../../src/core/json/write-json.ts";

/** What CPython's json.loads made of a text: strings as UTF-16 in hexadecimal, floats as repr() gives them. */
type PythonValue =
  | ["null"]
  | ["boolean", boolean]
  | ["int" | "float" | "string", string]
  | ["array", PythonValue[]]
  | ["object", [string, PythonValue][]];
type Expectation = [text: string, expected: { value: PythonValue } | { error: string }];

const expectations: readonly Expectation[] = JSON.parse(
  readFileSync("test/core/json/fixtures/python-json.json", "utf8"),
);

test("reads every text as CPython does, errors word for word", () => {
  assert.ok(expectations.length > 1500);
  for (const [text, expected] of expectations) {
    const actual = parsePythonJson(text);
    if ("error" in expected) assert.deepEqual(actual, { kind: "error", message: expected.error }, JSON.stringify(text));
    else {
      assert.equal(actual.kind, "value", JSON.stringify(text));
      if (actual.kind === "value") assert.deepEqual(asPython(actual.value), expected.value, JSON.stringify(text));
    }
  }
});

test("keeps every digit of an integer and the text of a float", () => {
  const text = '[9007199254740993,-0,1.0,1.50,1e-7,NaN,-Infinity,{"a":[]},{}]';
  const parsed = parsePythonJson(text);
  assert.equal(parsed.kind === "value" && writeJson(parsed.value), text.replace("-0", "0"));
});

test("a repeated key has the last value in the first place", () => {
  const many = Array.from({ length: 40 }, (_, index) => `"k${index % 20}":${index}`).join(",");
  const parsed = parsePythonJson(`{${many}}`);
  assert.equal(
    parsed.kind === "value" && writeJson(parsed.value),
    `{${Array.from({ length: 20 }, (_, index) => `"k${index}":${index + 20}`).join(",")}}`,
  );
});

test("nesting beyond Python's recursion limit is refused in Python's words, however deep", () => {
  for (const depth of [1001, 1_000_000]) {
    assert.deepEqual(parsePythonJson("[".repeat(depth)), {
      kind: "error",
      message: "maximum recursion depth exceeded while decoding a JSON array from a unicode string",
    });
  }
  const nested = `${'{"a":['.repeat(500)}1${"]}".repeat(500)}`;
  const parsed = parsePythonJson(nested);
  assert.equal(parsed.kind === "value" && writeJson(parsed.value), nested);
});

test("what JSON.stringify writes is read back", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, 2), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      const parsed = parsePythonJson(spaced);
      assert.ok(parsed.kind === "value");
      assert.deepEqual(JSON.parse(writeJson(parsed.value)), JSON.parse(text));
      assert.deepEqual(JSON.parse(writeJson(parsed.value, { indent: 2 })), JSON.parse(text));
    }),
  );
});

test("never throws and is total on any text", () => {
  const unit = fc.constantFrom(...'{}[],:"\\u0123456789-+.eE \n\ttrufalsn🌍é\u0000'.split(""));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit }), fc.string({ unit: "binary" })), (text) => {
      const { kind } = parsePythonJson(text);
      let strict: string | undefined;
      try {
        strict = JSON.stringify(JSON.parse(text));
      } catch {
        strict = undefined;
      }
      if (strict !== undefined) assert.equal(kind, "value");
    }),
    { numRuns: 2000 },
  );
});

function asPython(value: JsonValue): PythonValue {
  switch (value.kind) {
    case "null":
      return ["null"];
    case "boolean":
      return ["boolean", value.value];
    case "int":
      return ["int", value.digits];
    case "float":
      return ["float", asRepr(value.text)];
    case "string":
      return ["string", hexOf(value.value)];
    case "array":
      return ["array", value.items.map(asPython)];
    case "object":
      return ["object", value.entries.map(([name, member]) => [hexOf(name), asPython(member)])];
  }
}

function asRepr(text: string): string {
  return pythonFloatText(Number(text)).replace("NaN", "nan").replace("Infinity", "inf");
}

function hexOf(text: string): string {
  return Buffer.from(text, "utf16le").toString("hex");
}
