import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

test("inputs by position work by the documents only", () => {
  expectFindings(
    { language: "javascript", inputs: { data: "array[string]" }, outputs: { result: "array[string]" } },
    `
function main(data) {
//           ^^^^^^ positional-parameters: A real server passes one object, not arguments by position. Write main({ data })
  return { result: data };
}
`,
  );
});

test("under a release the first is the whole object and the others are undefined", () => {
  expectFindings(
    { language: "javascript", inputs: { a: "string", b: "string" }, outputs: { result: "string" }, target: "1.8" },
    `
function main(a, b) {
//           ^^^^^^ positional-parameters: main() gets one object that holds all inputs
  return { result: a + b };
}
`,
  );
});

test("one object under another name is what a server passes", () => {
  expectFindings(
    { language: "javascript", inputs: { data: "array[string]" }, outputs: { result: "array[string]" } },
    "\nfunction main(inputs) { return { result: inputs.data }; }\n",
  );
});
