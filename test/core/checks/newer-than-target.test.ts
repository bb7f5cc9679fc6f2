import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const shape = { inputs: { row: "object" }, outputs: { r: "string" } } as const;

const nestedQuotes = `
def main(row):
    return {"r": f"{row["name"]}"}
`;

test("newer-than-target: syntax that the target's Python does not read", () => {
  expectFindings(
    { ...shape, target: "1.13" },
    `
def main(row):
    return {"r": f"{row["name"]}"}
#                ^^^^^^^^^^^^^^^^ newer-than-target: This f-string came with Python 3.12, and Dify · 1.13 runs Python 3.10
`,
  );
  for (const target of ["1.16", "documented"]) expectFindings({ ...shape, target }, nestedQuotes);
});

test("the first place is told, and nothing of JavaScript", () => {
  expectFindings(
    { ...shape, target: "1.9" },
    `
def main(row):
    try:
        return {"r": t"a"}
#                    ^^^^ newer-than-target: A t-string came with Python 3.14
    except A, B:
        return {"r": t"b"}
`,
  );
  expectFindings(
    { ...shape, language: "javascript", target: "1.13" },
    "\nfunction main({ row }) { return { r: String(row) }; }\n",
  );
});
