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

test("so are some of the inputs; one alone may be meant as the object", () => {
  const inputs = { a: "string", b: "string", c: "string" } as const;
  const outputs = { result: "string" } as const;
  expectFindings(
    { language: "javascript", inputs, outputs, target: "1.16" },
    `
function main(a, b) {
//           ^^^^^^ positional-parameters (error): main() gets one object that holds all inputs, not arguments by position. Write main({ a, b, c }).
  return { result: a + b };
}
`,
  );
  expectFindings(
    { language: "javascript", inputs, outputs, target: "1.16" },
    "\nfunction main(a) { return { result: a.a + a.b }; }\n",
  );
});

test("one object under another name is what a server passes", () => {
  expectFindings(
    { language: "javascript", inputs: { data: "array[string]" }, outputs: { result: "array[string]" } },
    "\nfunction main(inputs) { return { result: inputs.data }; }\n",
  );
});
