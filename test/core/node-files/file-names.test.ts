import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fileStems } from "../../../src/core/node-files/file-names.ts";

function stemsOf(...titles: readonly string[]): readonly string[] {
  return [...fileStems(titles.map((title, index) => ({ id: String(index), title }))).values()];
}

test("names are readable, in any script, and differ", () => {
  assert.deepEqual(
    stemsOf(
      "Summarise text!",
      "summarise TEXT",
      "代码 执行",
      "Prüfen",
      "../../etc",
      "a/b\\c:d",
      "🎉",
      "🎉",
      "con",
      "x_y",
      "com¹",
      "__init__",
      "ΟΔΟΣ",
      "ΟΔΟσ",
    ),
    [
      "summarise-text",
      "summarise-text-2",
      "代码-执行",
      "prüfen",
      "etc",
      "a-b-c-d",
      "node",
      "node-2",
      "node-con",
      "x_y",
      "node-com¹",
      "node-__init__",
      "οδος",
      "οδοσ-2",
    ],
  );
});

test("a node that has a file keeps its name, whatever it is called now", () => {
  const nodes = [
    { id: "new", title: "Sum" },
    { id: "old", title: "Renamed" },
  ];
  assert.deepEqual(
    [...fileStems(nodes, new Map([["old", "sum"]]))],
    [
      ["new", "sum-2"],
      ["old", "sum"],
    ],
  );
});

test("any titles give names that every file system takes, none of them twice", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 20 }), (titles) => {
      const stems = stemsOf(...titles);
      assert.equal(new Set(stems.map((stem) => stem.normalize("NFKC").toLowerCase())).size, titles.length);
      for (const stem of stems) {
        assert.match(stem, /^[\p{L}\p{M}\p{N}_-]+$/u);
        assert.ok(Buffer.byteLength(stem) < 240, stem);
      }
    }),
  );
});
