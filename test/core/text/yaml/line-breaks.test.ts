import assert from "node:assert/strict";
import { test } from "node:test";
import { isMap, isScalar } from "yaml";
import { findEntry, parseYaml, scalarText } from "../../../../src/core/text/yaml/tree.ts";
import readings from "./fixtures/pyyaml-line-breaks.json" with { type: "json" };

// What PyYAML 6.0.3 reads: make_pyyaml_line_breaks.py beside the data.

test("the line breaks of YAML 1.1 end a line wherever they end one for PyYAML", () => {
  const wrong: unknown[] = [];
  for (const [text, expected] of readings as [string, string | null][]) {
    const tree = parseYaml(text);
    const found = tree.errors.length > 0 ? null : valueOfK(text);
    if (found !== expected) wrong.push({ text, expected, found });
  }
  assert.deepEqual(wrong, []);
  assert.ok(readings.length > 200);
});

/** Its code and its value, which must be alike. */
function valueOfK(text: string): string | undefined {
  const tree = parseYaml(text);
  if (!isMap(tree.root)) return undefined;
  const inner = findEntry(tree, tree.root, "a")?.value;
  const entry = (isMap(inner) ? findEntry(tree, inner, "k") : undefined) ?? findEntry(tree, tree.root, "k");
  if (!isScalar(entry?.value)) return undefined;
  const code = scalarText(tree, entry.value)?.code;
  return code === entry.value.value ? code : `${code} is not ${entry.value.value}`;
}
