import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePythonJson } from "../../../src/core/json/parse-python-json.ts";
import { type Pairing, pairingsOf } from "../../../src/core/run/pairing.ts";

const cases: readonly (readonly [item: string, pairings: readonly Pairing[]])[] = [
  ['{"json": {}, "pairedItem": 2}', [{ item: 2, input: 0 }]],
  ['{"json": {}, "pairedItem": 2.0}', [{ item: 2, input: 0 }]],
  ['{"json": {}, "pairedItem": {"item": 0}}', [{ item: 0, input: 0 }]],
  ['{"json": {}, "pairedItem": {"item": 3, "input": 1}}', [{ item: 3, input: 1 }]],
  [
    '{"json": {}, "pairedItem": [{"item": 0}, 4, {"item": 1, "input": 2}]}',
    [
      { item: 0, input: 0 },
      { item: 4, input: 0 },
      { item: 1, input: 2 },
    ],
  ],
  ['{"json": {}, "pairedItem": []}', []],
  ['{"json": {}, "pairedItem": null}', []],
  ['{"json": {}, "pairedItem": "2"}', []],
  ['{"json": {}, "pairedItem": {"item": "2"}}', []],
  ['{"json": {}, "pairedItem": -1}', []],
  ['{"json": {}, "pairedItem": 1.5}', []],
  ['{"json": {}, "pairedItem": NaN}', []],
  ['{"json": {"pairedItem": 2}}', []],
  ["[2]", []],
];

for (const [item, pairings] of cases) {
  test(`the pairing of ${item}`, () => {
    const parsed = parsePythonJson(item);
    assert.ok(parsed.kind === "value");
    assert.deepEqual(pairingsOf(parsed.value), pairings);
  });
}
