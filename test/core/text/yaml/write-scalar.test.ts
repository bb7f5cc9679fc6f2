import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { applyEdit } from "../../../../src/core/text/text-edit.ts";
import { readScalar } from "../../../../src/core/text/yaml/scalar.ts";
import { findScalarPlaces, type ScalarPlace } from "../../../../src/core/text/yaml/scalar-place.ts";
import { parseYaml } from "../../../../src/core/text/yaml/tree.ts";
import { writeScalar } from "../../../../src/core/text/yaml/write-scalar.ts";
import { arbitraryCode } from "../../sources/arbitrary-code.ts";

type Kind = "dumped" | "double" | "literal" | "folded";

interface PyyamlScalars {
  readonly places: Readonly<Record<string, { readonly before: string; readonly behind: string }>>;
  readonly rows: readonly Row[];
}

/** Beside the code, what PyYAML writes for it by place; a style that comes out as "dumped" is left out. */
type Row = { readonly code: string } & Readonly<Record<string, Partial<Record<Kind, string>>>>;

// What PyYAML 6.0.3 itself wrote: make_pyyaml_scalars.py beside it.
const { places, rows }: PyyamlScalars = JSON.parse(
  readFileSync("test/core/text/yaml/fixtures/pyyaml-scalars.json", "utf8"),
);

/** A scalar of each style that another text is written into. */
const startOf: Readonly<Record<Kind, (margin: string) => string>> = {
  dumped: () => "plain",
  double: () => '"quoted"',
  literal: (margin) => `|-\n${margin}old\n`,
  folded: (margin) => `>-\n${margin}old\n`,
};

for (const kind of ["dumped", "double", "literal", "folded"] as const) {
  test(`${kind}: what is written is what PyYAML writes for that text at that place`, () => {
    let compared = 0;
    let own = 0;
    for (const { place, code, expected } of expectations(kind)) {
      const { before, behind } = places[place] as { before: string; behind: string };
      const margin = `${/[^\n]*$/.exec(before)?.[0].replace(/\S.*/, "")}  `;
      const start = startOf[kind](margin);
      const isBlock = start.endsWith("\n");
      const document = before + start + (isBlock ? behind.slice(1) : behind);
      const written = write(document, before.length, code);
      assert.equal(readAt(written, before.length), code, JSON.stringify(written));
      const differs = isBlock
        ? !isFaithfulBlock(before + expected + behind.slice(1), before.length, code)
        : /[\x85\u2028\u2029]/.test(code) && expected.startsWith("'");
      if (differs) {
        own += 1;
        continue;
      }
      compared += 1;
      const end = /^[|>]/.test(expected) || !isBlock ? expected : `${expected}\n`;
      assert.equal(written, before + end + (isBlock ? behind.slice(1) : behind), JSON.stringify(code));
    }
    // Not compared: blocks that PyYAML would not write as blocks or not read back, and U+2028 and its like in single quotes.
    assert.deepEqual(
      [compared, own],
      { dumped: [557, 3], double: [560, 0], literal: [224, 336], folded: [213, 347] }[kind],
    );
  });
}

const inBraces: readonly (readonly [why: string, code: string, spelt: string])[] = [
  ["short escapes that both have", 'a\n\t\r\b\f"\\/', 'a\\n\\t\\r\\b\\f\\"\\\\/'],
  [
    "no short escapes that only YAML has",
    "\0\x07\v\x1b\x85\u2028\u2029",
    "\\u0000\\u0007\\u000b\\u001b\\u0085\\u2028\\u2029",
  ],
  ["what YAML cannot show", "\x7f\x9f\ufeff\ufffe\uffff", "\\u007f\\u009f\\ufeff\\ufffe\\uffff"],
  ["what both can show", "é你\xa0😀\u{1fffe}\u{10ffff}", "é你\xa0😀\u{1fffe}\u{10ffff}"],
];

for (const [why, code, spelt] of inBraces) {
  test(`in braces, double quotes are JSON's: ${why}`, () => {
    const written = write('{"code": "old", "z": 1}\n', 9, code);
    assert.equal(written, `{"code": "${spelt}", "z": 1}\n`);
    assert.equal(JSON.parse(written).code, code);
    assert.equal(readAt(written, 9), code);
  });
}

test("in braces, where letters have escapes, new ones have them too, but for those that YAML would take for two", () => {
  const written = write('{"code": "\\u00e9"}', 9, "é你😀\u2028");
  assert.equal(written, '{"code": "\\u00e9\\u4f60😀\\u2028"}');
});

test("any text written into a JSON file is read back as YAML and as JSON, on any layout of the file", () => {
  const value = fc.constantFrom("old", "é", "\n", "\x7f", "😀");
  const space = fc.constantFrom(undefined, 2, "\t");
  fc.assert(
    fc.property(arbitraryCode(), value, space, fc.boolean(), (code, old, space, isAscii) => {
      const around = { title: "T", nodes: [{ data: { code: old, type: "code" } }] };
      const file = JSON.stringify(around, null, space).replace(/[\x7f-\uffff]/gu, (character) =>
        isAscii ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : character,
      );
      const start = file.indexOf('"', file.indexOf('"code"') + 6);
      const written = write(file, start, code);
      assert.equal(readAt(written, start), code);
      assert.deepEqual(JSON.parse(written), { title: "T", nodes: [{ data: { code, type: "code" } }] });
    }),
    { numRuns: 1000 },
  );
});

test("in braces that are no JSON, what was plain or in single quotes is read back from what takes its place", () => {
  fc.assert(
    fc.property(arbitraryCode(), fc.constantFrom("old", "'old'", '"old"'), (code, old) => {
      const written = write(`a:\n- {code: ${old}, z: 1}\n`, 12, code);
      assert.equal(readAt(written, 12), code);
      const { documentRange } = readScalar(written, placeAt(written, 12).token);
      const spelt = written.slice(documentRange.start, documentRange.end);
      if (spelt.startsWith('"')) assert.equal(JSON.parse(spelt), code);
      assert.doesNotMatch(spelt, /\n/);
    }),
    { numRuns: 1000 },
  );
});

function* expectations(kind: Kind) {
  for (const { code, ...byPlace } of rows) {
    for (const [place, texts] of Object.entries(byPlace) as [string, Partial<Record<Kind, string>>][]) {
      const expected = texts[kind] ?? texts.dumped;
      assert.ok(expected !== undefined, place);
      yield { place, code, expected };
    }
  }
}

/**
 * Whether PyYAML wrote a block that gives the text back. It takes quotes for tabs and trailing blanks, which a literal
 * block can hold; writes U+2028 as it is, which the next editor may not show; and folds lines that are indented more.
 */
function isFaithfulBlock(document: string, start: number, code: string): boolean {
  return /^[|>]/.test(document.slice(start)) && !/[\x85\u2028\u2029]/.test(code) && readAt(document, start) === code;
}

function write(document: string, start: number, code: string): string {
  const place = placeAt(document, start);
  return applyEdit(document, writeScalar(document, place, readScalar(document, place.token), code));
}

function readAt(document: string, start: number): string {
  return readScalar(document, placeAt(document, start).token).code;
}

function placeAt(document: string, start: number): ScalarPlace {
  const tree = parseYaml(document);
  const place = findScalarPlaces(tree, new Set([start])).get(start);
  assert.deepEqual(tree.errors, [], document);
  assert.ok(place, document);
  return place;
}
