import { test } from "node:test";
import { expectFindings, expectN8nFindings } from "./expect-findings.ts";

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

test("n8n's own Python runs the code as a plain function, where nothing can be awaited", () => {
  const says = "unreadable-code: n8n says";
  for (const language of ["pythonNative", "python"] as const) {
    expectN8nFindings(
      { language, target: "2" },
      `
async def later(x):
    async with x as y: pass
    def own(z=await x): return z
    return [await one async for one in y]
if later:
    await later(1)
#   ^^^^^ ${says} "'await' outside async function". Native Python runs the code as a plain function
    await later(2)
items = (one async for one in later(3))
return [{"a": str(items)}]`,
    );
  }
  expectN8nFindings(
    { language: "pythonNative" },
    `
rows = lambda: [x async for x in _items]
#                 ^^^^^ ${says} "asynchronous comprehension outside of an asynchronous function".
return []`,
  );
  expectN8nFindings({ language: "python", target: "1" }, "import asyncio\nawait asyncio.sleep(0)\nreturn []");
});
