import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const shape = { inputs: { text: "string" }, outputs: { r: "boolean" } } as const;

test("syntax-warning: what Python warns of fails a node where stderr does", () => {
  expectFindings(
    { ...shape, target: "1.16" },
    `
import re
def main(text):
    return {"r": bool(re.match("\\d+", text)) or text is "a"}
#                               ^^ syntax-warning: Python 3.14 warns of the escape \\d on stderr, and Dify · 1.16 fails
#                                                    ^^ syntax-warning: Python 3.14 warns of "is" beside "a" on stderr
`,
  );
});

test("an older Python does not warn of escapes, and where stderr is shown there is nothing to say", () => {
  const code = `
import re
def main(text):
    return {"r": bool(re.match("\\d+", text))}
`;
  for (const target of ["1.13", "documented"]) expectFindings({ ...shape, outputs: { r: "number" }, target }, code);
});
