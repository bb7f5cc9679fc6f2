import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { decimalPlaces, parsePythonFloat, pythonFloatText } from "../../../src/core/json/python-float.ts";

test("floats are written as Python writes them", () => {
  const expected: readonly [number, string][] = [
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [-12.5, "-12.5"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1.2345678901234568e-5, "1.2345678901234568e-05"],
    [1e15, "1000000000000000.0"],
    [1234567890123456.8, "1234567890123456.8"],
    [1e16, "1e+16"],
    [1.5e300, "1.5e+300"],
    [5e-324, "5e-324"],
    [0.1 + 0.2, "0.30000000000000004"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [Number.NaN, "NaN"],
  ];
  for (const [value, text] of expected) assert.equal(pythonFloatText(value), text);
});

test("a written float reads back as the same number", () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const text = pythonFloatText(value);
      assert.ok(Object.is(Number(text), value));
      assert.match(text, /[.eNI]/);
      assert.ok(Object.is(parsePythonFloat(text), value));
    }),
  );
});

test("decimals are those of the shortest form", () => {
  const expected: readonly [number, number][] = [
    [1, 0],
    [1e22, 0],
    [1.5, 1],
    [0.0123456789, 10],
    [0.1 + 0.2, 17],
    [1e-21, 21],
    [1.2345678901234568e-5, 21],
    [Number.POSITIVE_INFINITY, 0],
  ];
  for (const [value, places] of expected) assert.equal(decimalPlaces(value), places, String(value));
});

test("float() of a text", () => {
  assert.equal(parsePythonFloat(" 1_000.5e-1\n"), 100.05);
  assert.equal(parsePythonFloat("\u0661\u0662.5"), 12.5);
  assert.equal(parsePythonFloat("\u{1d7d8}\u{1d7e3}\u{1d7ff}"), 19);
  assert.equal(parsePythonFloat(".5"), 0.5);
  assert.equal(parsePythonFloat("5."), 5);
  assert.equal(parsePythonFloat("-inf"), Number.NEGATIVE_INFINITY);
  for (const text of ["", "abc", "1__0", "0x10", ".", "1e", "_1", "1 2"])
    assert.equal(parsePythonFloat(text), undefined);
});
