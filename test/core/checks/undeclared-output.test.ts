import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

test("an undeclared key is dropped", () => {
  expectFindings(
    { inputs: { text: "string" }, outputs: { size: "number" } },
    `
def main(text):
    return {"size": len(text), "debug": text}
#                              ^^^^^^^ undeclared-output: "debug" is not a declared output: it is dropped
`,
  );
});

test("the error path is where undeclared keys hide", () => {
  expectFindings(
    { inputs: { text: "string" }, outputs: { size: "number" } },
    `
def main(text):
    try:
        return {"size": int(text)}
    except ValueError as problem:
        return {"error": str(problem)}
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-output: The output "size" is not returned here, so the node fails on this path.
#               ^^^^^^^ undeclared-output: "error" is not a declared output
`,
  );
});

test("a key added to a local is underlined where it is added", () => {
  expectFindings(
    { inputs: { text: "string" }, outputs: { size: "number" } },
    `
def main(text):
    result = {"size": len(text)}
    result["extra"] = True
#          ^^^^^^^ undeclared-output: "extra" is not a declared output
    return result
`,
  );
});

test("JavaScript object literals, shorthand and spread", () => {
  expectFindings(
    { language: "javascript", inputs: { text: "string" }, outputs: { size: "number" } },
    `
function main({ text }) {
  const debug = text;
  const base = { size: text.length };
  return { ...base, debug };
//                  ^^^^^ undeclared-output: "debug" is not a declared output
}
`,
  );
});

test("what cannot be known is not reported", () => {
  expectFindings(
    { inputs: { text: "string" }, outputs: { size: "number" } },
    `
import json
def main(text):
    return json.loads(text)
`,
  );
});
