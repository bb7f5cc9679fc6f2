import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const shape = { inputs: { a: "string", b: "string" }, outputs: {} } as const;

test("an input that Python's main() does not take", () => {
  expectFindings(
    shape,
    `
def main(a: str) -> dict:
#       ^^^^^^^^ missing-parameter: main() does not take the input "b", so the call fails.
    return {}
`,
  );
});

test("**kwargs takes everything, and a default is no matter", () => {
  expectFindings(shape, "\ndef main(a='x', **rest):\n    return {}\n");
});

test("a positional-only parameter cannot be filled by name", () => {
  expectFindings(
    shape,
    `
def main(a, /, b):
#        ^ missing-parameter: main() takes "a" by position only
    return {}
`,
  );
});

test("JavaScript: an input that is not destructured is only lost", () => {
  expectFindings(
    { ...shape, language: "javascript" },
    `
const main = ({ a }) => ({});
//           ^^^^^^^ missing-parameter: main() does not read the input "b".
`,
  );
});

test("JavaScript: one plain parameter, a rest or arguments take everything", () => {
  for (const head of ["function main(inputs)", "function main({ a, ...rest })", "function main(...all)"]) {
    expectFindings({ ...shape, language: "javascript" }, `\n${head} { return {}; }\n`);
  }
  expectFindings({ ...shape, language: "javascript" }, "\nfunction main() { return arguments[0].a ? {} : {}; }\n");
});

test("an input whose name no parameter can have", () => {
  expectFindings(
    { inputs: { class: "string", "order-id": "string" }, outputs: { size: "number" } },
    `
def main():
#       ^^ missing-parameter: main() does not take the input "class", so the call fails. No parameter can have that name: rename the input, or take **kwargs.
#       ^^ missing-parameter: main() does not take the input "order-id", so the call fails. No parameter can have that name
    return {"size": 1}
`,
  );
});
