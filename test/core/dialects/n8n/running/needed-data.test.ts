import assert from "node:assert/strict";
import test from "node:test";
import { findWrongModeCall } from "../../../../../src/core/dialects/n8n/platform/wrong-mode-call.ts";
import { neededData } from "../../../../../src/core/dialects/n8n/running/needed-data.ts";

test("the input is fetched for code that names it", () => {
  for (const code of [
    "return $input.all()",
    "return items",
    "$items()",
    "$item(1)",
    "$json.x",
    "f(item)",
    "f(`a`, $json)",
    "({ ...$json })",
  ]) {
    assert.equal(neededData(code).input, true, code);
  }
  for (const code of ["return this.items", "return globalThis['$json']", "return { items: 1 }", "x.item", "'$json'"]) {
    assert.equal(neededData(code).input, false, code);
  }
  assert.deepEqual(neededData("return {"), { input: true, files: true, bothViews: true, nodes: "all" });
});

test("of other nodes those are fetched that are named, or all", () => {
  const named = neededData("return [$('A').first(), $items('B'), $('A').all()]").nodes;
  assert.deepEqual(named === "all" ? named : [...named], ["A", "B"]);
  assert.deepEqual(neededData("return 1").nodes, new Set());
  for (const code of [
    "$(name).first()",
    "$(`A`).first()",
    "$().all()",
    "$('A').item.json",
    "$node.A.json",
    "[1].map($)",
  ]) {
    assert.equal(neededData(code).nodes, "all", code);
  }
});

test("code for each item is searched for methods of the other mode, line by line", () => {
  assert.deepEqual(findWrongModeCall("1;\nreturn $input.all()"), {
    method: "all",
    range: { start: 10, end: 20 },
    line: 2,
  });
  assert.deepEqual(findWrongModeCall("$input.firstName"), { method: "first", range: { start: 0, end: 12 }, line: 1 });
  assert.equal(findWrongModeCall("// $input.all()\n  * $input.all()\n/* $input.all()"), undefined);
  assert.equal(findWrongModeCall("$input\n.all()"), undefined);
  assert.equal(findWrongModeCall("$input['all']()"), undefined);
});
