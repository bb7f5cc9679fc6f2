import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codeOffsetAt, documentRange, type EmbeddedText, verbatimText } from "../../../src/core/text/embedded-text.ts";

/** `"a\n` + a folded line + `b"` as it would stand at offset 10: a, an escape, nothing, b. */
const folded: EmbeddedText = {
  code: "a\nb",
  documentRange: { start: 10, end: 20 },
  segments: [
    { code: { start: 0, end: 1 }, document: { start: 11, end: 12 } },
    { code: { start: 1, end: 2 }, document: { start: 12, end: 14 } },
    { code: { start: 2, end: 3 }, document: { start: 18, end: 19 } },
  ],
};

test("a range of code covers the document text that spells it", () => {
  assert.deepEqual(documentRange(folded, { start: 0, end: 1 }), { start: 11, end: 12 });
  assert.deepEqual(documentRange(folded, { start: 0, end: 2 }), { start: 11, end: 14 });
  assert.deepEqual(documentRange(folded, { start: 1, end: 3 }), { start: 12, end: 19 });
});

test("an empty range stays empty and stands before the character that follows", () => {
  assert.deepEqual(documentRange(folded, { start: 0, end: 0 }), { start: 11, end: 11 });
  assert.deepEqual(documentRange(folded, { start: 2, end: 2 }), { start: 18, end: 18 });
  assert.deepEqual(documentRange(folded, { start: 3, end: 3 }), { start: 19, end: 19 });
});

test("a range inside an escape covers the escape", () => {
  const emoji: EmbeddedText = {
    code: "🌍",
    documentRange: { start: 0, end: 12 },
    segments: [{ code: { start: 0, end: 2 }, document: { start: 1, end: 11 } }],
  };
  assert.deepEqual(documentRange(emoji, { start: 1, end: 2 }), { start: 1, end: 11 });
  assert.deepEqual(documentRange(emoji, { start: 0, end: 1 }), { start: 1, end: 11 });
  assert.deepEqual(documentRange(emoji, { start: 1, end: 1 }), { start: 1, end: 1 });
  assert.deepEqual(documentRange(emoji, { start: 2, end: 2 }), { start: 11, end: 11 });
});

test("offsets outside the code are moved to its nearer end", () => {
  assert.deepEqual(documentRange(folded, { start: -5, end: 99 }), { start: 11, end: 19 });
  assert.deepEqual(documentRange(folded, { start: 50, end: 99 }), { start: 19, end: 19 });
  assert.deepEqual(documentRange(folded, { start: 2, end: 1 }), { start: 18, end: 18 });
});

test("a place in the document leads to the code it stands for", () => {
  const found = [9, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21].map((offset) => codeOffsetAt(folded, offset));
  assert.deepEqual(found, [undefined, 0, 0, 1, 1, 2, 2, 2, 3, 3, undefined]);
});

test("a file stands for itself", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(50), fc.nat(), (code, start, at) => {
      const text = verbatimText(code, start);
      const offset = at % (code.length + 1);
      assert.deepEqual(documentRange(text, { start: offset, end: code.length }), {
        start: start + offset,
        end: start + code.length,
      });
      assert.equal(codeOffsetAt(text, start + offset), offset);
    }),
  );
});
