import assert from "node:assert/strict";
import { test } from "node:test";
import { readJavascriptFacts } from "../../../src/core/languages/javascript/read-javascript-facts.ts";
import { expectNotes } from "./caret-notes.ts";

function expectProblem(picture: string): void {
  expectNotes(picture, "//", (code) =>
    readJavascriptFacts(code).syntaxErrors.map(({ range, message }) => ({ range, text: message })),
  );
}

test("what a script cannot have", () => {
  expectProblem(`
  import x from "y";
//^^^^^^ import only works in modules, and this code is a script. Write require("…") instead.
`);
  expectProblem(`
  export function main() {}
//^^^^^^ export only works in modules, and this code is a script. Remove the word.
`);
  expectProblem(`
const x = await fetch("y");
//              ^^^^^ await only works inside an async function. Move it into main(), and make that async.
`);
  expectProblem(`
function main() {
  return await x;
//             ^ await only works inside an async function. Move it into main(), and make that async.
}
`);
  expectProblem(`
  return 1
//^^^^^^ JavaScript cannot read this: 'return' outside of function.
`);
});

test("a comment of HTML on the first line is none behind the brace of a function", () => {
  const problem = (code: string, form: "file" | "async-body") => {
    const [first] = readJavascriptFacts(code, form).syntaxErrors;
    return first && code.slice(first.range.start, first.range.end);
  };
  for (const code of ["--> a", " \t--> a\nreturn []", "/* a */ /**/ --> a\nreturn []", "\u{feff}-->"]) {
    assert.equal(problem(code, "async-body"), "-->", code);
    assert.equal(problem(code.replace("return []", ""), "file"), undefined, code);
  }
  for (const code of ["\n--> a\nreturn []", "/*\n*/ --> a\nreturn []", "<!-- a\n--> b\nreturn []", "// a\u2028--> b"]) {
    assert.equal(problem(code, "async-body"), undefined, code);
  }
});

test("broken code", () => {
  expectProblem(`
function main() {
  const x = = 1;
//          ^ JavaScript cannot read this: "=" is not expected here.
}
`);
  expectProblem(`
function main() {
  return { a: 1 }
//              ^ JavaScript cannot read this: something is missing at the end.
`);
  expectProblem(`
  const x = 1; let x = 2;
//                 ^ JavaScript cannot read this: Identifier 'x' has already been declared.
`);
  expectProblem(`
const x = "a;
//        ^ JavaScript cannot read this: Unterminated string constant.
`);
});

test("a sloppy script", () => {
  for (const code of [
    "",
    "with (x) y = 010",
    "#!shebang\nx",
    "a ??= b?.c",
    "label: for (;;) break label",
    "class A { #x = 1; static {} }",
    "await = 1",
    "let async; yield = 2",
    "import('x')",
  ]) {
    assert.deepEqual(readJavascriptFacts(code).syntaxErrors, [], code);
  }
});
