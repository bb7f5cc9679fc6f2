import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const outputs = { result: "string" } as const;

test("async-main: Python is never awaited", () => {
  for (const target of ["documented", "1.16"]) {
    expectFindings(
      { inputs: { a: "string" }, outputs, target },
      `
async def main(a):
#         ^^^^ async-main: The platform does not await main(): it gets a coroutine
    return {"result": a}
`,
    );
  }
});

test("JavaScript is waited for by the documents only", () => {
  const shape = { language: "javascript", inputs: { a: "string" }, outputs } as const;
  expectFindings(shape, "\nasync function main({ a }) { return { result: a }; }\n");
  expectFindings(
    { ...shape, target: "1.13" },
    `
async function main({ a }) { return { result: a }; }
//             ^^^^ async-main: The platform does not wait for main()
`,
  );
});

test("async functions beside main are nobody's business", () => {
  expectFindings(
    { language: "javascript", outputs, target: "1.16" },
    '\nasync function later() {}\nfunction main() { later(); return { result: "" }; }\n',
  );
});
