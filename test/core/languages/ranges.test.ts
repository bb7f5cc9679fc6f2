import { test } from "node:test";
import { readFacts } from "../../../src/core/languages/all-languages.ts";
import type { Language } from "../../../src/core/workflow/code-node.ts";
import { expectNotes, type Note } from "./caret-notes.ts";
import { rangesOf } from "./fact-pictures.ts";

function expectRanges(language: Language, marker: string, wanted: readonly string[], picture: string): void {
  expectNotes(picture, marker, (code) =>
    [...rangesOf(readFacts(language, code))]
      .filter(([what]) => wanted.includes(what))
      .map(([what, start, end]): Note => ({ range: { start, end }, text: what })),
  );
}

test("keys cover their quotes, wherever they are written", () => {
  expectRanges(
    "python",
    "#",
    ["key"],
    `
def main(x):
    result = {"a": 1, 'b' "c": 2}
#             ^^^ key
#                     ^^^^^^^ key
    result["d"] = 3
#          ^^^ key
    result.update({"e": 4}, f=5)
#                  ^^^ key
#                           ^ key
    return result
`,
  );
  expectRanges(
    "javascript",
    "//",
    ["key"],
    `
function main(x) {
  const result = { a: 1, "b": 2, ["c"]: 3, x };
//                 ^ key
//                       ^^^ key
//                                ^^^ key
//                                         ^ key
  result.d = 4;
//       ^ key
  Object.assign(result, { e: 5 });
//                        ^ key
  return result;
}
`,
  );
});

test("ways out: the statement, each alternative, the last line for the end", () => {
  expectRanges(
    "python",
    "#",
    ["return"],
    `
def main(x):
    if x == 1:
        return {"a": 1}
#       ^^^^^^^^^^^^^^^ return
    if x == 2:
        return {"a": 1} if x else None
#              ^^^^^^^^ return
#                                 ^^^^ return
    print(x)
#   ^^^^^^^^ return
`,
  );
  expectRanges(
    "javascript",
    "//",
    ["return"],
    `
function main(x) {
  if (x) return { a: 1 };
//       ^^^^^^^^^^^^^^^ return
  return x ? { a: 1 } : null;
//           ^^^^^^^^ return
//                      ^^^^ return
}
`,
  );
});

test("names, parameters and modules", () => {
  const wanted = ["name", "parameters", "parameter", "pattern key", "import", "imported name"];
  expectRanges(
    "python",
    "#",
    wanted,
    `
from os import path as p
#    ^^ import
#              ^^^^ imported name
def main(a: str, *, b=1):
#   ^^^^ name
#       ^^^^^^^^^^^^^^^^ parameters
#        ^ parameter
#                   ^ parameter
    import json.tool
#          ^^^^^^^^^ import
`,
  );
  expectRanges(
    "javascript",
    "//",
    wanted,
    `
const fs = require("node:fs");
//                 ^^^^^^^^^ import
const main = ({ a, b: c }, d) => ({});
//    ^^^^ name
//           ^^^^^^^^^^^^^^^^ parameters
//            ^^^^^^^^^^^ parameter
//              ^ pattern key
//                 ^ pattern key
//                         ^ parameter
`,
  );
});
