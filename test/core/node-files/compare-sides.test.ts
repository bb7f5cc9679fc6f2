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

test("lines between changes keep their ends, as those above and below do", () => {
  assert.equal(withLineEndsOf("a\r\nb\nc\r\nd\ne\r\n", "A\nb\nc\nd\nE\n"), "A\r\nb\nc\r\nd\nE\r\n");
  assert.equal(withLineEndsOf("a\nb\rc\n", "a\r\nx\r\nb\r\ny\r\nc\r\n"), "a\nx\nb\ry\nc\n");
  // What is left of a changed line is no line that stayed.
  assert.equal(withLineEndsOf("ab\r\nc\nd\r\n", "a\nx\nc\nd\n"), "a\r\nx\r\nc\nd\r\n");
});

test("whatever is added, removed and changed, lines that stayed keep their ends", () => {
  const change = fc.record({
    end,
    fate: fc.constantFrom("kept", "kept", "removed", "changed"),
    added: fc.array(line, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 30 }), end, (changes, editorEnd) => {
      // Each line has a name that no other line has, so that there is one answer.
      const original = changes.map(({ end }, index) => `${index}!${end}`).join("");
      const now = changes.flatMap(({ end, fate, added }, index) => [
        ...added.map((text, number) => ({ text: `${index}+${number}${text}`, end: "usual" })),
        ...(fate === "kept" ? [{ text: `${index}!`, end }] : []),
        ...(fate === "changed" ? [{ text: `${index}!!`, end: "usual" }] : []),
      ]);
      const usual = usualEnd(changes.map(({ end }) => end));
      const expected = now.map(({ text, end }) => text + (end === "usual" ? usual : end)).join("");
      assert.equal(withLineEndsOf(original, now.map(({ text }) => text + editorEnd).join("")), expected);
    }),
    { numRuns: 1000 },
  );
});

test("where too many lines differ, those above and below them all keep their ends", () => {
  const numbers = Array.from({ length: 2000 }, (_, index) => index);
  const original = `first\n${numbers.map((number) => `a ${number}\r\nb ${number}\r\nsame\n`).join("")}last\n`;
  const saved = original.replaceAll("\r", "").replace(/\d\n/g, "!\n");
  const expected = `first\n${saved.slice("first\n".length, -"same\nlast\n".length).replaceAll("\n", "\r\n")}same\nlast\n`;
  assert.ok(withLineEndsOf(original, saved) === expected);
});

/** The most frequent one; of several, the one that comes first; `withLineEndsOf` knows a text without `\r` only as `\n`. */
function usualEnd(ends: readonly string[]): string {
  const counts = ends.map((one) => ends.filter((other) => other === one).length);
  return ends[counts.indexOf(Math.max(...counts))] ?? "\n";
}
