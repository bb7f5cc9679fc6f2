import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { lintAsEditor } from "../../../../../src/core/dialects/n8n/editor-rules/editor-rules.ts";
import type { N8nMode } from "../../../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { allNodes } from "../../../../../src/core/languages/javascript/all-nodes.ts";
import { boundNames } from "../../../../../src/core/languages/javascript/foreign-names.ts";
import { parseProgram } from "../../../../../src/core/languages/javascript/parse-program.ts";

interface Diagnostic {
  readonly severity: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly message: string;
  readonly fix?: { readonly name: string; readonly result: string };
}

interface LintVector {
  readonly id: string;
  readonly kind?: string;
  readonly mode: N8nMode;
  readonly binaryMode?: "combined" | "separate";
  readonly code: string;
  readonly expect: { readonly diagnostics: readonly Diagnostic[] };
}

const vectors: readonly LintVector[] = JSON.parse(readFileSync("test/vectors/n8n.json", "utf8")).vectors;

function lint({
  code,
  mode,
  binaryMode = "separate",
}: Pick<LintVector, "code" | "mode" | "binaryMode">): readonly Diagnostic[] {
  const { program } = parseProgram(code, "async-body");
  if (!program) return [];
  const bound = boundNames(program);
  return lintAsEditor({
    code,
    program,
    nodes: [...allNodes(program)],
    mode,
    binaryMode,
    isBound: (name) => bound.has(name),
  }).map(({ range: { start, end }, severity, message, fix }) => ({
    severity,
    from: start,
    to: end,
    text: code.slice(start, end),
    message,
    ...(fix && {
      fix: { name: fix.name, result: code.slice(0, fix.range.start) + fix.text + code.slice(fix.range.end) },
    }),
  }));
}

test("each snippet that n8n's editor linted gets the same diagnostics and the same first fix", () => {
  const linted = vectors.filter(({ kind }) => kind === "editor-lint");
  assert.equal(linted.length, 30);
  for (const vector of linted) assert.deepEqual(lint(vector), vector.expect.diagnostics, vector.id);
});

test("what n8n's editor says beyond those snippets", () => {
  const messages = (mode: N8nMode, code: string) =>
    lint({ mode, code }).map(({ text, severity }) => `${severity} ${text}`);
  assert.deepEqual(messages("runOnceForEachItem", "return;"), ["error return;"]);
  assert.deepEqual(messages("runOnceForAllItems", "const n = 'A'; return $(n).all();"), ["warning n"]);
  assert.deepEqual(messages("runOnceForAllItems", "return $(`a$" + "{1}`).all();"), ["warning `a$" + "{1}`"]);
  assert.deepEqual(messages("runOnceForEachItem", "return { a: $('A').first().name };"), ["error $('A').first().name"]);
  assert.deepEqual(messages("runOnceForAllItems", "for (const x of $input.all()) { x.a; const item = {}; x.b; }"), [
    "error x.a",
  ]);
});
