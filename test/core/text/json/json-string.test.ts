import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codeOffsetAt, documentRange, isVerbatim } from "../../../../src/core/text/embedded-text.ts";
import { jsonStringText } from "../../../../src/core/text/json/json-string.ts";

function read(json: string, leftOut = "") {
  return jsonStringText(json, 0, json.length, leftOut);
}

/** One way to spell a code unit: as itself where JSON allows, by its short escape, or by number. */
function spellings(unit: string): readonly string[] {
  const plain = JSON.stringify(unit).slice(1, -1);
  const hex = unit.charCodeAt(0).toString(16).padStart(4, "0");
  return [plain, `\\u${hex}`, `\\u${hex.toUpperCase()}`, ...(unit === "/" ? ["\\/"] : [])];
}

const spelled = fc
  .array(
    fc.tuple(
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\n", "\r\n", '"', "\\", "/", "\t", "😀", "\u2028")),
      fc.nat(3),
    ),
  )
  .map((parts) => {
    const units = parts.flatMap(([text, way]) => text.split("").map((unit) => ({ unit, way })));
    const written = units.map(({ unit, way }) => {
      const ways = spellings(unit);
      return ways[way % ways.length] ?? "";
    });
    return { code: units.map(({ unit }) => unit).join(""), written, json: `"${written.join("")}"` };
  });

test("a string in any spelling has the value that JSON gives it, and each code unit the range that spells it", () => {
  fc.assert(
    fc.property(spelled, ({ code, written, json }) => {
      const text = read(json);
      assert.equal(text.code, JSON.parse(json));
      assert.equal(text.code, code);
      let at = 1;
      for (const [index, spelling] of written.entries()) {
        assert.deepEqual(documentRange(text, { start: index, end: index + 1 }), {
          start: at,
          end: at + spelling.length,
        });
        assert.equal(codeOffsetAt(text, at), index);
        at += spelling.length;
      }
      for (const segment of text.segments.filter(isVerbatim)) {
        const piece = text.code.slice(segment.code.start, segment.code.end);
        const spelling = json.slice(segment.document.start, segment.document.end);
        assert.ok(spelling === piece || piece.length === 0, spelling);
      }
    }),
  );
});

test("a string that breaks off, and escapes that are none, are read as far as they go", () => {
  const cases: readonly (readonly [json: string, code: string])[] = [
    ['"', ""],
    ['"a', "a"],
    ['"a\\', "a"],
    ['"a\\u12', "au12"],
    ['"a\\xb"', "axb"],
    ['"\\ud83d\\ude00"', "😀"],
  ];
  for (const [json, code] of cases) assert.equal(read(json).code, code, json);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (rest) => {
      const text = read(`"${rest}`);
      assert.ok(text.documentRange.end <= rest.length + 1);
      assert.ok(
        text.segments.every(({ document }) => document.start <= document.end && document.end <= rest.length + 1),
      );
    }),
  );
});

test("what is left out at the beginning is not part of the text, and keeps its place", () => {
  const text = read('"==return 1; // ="', "=");
  assert.equal(text.code, "return 1; // =");
  assert.deepEqual(documentRange(text, { start: 0, end: 6 }), { start: 3, end: 9 });
  assert.equal(read('"=="', "=").code, "");
});
