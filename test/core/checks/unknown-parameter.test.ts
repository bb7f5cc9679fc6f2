import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const shape = { inputs: { a: "string" }, outputs: {} } as const;

test("a parameter that no input fills", () => {
  expectFindings(
    shape,
    `
def main(a, count):
#           ^^^^^ unknown-parameter: No input is called "count", so the call of main() fails.
    return {}
`,
  );
});

test("a default fills it", () => {
  expectFindings(shape, "\ndef main(a, count=1, *rest):\n    return {}\n");
});

test("a destructured name that no input has is undefined", () => {
  expectFindings(
    { ...shape, language: "javascript" },
    `
async function main({ a, count, limit = 3 }) {
//                       ^^^^^ unknown-parameter: No input is called "count", so it is undefined here.
  return {};
}
`,
  );
});

test("several plain parameters are meant as inputs", () => {
  expectFindings(
    { ...shape, language: "javascript" },
    `
function main(a, count) {
//               ^^^^^ unknown-parameter: No input is called "count", so it is not filled.
  return {};
}
`,
  );
});
