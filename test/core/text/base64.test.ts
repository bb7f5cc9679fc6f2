import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { base64OfText } from "../../../src/core/text/base64.ts";

test("text becomes what Node makes of its UTF-8", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(base64OfText(text), Buffer.from(text, "utf8").toString("base64"));
    }),
  );
  assert.equal(base64OfText("a\ud800"), Buffer.from("a\ufffd").toString("base64"));
});
