import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { isMap, isScalar, parseDocument } from "yaml";
import { codeOffsetAt, documentRange, type EmbeddedText, isVerbatim } from "../../../../src/core/text/embedded-text.ts";
import { findEntry, parseYaml, scalarText } from "../../../../src/core/text/yaml/tree.ts";
import { arbitraryChoices, type Choose, canHold, chooseFrom, type Style, writeScalar } from "./scalar-writer.ts";

const styles: readonly Style[] = ["plain", "single-quoted", "double-quoted", "literal", "folded"];
const runs = 1500;

for (const style of styles) {
  test(`${style}: what is written is read back, and each range leads to the text that spells it`, () => {
    let written = 0;
    fc.assert(
      fc.property(codeFor(style), arbitraryChoices(), fc.boolean(), fc.nat(2), (code, choices, hasCrlf, ending) => {
        fc.pre(canHold(style, code));
        written += 1;
        const choose = chooseFrom(choices);
        const column = choose(3) * 2;
        const scalar = writeScalar(style, code, column, choose);
        const margin = " ".repeat(column);
        const holder = column === 0 ? "" : `${"o:\n"}`;
        const lines = `${holder}${margin}before: 1\n${margin}code: ${scalar}${scalar.endsWith("\n") ? "" : "\n"}`;
        const tail = [`${margin}after: 2\n`, `${margin}after: 2`, `# the end`][ending];
        const document = hasCrlf ? `${lines}${tail}`.replaceAll("\n", "\r\n") : lines + tail;
        const text = readCode(document);
        assert.equal(text.code, code, JSON.stringify(document));
        assertMaps(document, text, choose);
      }),
      { numRuns: runs },
    );
    assert.ok(written >= runs);
  });
}

test("the decoded value is that of the yaml library", () => {
  const pieces = fc.constantFrom(
    "a",
    "word",
    " ",
    "  ",
    "\n  ",
    "\n    ",
    "\n\n  ",
    "\t",
    "'",
    "''",
    '\\"',
    "\\\\",
    "\\n",
    "\\ ",
    "é",
    "🌍",
    "\\U0001F30D",
    "#",
    ":",
    "-",
  );
  const body = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));
  let compared = 0;
  fc.assert(
    fc.property(fc.constantFrom('"', "'", "|", ">", "|-", ">+", "|2", "a"), body, (opening, text) => {
      const isBlock = /[|>]/.test(opening);
      const closing = opening === '"' || opening === "'" ? opening : "";
      const document = `k: ${opening}${isBlock ? "\n  " : ""}${text}${closing}\nz: 1\n`;
      const library = parseDocument(document);
      if (library.errors.length > 0) return;
      const value: unknown = library.get("k");
      if (typeof value !== "string") return;
      compared += 1;
      // The library drops blank text at the end of a block whose first line is indented beyond its indicator.
      const read = readCode(document, "k").code;
      assert.equal(
        opening === "|2" ? read.trimEnd() : read,
        opening === "|2" ? value.trimEnd() : value,
        JSON.stringify(document),
      );
    }),
    { numRuns: 6000 },
  );
  assert.ok(compared > 1000, `only ${compared} were comparable`);
});

