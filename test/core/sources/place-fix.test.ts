import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Fix } from "../../../src/core/checks/check.ts";
import { placeFix } from "../../../src/core/sources/place-fix.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { writeCode } from "../../../src/core/sources/write-code.ts";
import { applyEdit, type TextEdit } from "../../../src/core/text/text-edit.ts";
import { arbitraryChoices, canHold, chooseFrom, writeScalar } from "../text/yaml/scalar-writer.ts";

/** The text with the fix in it, and the code that it has then; undefined when the fix has no place. */
function fixed(path: string, text: string, codeEdits: readonly TextEdit[]) {
  const source = { path, text };
  const read = readSource(source) ?? assert.fail("The workflow is recognised.");
  const node = read.reading.nodes[0] ?? assert.fail("The node is read.");
  const fix: Fix = { title: "Fix", codeEdits };
  const placed = placeFix(source, read, node.id, fix);
  if (!placed) return undefined;
  assert.deepEqual(placed.declarationEdits, []);
  const after = applied(text, placed.edits);
  return { edits: placed.edits, after, code: readSource({ path, text: after })?.reading.nodes[0]?.code.code };
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits.toReversed().reduce(applyEdit, text);
}

function isInLineBreak(text: string, at: number): boolean {
  return text[at - 1] === "\r" && text[at] === "\n";
}

/** Two edits apart from each other, wherever the two pairs of places fall; none divides a surrogate pair. */
function editsOf(code: string, places: readonly number[], texts: readonly string[]): readonly TextEdit[] {
  const [a = 0, b = 0, c = 0, d = 0] = places.map((place) => placeIn(code, place)).sort((x, y) => x - y);
  const [first = "", second = ""] = texts;
  const edits = [
    { range: { start: a, end: b }, newText: first },
    { range: { start: c, end: d }, newText: second },
  ];
  return b === c ? edits.slice(0, 1) : edits;
}

function placeIn(code: string, place: number): number {
  const at = place % (code.length + 1);
  return /^[\ud800-\udbff][\udc00-\udfff]/.test(code.slice(at - 1, at + 1)) ? at - 1 : at;
}

const anyCode = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  fc
    .array(fc.constantFrom("return {", "  ", "\n", "a: 1", "'", '"', "\\", " # ", "🌍", "\u2028", "\t"), {
      minLength: 1,
    })
    .map((parts) => parts.join("")),
);
const anyPlaces = fc.array(fc.nat(), { minLength: 4, maxLength: 4 });
const anyTexts = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("", ".json", '["a"]', "\n")), {
  minLength: 2,
  maxLength: 2,
});

test("in a JSON string every fix has its place, and the string then spells the fixed code", () => {
  const check = (code: string, places: readonly number[], texts: readonly string[]) => {
    // n8n takes equals signs away that code begins with.
    fc.pre(!code.startsWith("="));
    const edits = editsOf(code, places, texts);
    const expected = applied(code, edits);
    const parameters = { jsCode: code };
    const node = { id: "1", name: "Code", type: "n8n-nodes-base.code", typeVersion: 2, parameters, position: [0, 0] };
    const text = JSON.stringify({ nodes: [node], connections: {} });
    const found = fixed("w.json", text, edits);
    if (expected.startsWith("=")) return assert.equal(found, undefined);
    assert.equal(found?.code, expected);
    const afterwards = { nodes: [{ ...node, parameters: { jsCode: expected } }], connections: {} };
    assert.deepEqual(JSON.parse(found.after), afterwards);
  };
  fc.assert(fc.property(anyCode, anyPlaces, anyTexts, check));
});

test("in YAML a fix has its place wherever the code can be written, and keeps to places that an editor has", () => {
  for (const style of ["plain", "single-quoted", "double-quoted", "literal", "folded"] as const) {
    let placed = 0;
    const check = (
      code: string,
      places: readonly number[],
      texts: readonly string[],
      choices: readonly number[],
      lineBreak: string,
    ) => {
      fc.pre(canHold(style, code));
      const scalar = writeScalar(style, code, 14, chooseFrom(choices));
      const text = `${head}              code: ${scalar}\n${tail}`.replaceAll("\n", lineBreak);
      const read = readSource({ path: "w.yml", text }) ?? assert.fail("The workflow is recognised.");
      fc.pre(read.reading.nodes[0]?.code.code === code);
      const edits = editsOf(code, places, texts);
      const expected = applied(code, edits);
      const found = fixed("w.yml", text, edits);
      const node = read.reading.nodes[0] ?? assert.fail("The node is read.");
      const isRefused = writeCode({ text, ...read }, node, expected).kind === "refusal";
      assert.equal(found === undefined, isRefused, text);
      if (!found) return;
      placed += 1;
      assert.equal(found.code, expected);
      assert.ok(found.edits.every(({ range }) => !isInLineBreak(text, range.start) && !isInLineBreak(text, range.end)));
    };
    fc.assert(fc.property(anyCode, anyPlaces, anyTexts, arbitraryChoices(), fc.constantFrom("\n", "\r\n"), check));
    assert.ok(placed > 50, `${style}: ${placed} of 100 placed`);
  }
});

test("a fix changes the words that it is about, and leaves the rest of a readable scalar as it is spelt", () => {
  const code = "const x = $input.item.json;\nif (x) { return { y: 'it\"s' }; }\n\nreturn { y: x };";
  const start = code.indexOf("item");
  const edits = [{ range: { start, end: start + 4 }, newText: "first()" }];
  for (const style of ["single-quoted", "literal"] as const) {
    const text = `${head}              code: ${writeScalar(style, code, 14, chooseFrom([1]))}\n${tail}`;
    assert.equal(fixed("w.yml", text, edits)?.after, text.replace("$input.item", "$input.first()"), style);
  }
});

test("a fix of a node that is not there has no place", () => {
  const source = { path: "w.yml", text: `${head}              code: pass\n${tail}` };
  const read = readSource(source) ?? assert.fail();
  assert.equal(placeFix(source, read, "2", { title: "Fix", codeEdits: [] }), undefined);
});

const head = `kind: app
workflow:
  graph:
    edges: []
    nodes:
      - id: "1"
        data:
              type: code
              title: Code
              variables: []
              outputs: {}
`;
const tail = "              code_language: javascript\n";
