import assert from "node:assert/strict";
import { test } from "node:test";
import { plainDescription } from "../../../src/core/run/plain-description.ts";

const cases: readonly (readonly [description: string, plain: string])[] = [
  [
    'An output item contains the reserved key <code>pairedItem</code>. To get around this, please wrap each item in an object, under a key called <code>json</code>. <a href="https://docs.n8n.io/data/data-structure/#data-structure" target="_blank">Example</a>',
    "An output item contains the reserved key `pairedItem`. To get around this, please wrap each item in an object, under a key called `json`. Example (https://docs.n8n.io/data/data-structure/#data-structure)",
  ],
  [
    "You can try the following:<br/><br/>1. Optimize your script.<br/>2. Stop.",
    "You can try the following:\n\n1. Optimize your script.\n2. Stop.",
  ],
  ['<a target="_blank" href="https://docs.n8n.io/">the documents</a>', "the documents (https://docs.n8n.io/)"],
  ["<b>Bold</b> and <em>slanted</em>", "Bold and slanted"],
  // What is no markup of the platform's is the user's.
  ["Unknown top-level item key: <img src=x onerror=1>", "Unknown top-level item key: <img src=x onerror=1>"],
  ["if a <b and c> d, <module> is missing", "if a <b and c> d, <module> is missing"],
  ['<a href="javascript:x" onclick=y>z', '<a href="javascript:x" onclick=y>z'],
  ["Access the properties of an item under `.json`", "Access the properties of an item under `.json`"],
];

for (const [description, plain] of cases) {
  test(`in plain words: ${description.slice(0, 60)}`, () => assert.equal(plainDescription(description), plain));
}

test("a description of any length is gone through in linear time", () => {
  for (const piece of ["<a ", '<a href="x"', "<code>", '<a b="c" ']) {
    assert.ok(plainDescription(piece.repeat(50_000)).length > 0);
    assert.ok(plainDescription(`<a${piece.slice(2).repeat(50_000)}`).length > 0);
  }
});
