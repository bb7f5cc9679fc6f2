import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as holds, integer, nat, property, string } from "fast-check";
import { excerptAt } from "../../../src/core/text/code-excerpt.ts";

const size = { maxLines: 3, maxLineLength: 10 };

test("the line stands in the middle, except near the ends of the code", () => {
  const code = "a\nb\nc\nd\ne\n";
  const shown = [...code].map((_, offset) => excerptAt(code, offset, size).text.replaceAll("\n", ""));
  assert.deepEqual(shown, ["abc", "abc", "abc", "abc", "bcd", "bcd", "cde", "cde", "cde", "cde"]);
  assert.deepEqual(excerptAt(code, 4, size), {
    text: "b\nc\nd",
    firstLine: 2,
    lastLine: 4,
    line: 3,
    lineRange: { start: 4, end: 5 },
    lineCount: 5,
  });
});

test("the end of the code belongs to its last line", () => {
  assert.equal(excerptAt("a\nb\n", 4, size).line, 2);
  assert.equal(excerptAt("", 0, size).line, 1);
});

test("a line is not cut through a character", () => {
  assert.equal(excerptAt("12345678🌍0", 0, size).text, "12345678…");
  assert.equal(excerptAt("123456789", 0, size).text, "123456789");
});

test("whatever the code and the place: the line is among those shown, and no more are shown than asked for", () => {
  const line = string({ unit: "binary", maxLength: 20 });
  holds(
    property(array(line, { maxLength: 12 }), nat(300), integer({ min: 1, max: 6 }), (lines, offset, maxLines) => {
      const code = lines.join("\r\n");
      const excerpt = excerptAt(code, Math.min(offset, code.length), { maxLines, maxLineLength: 10 });
      assert.ok(excerpt.firstLine <= excerpt.line && excerpt.line <= excerpt.lastLine);
      assert.ok(excerpt.lastLine <= excerpt.lineCount && excerpt.lastLine - excerpt.firstLine < maxLines);
      assert.equal(excerpt.text.split("\n").length, excerpt.lastLine - excerpt.firstLine + 1);
      const lineText = code.slice(excerpt.lineRange.start, excerpt.lineRange.end);
      assert.equal(lineText, code.split(/\r\n|\n|\r/)[excerpt.line - 1]);
    }),
  );
});