/** Values taken with PyYAML 6.0.3 (`yaml.safe_load`), which Dify reads with. */
const pythonValues: readonly (readonly [why: string, document: string, value: string])[] = [
  ["a clipped block that ends with the file", "code: |\n  a", "a"],
  ["a kept block that ends with the file", "code: |+\n  a", "a"],
  ["kept blank lines", "code: |+\n  a\n\n\nz: 1", "a\n\n\n"],
  ["an empty block", "code: |\nz: 1", ""],
  ["an empty block that keeps", "code: |+\n\n\nz: 1", "\n\n"],
  ["leading blank lines", "code: |\n\n\n  a\n", "\n\na\n"],
  ["blank lines with blanks", "code: |\n  a\n    \n  b\n", "a\n  \nb\n"],
  ["blank text at the end, behind an indicator", "code: |2\n     a\n    \nz: 1", "   a\n  \n"],
  ["more-indented lines in a folded block", "code: >\n  a\n    b\n  c\n  d\n", "a\n  b\nc d\n"],
  ["a tab counts as more indented", "code: >\n  a\n  \tb\n  c\n", "a\n\tb\nc\n"],
  ["folded blank lines", "code: >-\n  a\n\n  b\n\n\n  c\n", "a\nb\n\nc"],
  ["CRLF in a literal block", "code: |\r\n  a\r\n  b\r\nz: 1\r\n", "a\nb\n"],
  ["CRLF folded in double quotes", 'code: "a\r\n  b\\\r\n  \\ c"\r\n', "a b c"],
  ["an escaped line break before blank lines", 'code: "a\\\n\n  b"', "a\nb"],
  ["blanks before a line break", 'code: "a \t\n  b"', "a b"],
  ["escaped blanks before a line break", 'code: "a\\ \n  b"', "a  b"],
  [
    "every escape",
    '"code": "\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\/\\\\\\N\\_\\L\\P\\x41\\u00e9\\U0001F30D"',
    '\0\x07\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029Aé🌍',
  ],
  ["single quotes folded", "code: 'it''s\n\n  a\n  b '", "it's\na b "],
  ["a plain scalar over lines", "code: a\n  b\n\n  c # no code\nz: 1", "a b\nc"],
  ["a line separator inside quotes", "code: 'a\u2028  b'", "a\u2028b"],
  ["a byte order mark", "\uFEFFcode: 'x'", "x"],
];

for (const [why, document, value] of pythonValues) {
  test(`as Dify reads it: ${why}`, () => {
    const text = readCode(document);
    assert.equal(text.code, value);
    assertMaps(document, text, chooseFrom([3, 1, 4, 1, 5, 9, 2, 6]));
  });
}

test("the exports of Dify's own writer are read as it meant them", () => {
  const { yaml_export: cases } = JSON.parse(readFileSync("test/vectors/dify.json", "utf8")) as {
    yaml_export: readonly { id: string; code: string; yaml: string }[];
  };
  assert.ok(cases.length >= 15);
  for (const { id, code, yaml } of cases) {
    const text = readCode(yaml);
    assert.equal(text.code, code, id);
    for (const seed of [1, 7, 42, 99]) assertMaps(yaml, text, chooseFrom([seed, seed * 3, seed * 7, 5, 11]));
  }
});

test("a long scalar is read whole", () => {
  const code = "x = 1  # comment\n    é\ty\n".repeat(20_000);
  const document = `code: ${writeScalar("double-quoted", code, 0, chooseFrom([7, 3, 11, 5, 2]))}\n`;
  assert.equal(readCode(document).code, code);
});

function readCode(document: string, key = "code"): EmbeddedText {
  const tree = parseYaml(document);
  assert.deepEqual(tree.errors, [], JSON.stringify(document));
  assert.ok(isMap(tree.root));
  const inner = findEntry(tree, tree.root, "o")?.value;
  const root = isMap(inner) ? inner : tree.root;
  const value = findEntry(tree, root, key)?.value;
  assert.ok(isScalar(value), JSON.stringify(document));
  const text = scalarText(tree, value);
  assert.ok(text);
  return text;
}

/** The segments cover the code, and the document text of each range decodes to that range of code. */
function assertMaps(document: string, text: EmbeddedText, choose: Choose): void {
  let codeEnd = 0;
  let documentEnd = text.documentRange.start;
  for (const { code, document: place } of text.segments) {
    assert.equal(code.start, codeEnd);
    assert.ok(place.start >= documentEnd && place.end <= text.documentRange.end);
    codeEnd = code.end;
    documentEnd = place.end;
    assertSpells(document.slice(place.start, place.end), text.code.slice(code.start, code.end));
  }
  assert.equal(codeEnd, text.code.length);
  assert.ok(text.documentRange.end <= document.length);
  for (let round = 0; round < 5; round += 1) {
    const start = choose(text.code.length + 1);
    assertRangeMaps(document, text, start, start + choose(text.code.length - start + 1));
  }
}

