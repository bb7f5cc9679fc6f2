import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parsePythonJson } from "../../../src/core/json/parse-python-json.ts";
import { isSameJson } from "../../../src/core/json/same-json.ts";
import { writeJson } from "../../../src/core/json/write-json.ts";

test("two values are the same exactly when they are written alike", () => {
  const text = fc.json({ maxDepth: 3 }).map((json) => json.replace(/-0\b/, "0"));
  const read = (json: string) => {
    const parsed = parsePythonJson(json);
    assert.ok(parsed.kind === "value");
    return parsed.value;
  };
  fc.assert(
    fc.property(text, text, (one, other) => {
      assert.equal(isSameJson(read(one), read(one)), true);
      assert.equal(isSameJson(read(one), read(other)), writeJson(read(one)) === writeJson(read(other)));
    }),
  );
});

test("containers of two kinds, the kinds of scalars, and nothing at all stay apart", () => {
  const texts = ["[]", "{}", "null", "true", "1", "1.0", '"1"', '"null"', "[1]", '{"a": 1}', '{"b": 1}'];
  const values = [
    ...texts
      .map((json) => parsePythonJson(json))
      .map((parsed) => (parsed.kind === "value" ? parsed.value : assert.fail())),
    undefined,
  ];
  for (const [at, one] of values.entries()) {
    for (const [otherAt, other] of values.entries()) assert.equal(isSameJson(one, other), at === otherAt);
  }
});
