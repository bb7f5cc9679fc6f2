import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const shape = { inputs: { text: "string" }, outputs: { a: "string", b: "string" } } as const;

test("an output that no path returns", () => {
  expectFindings(
    shape,
    `
def main(text):
    return {"a": text}
#   ^^^^^^^^^^^^^^^^^^ missing-output: The output "b" is not returned here, so the node fails on this path.
`,
  );
});

test("one alternative of a conditional expression", () => {
  expectFindings(
    shape,
    `
def main(text):
    return {"a": text, "b": text} if text else {"a": ""}
#                                              ^^^^^^^^^ missing-output: The output "b" is not returned here, so the node fails on this path.
`,
  );
});

test("a key that only one branch sets", () => {
  expectFindings(
    shape,
    `
def main(text):
    result = {"a": text}
    if text:
        result["b"] = text
    return result
#   ^^^^^^^^^^^^^ missing-output: The output "b" is not set on every path to this return, so the node can fail.
`,
  );
});

test("a key that every branch sets is there", () => {
  expectFindings(
    shape,
    `
def main(text):
    result = {"a": text}
    if text:
        result["b"] = text
    else:
        result["b"] = ""
    return result
`,
  );
});

test("a bare return and a list", () => {
  expectFindings(
    shape,
    `
def main(text):
    if not text:
        return
#       ^^^^^^ missing-output: main() can end here without a result.
    return [text]
#   ^^^^^^^^^^^^^ missing-output: main() returns a list here. Return an object with the outputs "a" and "b".
`,
  );
});

test("a main() that never returns anything, in JavaScript", () => {
  expectFindings(
    { ...shape, language: "javascript" },
    `
function main({ text }) { console.log(text); }
//                                           ^ missing-output: main() can end here without a result.
`,
  );
});

test("raising is no path", () => {
  expectFindings(
    shape,
    `
def main(text):
    if text:
        return {"a": text, "b": text}
    raise ValueError("empty")
`,
  );
});
