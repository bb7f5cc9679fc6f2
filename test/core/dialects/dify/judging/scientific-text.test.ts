import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { rewriteScientificText } from "../../../../../src/core/dialects/dify/judging/scientific-text.ts";
import { parsePythonFloat, pythonFloatText } from "../../../../../src/core/json/python-float.ts";

/** Dify's own pattern, letter for letter in this engine's spelling; it backtracks on long runs of digits. */
const original = /^-?\p{Nd}+\.?\p{Nd}*e[+-]\p{Nd}+(?:\n)?$/iu;

const piece = fc.constantFrom("0", "7", "12", ".", "-", "+", "e", "E", "\n", " ", "٣", "𝟙", "x");
const text = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
  fc.stringMatching(/^-?\d{1,3}\.?\d{0,3}[eE][-+]?\d{1,3}\n?$/),
);

test("what is rewritten is what the original pattern matches, and becomes what Python makes of it", () => {
  let rewritten = 0;
  fc.assert(
    fc.property(text, (value) => {
      const float = original.test(value) ? parsePythonFloat(value) : undefined;
      if (float !== undefined) rewritten += 1;
      assert.deepEqual(
        rewriteScientificText({ kind: "string", value }),
        float === undefined ? { kind: "string", value } : { kind: "float", text: pythonFloatText(float) },
      );
    }),
    { numRuns: 5000 },
  );
  assert.ok(rewritten > 100, `${rewritten} were rewritten`);
});

test("a result as long as one may be is looked at, however many digits stand in a row", () => {
  const digits = "1".repeat(15 * 1024 * 1024);
  for (const value of [digits, `${digits}.${digits}`, `${digits}e+${digits}x`, `-${digits}.`]) {
    const string = { kind: "string", value } as const;
    assert.equal(rewriteScientificText(string), string);
  }
});
