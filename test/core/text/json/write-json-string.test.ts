import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonStringText } from "../../../../src/core/text/json/json-string.ts";
import { writeJsonString } from "../../../../src/core/text/json/write-json-string.ts";

/** The spelling of a string after its text changed; `around` stands behind it in the file. */
function rewritten(spelt: string, code: string, around = "", leftOut = ""): string {
  const document = `"${spelt}"${around}`;
  const old = jsonStringText(document, 0, spelt.length + 2, leftOut);
  const { range, newText } = writeJsonString(document, old, code);
  assert.deepEqual(range, old.documentRange);
  assert.match(newText, /^".*"$/s);
  return newText.slice(1, -1);
}

const cases: readonly (readonly [why: string, spelt: string, code: string, expected: string])[] = [
  [
    "escapes of unchanged lines stay",
    "\\u003ca\\u003e\\nb\\/c\\n\\u00E9",
    "<a>\nB/c\né",
    "\\u003ca\\u003e\\nB\\/c\\n\\u00E9",
  ],
  ["between two changes too", "a\\n\\u003c\\nb\\n\\u003c\\nc", "A\n<\nb\n<\nC", "A\\n\\u003c\\nb\\n\\u003c\\nC"],
  ["and when lines move", "a\\n\\u003cb\\nc", "new\na\n<b\nc", "new\\na\\n\\u003cb\\nc"],
  ["new text is spelt as JSON.stringify does", "a", 'a <"\\\n\t\0/é\u2028', 'a <\\"\\\\\\n\\t\\u0000/é\u2028'],
  ["an escaped pair that changes in half", "x\\ud83d\\ude00y", "x😁y", "x😁y"],
  ["a pair that stands there as it is", "x😀y", "x😁y", "x😁y"],
  ["nothing left", "abc", "", ""],
  ["from nothing", "", "a\n", "a\\n"],
];

for (const [why, spelt, code, expected] of cases) {
  test(why, () => {
    // A character that no escape spells, so that the file is not one that escapes everything.
    assert.equal(rewritten(spelt, code, ', "ü"'), expected);
    assert.equal(JSON.parse(`"${expected}"`), code);
  });
}

test("in a file that escapes all but ASCII, new text is escaped too, in the case of its digits", () => {
  assert.equal(rewritten("a \\u2014 b", "a — b é😀"), "a \\u2014 b \\u00e9\\ud83d\\ude00");
  assert.equal(rewritten("a", "a é", ', "\\u00E8"'), "a \\u00E9");
  assert.equal(rewritten("a", "a é", ', "\\\\u00e8"'), "a é");
  assert.equal(rewritten("a", "a é", ', "\\u0009"'), "a é");
});

test("what is no part of the text at its beginning stays", () => {
  assert.equal(rewritten("==return 1", "return 2", "", "="), "==return 2");
  assert.equal(rewritten("=", "x", "", "="), "=x");
});

test("any text over any other is read back", () => {
  const text = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 4 }),
        fc.constantFrom("\n", "a\n", "<b>\n", "😀", "😁", '"', "\\", "é", "\u2028"),
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(""));
  const spell = (code: string, isAscii: boolean) =>
    JSON.stringify(code).replace(/[<é]|[^ -~]/g, (unit) =>
      isAscii || unit === "<" ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}` : unit,
    );
  fc.assert(
    fc.property(text, text, fc.boolean(), (old, code, isAscii) => {
      const spelt = spell(old, isAscii).slice(1, -1);
      const now = rewritten(spelt, code);
      assert.equal(JSON.parse(`"${now}"`), code);
      // As bytes too: no pair may be half an escape and half a character.
      assert.equal(JSON.parse(Buffer.from(`"${now}"`, "utf8").toString("utf8")), code);
      if (isAscii && /[^ -~]/.test(spelt.replace(/\\u00[0-7]/g, "")) === false && /\\u(?!00[0-7])/.test(spelt))
        assert.match(now, /^[ -~]*$/);
    }),
    { numRuns: 3000 },
  );
});
