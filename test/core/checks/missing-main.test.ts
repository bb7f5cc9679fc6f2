import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

test("code that defines something else", () => {
  expectFindings(
    { inputs: { a: "string" } },
    `
def run(a):
# everywhere missing-main: The code defines no main(). Put it into a function: def main(a):
    return {}
`,
  );
});

test("JavaScript", () => {
  expectFindings(
    { language: "javascript", inputs: { a: "string" } },
    `
const run = ({ a }) => ({});
// everywhere missing-main: The code defines no main(). Put it into a function: function main({ a })
`,
  );
});

test("a main() that may come from elsewhere is not missing", () => {
  expectFindings({}, "\nfrom json import *\n");
  expectFindings({ language: "javascript" }, "\nglobalThis.main = () => ({});\n");
});

test("code that is empty, or nothing but blanks", () => {
  expectFindings(
    { inputs: { a: "string" } },
    "\n \n# everywhere missing-main: The code is empty, and the platform's editor neither runs nor publishes it. Write def main(a):",
  );
});