function assertRangeMaps(document: string, text: EmbeddedText, start: number, end: number): void {
  const range = documentRange(text, { start, end });
  assert.ok(text.documentRange.start <= range.start && range.end <= text.documentRange.end);
  if (start === end) {
    assert.equal(range.start, range.end);
    assert.equal(codeOffsetAt(text, range.start), beginningOfUnit(text, start));
    return;
  }
  const pieces = text.segments.filter(({ code }) => code.end > start && code.start < end);
  pieces.forEach(({ code, document: place }, index) => {
    const isWhole = code.end - code.start !== place.end - place.start;
    const cutStart = isWhole ? 0 : Math.max(0, start - code.start);
    const cutEnd = isWhole ? 0 : Math.max(0, code.end - end);
    if (index === 0) assert.equal(range.start, place.start + cutStart);
    if (index === pieces.length - 1) assert.equal(range.end, place.end - cutEnd);
    const spelt = document.slice(place.start + cutStart, place.end - cutEnd);
    assertSpells(spelt, text.code.slice(code.start + cutStart, code.end - cutEnd));
  });
  for (let offset = range.start; offset < range.end; offset += 1) {
    const codeOffset = codeOffsetAt(text, offset);
    assert.ok(codeOffset !== undefined && codeOffset >= beginningOfUnit(text, start) && codeOffset <= end);
  }
}

function beginningOfUnit(text: EmbeddedText, offset: number): number {
  const unit = text.segments.find(({ code }) => code.start < offset && offset < code.end);
  return unit && !isVerbatim(unit) ? unit.code.start : offset;
}

function assertSpells(spelt: string, code: string): void {
  if (code === " " && /^\r?\n$/.test(spelt)) return; // A folded line break.
  assert.equal(decode(spelt), code);
}

/** What one piece of YAML text stands for, told without the product's own decoder. */
function decode(spelt: string): string {
  if (spelt === "''") return "'";
  if (spelt === "\r\n" || spelt === "\x85") return "\n";
  if (!/^\\(?:[^xuU]|x..|u....|U.{8})$/s.test(spelt)) return spelt;
  return String(parseDocument(`"${spelt}"`).toJS());
}

function codeFor(style: Style): fc.Arbitrary<string> {
  const words = [
    "def main(a):",
    "return",
    "{'r': a}",
    "x = 1",
    "it's",
    '"q"',
    "\\d+",
    "你好",
    "🌍",
    "é",
    "#",
    "-",
    ":",
    ";",
    "[",
    "word",
  ];
  const blanks =
    style === "plain" || style === "single-quoted"
      ? ["\n", "\n\n", " ", "\n\n\n"]
      : ["\n", "\n    ", "\n\n", " ", "  ", "\t", "\n\t", " \n", "\n  \n"];
  const pieces = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...words) },
    { weight: 5, arbitrary: fc.constantFrom(...blanks) },
    { weight: 1, arbitrary: fc.string({ unit: style === "double-quoted" ? "binary" : "grapheme", maxLength: 6 }) },
    { weight: 1, arbitrary: fc.constant("long ".repeat(60).trim()) },
  );
  const code = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(""));
  if (style === "plain") {
    return code.map(
      (text) =>
        `a${text
          .replaceAll("\t", "")
          .replace(/: |:(?=\n)/g, ";")
          .replace(/(?<=[ \n])[#\-?:.]+/g, "")
          .replace(/ *\n */g, "\n")
          .replace(/[\s:]+$/, "")
          .replace(/(\s)[#\-?]/g, "$1")}b`,
    );
  }
  if (style === "single-quoted") return code.map((text) => text.replace(/[ \t]*\n[ \t]*/g, "\n"));
  return code;
}
