import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { prettyMatrix, prettyReport } from "../../src/cli/pretty-report.ts";
import { printedLines } from "../../src/cli/step-lines.ts";
import { joined, jsonText, line, linesOf, written } from "../../src/cli/terminal-text.ts";
import { jsonString } from "../../src/core/json/make-json.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import { reportsToJson } from "../../src/core/run/report-to-json.ts";
import { spelledText } from "../../src/core/text/visible-text.ts";
import { succeeded } from "../panel/sample-reports.ts";
import { assertHarmless, oddText } from "./odd-text.ts";

test("a text put into a line neither ends it nor hides in it", () => {
  fc.assert(
    fc.property(oddText, oddText, (path, message) => {
      const text = written(line`${path}:1 error ${message}`);
      assertHarmless(text);
      assert.equal(text.indexOf("\n"), text.length - 1);
    }),
  );
});

test("a text of several lines keeps them, each behind the words before it", () => {
  fc.assert(
    fc.property(fc.array(oddText), (texts) => {
      const given = texts.join("\n");
      const rows = linesOf(given);
      assert.equal(rows.length, given.split("\n").length);
      const text = written(joined(rows.map((row) => line`  stdout ${row}`)));
      assertHarmless(text);
      for (const row of text.trimEnd().split("\n")) assert.ok(row.startsWith("  stdout"), row);
    }),
  );
  assert.deepEqual(
    linesOf("a\tb\r\nc\rd").map(({ text }) => text),
    ["a    b", "c\\rd"],
  );
});

test("JSON keeps its value", () => {
  const value = fc.dictionary(oddText, fc.oneof(oddText, fc.array(oddText)));
  fc.assert(
    fc.property(value, fc.constantFrom(0, 2), (value, indent) => {
      const text = written(jsonText(JSON.stringify(value, null, indent)));
      assertHarmless(text);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("a report with any text in every place is harmless, and the verdict is the only line of its kind", () => {
  fc.assert(
    fc.property(oddText, (odd) => {
      const report = reportOf(odd);
      const text = written(prettyReport(report));
      assertHarmless(text);
      const atMargin = text.split("\n").filter((row) => /^[^ ]/.test(row));
      assert.equal(atMargin.length, 1, text);
      assertHarmless(written(prettyMatrix([report, report])));
      const json = written(jsonText(reportsToJson([report])));
      assertHarmless(json);
      assert.equal(JSON.parse(json).runs[0].title, JSON.parse(JSON.stringify(odd)));
    }),
  );
});

test("what became of a file is one line, and what is said about it another", () => {
  fc.assert(
    fc.property(oddText, (odd) => {
      const text = written(printedLines([{ path: odd, status: "saved", message: `${odd} ` }], "pretty"));
      assertHarmless(text);
      assert.match(text, /^saved .*\n {2}.*\n$/);
    }),
  );
});

for (const [given, shown] of [
  ["::add-mask::x", "\\u003a:add-mask::x"],
  ["\u00a0 ::error file=a::b", "\u00a0 \\u003a:error file=a::b"],
  ["a::b", "a::b"],
  [":a", ":a"],
  ["x ##vso[task.setvariable]y", "x #\\u0023vso[task.setvariable]y"],
  ["##[group]a", "#\\u0023[group]a"],
  ["##teamcity[buildStatus]", "#\\u0023teamcity[buildStatus]"],
  ["###[error]", "##\\u0023[error]"],
  ["## Title [1]", "## Title [1]"],
] as const) {
  test(`a build server does not obey ${given}`, () => {
    assert.equal(written(line`${given}`), `${shown}\n`);
    assert.equal(written(joined([line`first`, line`  ${given}`])).split("\n")[1], `  ${shown}`);
  });
}

test("joiners and variation selectors stay where letters need them, and nowhere else", () => {
  for (const whole of ["👩‍💻", "❤️", "1️⃣", "👍🏽‍👩", "می‌خواهم", "क्‍ष", "葛\u{e0100}"])
    assert.equal(spelledText(whole, "spelled"), whole);
  assert.equal(spelledText("a\u200db\u200cc\ufe0fd", "spelled"), "a\\u200db\\u200cc\\ufe0fd");
  assert.equal(spelledText("\u{e0041}", "spelled"), "\\udb40\\udc41");
});

test("nothing but terminal-text.ts writes to the terminal", () => {
  const others = readdirSync("src/cli").filter((name) => name !== "terminal-text.ts");
  assert.ok(others.length > 10);
  for (const name of others) {
    const source = readFileSync(join("src/cli", name), "utf8");
    // An empty text waits for those before it.
    assert.doesNotMatch(
      source.replaceAll(/\.write\(""/g, ""),
      /std(?:out|err)\.(?:write|end)|(?<!\.)\bconsole\.|writeSync/,
      name,
    );
    // A text that is made by hand would be believed.
    assert.doesNotMatch(source, /as TerminalText/, name);
  }
});

function reportOf(odd: string): RunReport {
  const value = jsonString(odd);
  return {
    ...succeeded,
    title: odd,
    path: odd,
    outputs: succeeded.outputs.map((output) => ({ ...output, name: odd, value, alterations: [odd] })),
    flowing: [[odd, value]],
    dropped: [{ name: odd, value }],
    error: { type: odd, message: odd, description: odd, explanation: odd, frames: [] },
    console: [
      { stream: "stdout", text: odd },
      { stream: "stderr", text: odd },
    ],
    notes: [odd],
    fallback: odd,
  };
}
