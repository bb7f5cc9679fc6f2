import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareSides, withLineEndsOf } from "../../../src/core/node-files/compare-sides.ts";

test("the side that changed is told apart", () => {
  assert.equal(compareSides({ synced: "a", file: "a", workflow: "a" }), "alike");
  assert.equal(compareSides({ synced: "a", file: "b", workflow: "b" }), "alike");
  assert.equal(compareSides({ synced: "a", file: "b", workflow: "a" }), "file-changed");
  assert.equal(compareSides({ synced: "a", file: "a", workflow: "b" }), "workflow-changed");
  assert.equal(compareSides({ synced: "a", file: "b", workflow: "c" }), "both-changed");
});

const line = fc.string({ unit: "grapheme", maxLength: 5 }).map((text) => text.replace(/[\r\n]/g, ""));
const end = fc.constantFrom("\n", "\r\n", "\r");
const text = fc
  .tuple(fc.array(fc.tuple(line, end), { maxLength: 8 }), line)
  .map(([lines, last]) => lines.map((parts) => parts.join("")).join("") + last);

test("an editor that gives all lines the same end changes nothing", () => {
  fc.assert(
    fc.property(text, end, (original, editorEnd) => {
      const saved = original.replace(/\r\n|\r|\n/g, editorEnd);
      assert.equal(withLineEndsOf(original, saved), original);
    }),
  );
});

test("lines around a change keep their ends, and new ones get the usual one", () => {
  assert.equal(withLineEndsOf("a\r\nb\nc\r\nd", "a\nb\nnew\nc\nd"), "a\r\nb\nnew\r\nc\r\nd");
  assert.equal(withLineEndsOf("a\r\nb", "a\nb\nc"), "a\r\nb\r\nc");
  assert.equal(withLineEndsOf("a\nb", "a\r\nb\r\nc"), "a\nb\nc");
  assert.equal(withLineEndsOf("a", "a\r\nb"), "a\nb");
  assert.equal(withLineEndsOf("", "a\nb"), "a\nb");
});
