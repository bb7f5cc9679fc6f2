import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countCodePoints, cut, visiblePieces } from "../../../src/core/text/visible-text.ts";

const anyText = fc.string({ unit: "binary" });

test("code points are counted as a platform counts them", () => {
  fc.assert(fc.property(anyText, (text) => countCodePoints(text) === Array.from(text).length));
  assert.equal(countCodePoints("\ud800\ud800\udc00"), 2);
});

test("a cut is a beginning and never halves a character", () => {
  fc.assert(
    fc.property(anyText, fc.nat(40), (text, maxUnits) => {
      const shown = cut(text, maxUnits);
      assert.ok(text.startsWith(shown) && shown.length <= maxUnits);
      assert.ok(text.length <= maxUnits || shown.length >= maxUnits - 1);
      assert.equal(Array.from(shown).join(""), shown);
      assert.ok(countCodePoints(shown) + countCodePoints(text.slice(shown.length)) === countCodePoints(text));
    }),
  );
});

test("the pieces say the whole text, and none of them is invisible", () => {
  const unspelled = (text: string) => JSON.parse(`"${text}"`) as string;
  for (const lineEnds of ["spelled", "kept"] as const) {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
        (text) => {
          const pieces = visiblePieces(text, lineEnds);
          assert.equal(
            pieces.map((piece) => (piece.kind === "plain" ? piece.text : unspelled(piece.text))).join(""),
            text,
          );
          const plain = pieces
            .filter(({ kind }) => kind === "plain")
            .map((piece) => piece.text)
            .join("|");
          assert.doesNotMatch(
            lineEnds === "kept" ? plain.replaceAll(/\t|\r?\n/g, "") : plain,
            /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u,
          );
        },
      ),
    );
  }
});
