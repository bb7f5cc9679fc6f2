import assert from "node:assert/strict";
import { test } from "node:test";
import { allDialects } from "../../../src/core/dialects/all-dialects.ts";
import { withPlainEscapes } from "../../../src/core/text/plain-escapes.ts";

test("escapes of letters and signs are what they stand for, and others stay", () => {
  assert.equal(withPlainEscapes(String.raw`n\u006fdes n\x6Fdes n\U0000006fdes`), "nodes nodes nodes");
  assert.equal(withPlainEscapes(String.raw`\u00e9 \u4f60 \n \u000a \x`), String.raw`\u00e9 \u4f60 \n \u000a \x`);
});

test("nodes whose names are written with escapes are found as others are", () => {
  const n8n = String.raw`{"n\u006fdes": [{"name": "A", "type": "n8n\u002dnodes-base.code", "parameters": {"jsCode": "return [];"}}]}`;
  const dify = String.raw`workflow:
  "gr\x61ph":
    "nod\u0065s":
    - id: '1'
      data: {"typ\x65": "\U00000063ode", title: A, "code\x5flanguage": python3, variables: [], outputs: {}, code: ""}
`;
  for (const [id, text] of [
    ["n8n", n8n],
    ["dify", dify],
  ] as const) {
    const dialect = allDialects.find((each) => each.id === id) ?? assert.fail();
    assert.equal(dialect.readWorkflow(text).nodes.length, 1, id);
  }
});
