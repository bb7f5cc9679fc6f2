import assert from "node:assert/strict";
import { test } from "node:test";
import { readSource } from "../../../../src/core/sources/source-file.ts";
import { mostParts } from "../../../../src/core/text/yaml/read-tokens.ts";
import { parseYaml } from "../../../../src/core/text/yaml/tree.ts";

// A file is read as long as it is worth the work, whatever it is made of.

const exported = `kind: app
workflow:
  graph:
    nodes:
    - id: "1"
      data: {type: code, title: C, code_language: python3, code: "def main(): return {}", variables: [], outputs: {}}
`;

const shapes: Readonly<Record<string, readonly [before: string, part: string]>> = {
  commas: ["x: [", ","],
  brackets: ["x: ", "]"],
  "empty lists": ["x: [", "[],"],
  dashes: ["x:\n  ", "- "],
  questions: ["x:\n  ", "? "],
  colons: ["x:\n  ", ": "],
  anchors: ["x: ", "&a "],
  aliases: ["x: &a b\ny: ", "*a "],
  tags: ["x: ", "!!str "],
  documents: ["", "---\n"],
  comments: ["", "#\n"],
  "blank lines": ["", "\n"],
  "line separators": ["", "\u2028"],
  quotes: ["x: ", "'' "],
  entries: ["", "a: b\n"],
};

for (const [name, [before, part]] of Object.entries(shapes)) {
  test(`too many ${name}: one finding says so`, () => {
    const many = before + part.repeat(mostParts);
    const { reading } = readSource({ path: "/w", text: exported + many }) ?? assert.fail("no workflow");
    assert.equal(reading.nodes.length, 0);
    assert.equal(reading.problems.length, 1);
    const { message = "" } = reading.problems[0] ?? {};
    assert.match(message, /This file cannot be read: there are more than 400,000 parts in it/);
    assert.doesNotMatch(message, /not valid YAML|cannot import/);
  });
}

test("what others hold so much of is no workflow", () => {
  assert.equal(readSource({ path: "/w", text: "a: b\n".repeat(mostParts) }), undefined);
});

test("brackets that lie too deep are found where they open, and none behind them is looked at", () => {
  const [error, ...others] = parseYaml(`x: ${"[".repeat(1_000_000)}`).errors;
  assert.deepEqual(others, []);
  assert.deepEqual([error?.code, error?.range], ["TOO_DEEP", { start: 493, end: 494 }]);
});

test("collections that lie too deep for the library are told as such", () => {
  for (const part of ["- ", "? ", ": "]) {
    const [error] = parseYaml(`x:\n  ${part.repeat(100_000)}\ny: z\n`).errors;
    assert.equal(error?.code, "TOO_DEEP", part);
  }
});

test("a large file of the usual kind is read", () => {
  const node = (id: number) => `    - id: "${id}"
      data:
        type: code
        title: Node ${id}
        code_language: python3
        code: |
${"          text = text.replace('a', 'b')  # as it is in the list\n".repeat(20)}          return {}
        variables: []
        outputs: {}
`;
  const nodes = Array.from({ length: 1000 }, (_, index) => node(index)).join("");
  const text = `kind: app\nworkflow:\n  graph:\n    nodes:\n${nodes}`;
  assert.ok(text.length > 1_000_000);
  const { reading } = readSource({ path: "/w", text }) ?? assert.fail("no workflow");
  assert.equal(reading.nodes.length, 1000);
  assert.deepEqual(reading.problems, []);
});

test("the mistakes of a file are made without traces, and errors after it have theirs again", () => {
  const before = Error.stackTraceLimit;
  assert.ok(parseYaml(`x: [${",".repeat(100)}`).errors.length > 90);
  assert.equal(Error.stackTraceLimit, before);
});
