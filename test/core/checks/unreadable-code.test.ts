import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

test("a syntax error is the only thing said about the shape of main()", () => {
  expectFindings(
    { language: "javascript", inputs: { a: "string" }, outputs: { b: "string" } },
    `
function main({ a }) {
  return { a: ;
//            ^ unreadable-code: 
}
`,
  );
});
