import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const code = `
import json, re, numpy
import random
def main():
    return {}
`;

test("off at first", () => {
  expectFindings({}, code);
});

test("a module of the standard library that the page does not name", () => {
  expectFindings(
    { hints: true },
    `
import json, re, numpy
import random
#      ^^^^^^ unpublished-import: random works, but the published list of available packages does not name it
def main():
    return {}
`,
  );
});

test("a release has the whole library", () => {
  expectFindings({ hints: true, target: "1.16" }, code.replace(", numpy", ""));
});
