import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeReadable, type WorkflowText, writeCode } from "../../../src/core/sources/write-code.ts";
import { applyEdit } from "../../../src/core/text/text-edit.ts";
import {
  arbitraryChoices,
  type Choose,
  canHold,
  chooseFrom,
  type Style,
  writeScalar,
} from "../text/yaml/scalar-writer.ts";
import { arbitraryCode } from "./arbitrary-code.ts";
import { workflowText } from "./sound-files.ts";

const styles: readonly Style[] = ["plain", "single-quoted", "double-quoted", "literal", "folded"];
const oldCodes = [
  "x",
  "a b\nc",
  "def main(a):\n    return a\n",
  "a\n\nb\n\n\n",
  "  a\n b",
  "\n\na",
  "a b c\nd e f\n",
  "",
  "it's: \n",
  "a\tb \n",
];
const runs = 600;

for (const style of styles) {
  test(`${style}: any code written over one of that style is read back, CRLF and a missing final line end included`, () => {
    let kept = 0;
    fc.assert(
      fc.property(exportIn(style), arbitraryCode(), ({ text, before, behind }, code) => {
        fc.pre(!/\p{Cs}/u.test(code));
        const file = workflowText(text);
        const node = firstNode(file);
        const writing = writeCode(file, node, code);
        if (writing.kind === "unchanged") return;
        assert.ok(writing.kind === "edit", JSON.stringify(writing));
        const written = applyEdit(text, writing);
        assert.equal(firstNode(workflowText(written)).code.code, code);
        assert.ok(written.startsWith(before) && written.endsWith(behind), JSON.stringify(written));
        if (/^[^\n]*\r\n/.test(text)) assert.doesNotMatch(written, /[^\r]\n/);
        // Blank lines that were no part of the old text would become part of one that keeps its blank lines.
        const hasBlankLinesBelow = /^\r?\n/.test(text.slice(writing.range.end));
        if (style === "literal" && /^[\n\t -~]*$/.test(code) && !hasBlankLinesBelow) {
          assert.equal(writing.newText.charAt(0), "|");
          kept += 1;
        }
        if (style === "double-quoted") assert.match(writing.newText, /^".*"$/s);
      }),
      { numRuns: runs },
    );
    assert.ok(style !== "literal" || kept > runs / 20, `${kept}`);
  });

  test(`${style}: made readable, the code is a literal block of the same value, and stays one`, () => {
    let made = 0;
    fc.assert(
      fc.property(exportIn(style), ({ text, before, behind }) => {
        const file = workflowText(text);
        const { code } = firstNode(file).code;
        const writing = makeReadable(file, firstNode(file));
        if (writing.kind === "refusal") return assert.equal(writing.reason, "unsuitable-place", JSON.stringify(text));
        if (writing.kind === "unchanged") return;
        made += 1;
        const written = applyEdit(text, writing);
        assert.match(writing.newText, /^\|/);
        assert.ok(written.startsWith(before) && written.endsWith(behind), JSON.stringify([text, written]));
        const now = workflowText(written);
        assert.equal(firstNode(now).code.code, code, written);
        assert.deepEqual(makeReadable(now, firstNode(now)), { kind: "unchanged" });
      }),
      { numRuns: runs },
    );
    // Plain text stands there as it is already, unless a line of it is folded.
    assert.ok(style === "literal" ? made === 0 : made > runs / (style === "plain" ? 20 : 4), `${made}`);
  });
}

/** A small export whose code is in the given style, with what stands before and behind the scalar. */
function exportIn(style: Style): fc.Arbitrary<{ text: string; before: string; behind: string }> {
  const codes = oldCodes.filter((code) => canHold(style, code) && !(style === "plain" && code === ""));
  return fc
    .tuple(fc.constantFrom(...codes), arbitraryChoices(), fc.boolean(), fc.nat(4))
    .map(([code, choices, hasCrlf, ending]) => {
      const choose: Choose = chooseFrom(choices);
      const margin = "      ";
      const head = `workflow:\n  graph:\n    nodes:\n    - id: '1'\n      data:\n        type: code\n        code_language: python3\n        code: `;
      const scalar = writeScalar(style, code, margin.length + 2, choose);
      const breaks = scalar.endsWith("\n") ? "" : "\n";
      // At the file's end a block keeps its line break: without it, it would be another text.
      const behind =
        ["", `${margin}  title: T\n`, `${margin}  title: T`, "# the end", `${margin}position: {x: 1}\n`][ending] ?? "";
      const isLast = behind === "" && breaks !== "" && choose(2) === 0;
      const lines = [head, scalar, `${isLast ? "" : breaks}${behind}`];
      const [before = "", middle = "", rest = ""] = hasCrlf
        ? lines.map((line) => line.replaceAll("\n", "\r\n"))
        : lines;
      return { text: before + middle + rest, before, behind: hasCrlf ? behind.replaceAll("\n", "\r\n") : behind };
    });
}

function firstNode(file: WorkflowText) {
  const [node] = file.reading.nodes;
  assert.ok(node, file.text);
  return node;
}
