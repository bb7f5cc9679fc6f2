import assert from "node:assert/strict";
import { test } from "node:test";
import { readPythonFacts } from "../../../src/core/languages/python/read-python-facts.ts";
import { expectNotes } from "./caret-notes.ts";

function expectProblem(picture: string): void {
  expectNotes(picture, "#", (code) =>
    readPythonFacts(code).syntaxErrors.map(({ range, message }) => ({ range, text: message })),
  );
}

test("indentation", () => {
  expectProblem(`
  def main():
# ^^^ This line is indented, but nothing above it opens a block. Remove the spaces before it.
      return {}
`);
  expectProblem(`
def main():
  x = 1
    return {}
#   ^^^^^^ This line is indented, but nothing above it opens a block. Remove the spaces before it.
`);
  expectProblem(`
if True:
    for x in y:
#   ^^^^^^^^^^^ Nothing is indented below "for x in y:". Indent its block, or write pass there.
    print(x)
`);
  expectProblem(`
if True:
    if True:
        x = 1
      y = 1
#     ^ The indentation of this line matches no line above. Indent it like the block that it belongs to.
`);
  expectProblem(`
if True:
        x = 1
\ty = 1
#^ This line mixes tabs and spaces in its indentation. Use one of them.
`);
});

test("brackets, strings and characters", () => {
  expectProblem(`
def main(x):
    return {"a": (x}
#                  ^ This } does not close the bracket that is open here.
`);
  expectProblem(`
def main(x):
    return {"a": x
#          ^ This { is never closed.
`);
  expectProblem(`
x = 1)
#    ^ This ) closes nothing. Remove it, or add the bracket that it closes.
`);
  expectProblem(`
x = 'its
#   ^^^^ This string is not closed. Add the missing quote.
y = 1
`);
  for (const broken of ['f"a {b"', "f'a}'", 'f"{a[1}"']) {
    expectProblem(`
x = ${broken}
#   ${"^".repeat(broken.length)} A brace in this f-string has no partner. Add it, or write {{ or }} for a brace itself.
`);
  }
  expectProblem(`
print（1)
#    ^ Python does not know the character "（". Write ( instead.
`);
  expectProblem(`
x = “a”
#   ^ Python does not know the character "“". Write " instead.
`);
  expectProblem(`
x = 1 ? 2
#     ^ Python does not know the character "?". Remove it, or put it in a string.
`);
});

test("statements of Python 2, and what misses its place", () => {
  expectProblem(`
if True:
    print "a"
#   ^^^^^^^^^ print is a function in Python 3. Put what follows in parentheses: print(…).
`);
  expectProblem(`
x = 1 <> 2
#     ^^ Python 3 writes != instead of <>.
`);
  expectProblem(`
if True:
    while x
#   ^^^^^^^ A colon is missing after "while x".
        pass
`);
  expectProblem(`
x = 1
if x: return {}
#     ^^^^^^^^^ return stands outside of a function. Indent it into main(), or remove it.
`);
  expectProblem(`
if True: break
#        ^^^^^ break stands outside of a loop.
`);
  expectProblem(`
def main(a=1, b):
#             ^ The parameter "b" needs a default, because one before it has one.
    pass
`);
  expectProblem(`
def main(a, a):
#           ^ The parameter "a" is there twice.
    pass
`);
  expectProblem(`
x = f(1) = 2
#   ^^^^ Nothing can be assigned to f(1). Use == to compare.
`);
});

test("anything else", () => {
  expectProblem(`
def main(x):
    y = x x
#         ^ Python cannot read this line: "x" is not expected here.
`);
  expectProblem(`
def main(x):
    y = x +
#         ^ Python cannot read this line: something is missing after "+".
    return {}
`);
});

/** Valid in some release from 3.10 to 3.14, and unknown to the grammar library, or easy to get wrong. */
const valid = [
  "def f():\n    x = yield\n    yield\n    return (yield)",
  "x = 1. + 1.e3 + 2.j + 1..real",
  "with open(a) as (b, c), d() as e.f, g() as h[0]: pass",
  "with (\n    open(a) as b,  # first\n    open(c) as d,\n): pass",
  "match x:\n    case int(): pass\n    case {}: pass\n    case A(b=str()) if (y := x): pass\n    case -1 | 1+2j | None: pass",
  "match x, y:\n    case(): pass\n    case 1, *_: pass",
  "match = case = type = 1\nmatch[0], print = case, type\nprint(match)",
  "f = lambda a, /, b, *, c=1: a\ng = lambda a,: a",
  `a = f"{x['a']}" f'{x["b"]!r:>{y}} {{}} {z=}'`,
  `a = f"{'n' + f"{1}"}" f'{x['a']}'`,
  `a = f"""\n{\n  x  # why\n}"""`,
  `a = rf"\\{x}[{{y}}]\\d"`,
  `a = f"{x:%H:%M}" f"\\N{DASH} {x}"`,
  `a = t"hello {x}"`,
  "type P[T = int] = list[T]\ndef f[T: (int, str) = int, *Ts, **K](x: T) -> T: ...\nclass B[T](A): ...",
  "try: pass\nexcept A, B: pass",
  "try: pass\nexcept* A: pass",
  "for x in *a, 1: pass\nb = [y for *_, y in a]\nc = x[*a], x[1, *a]\ndef f(*args: *Ts): pass",
  "a = {q := 1}\nb = [q := 1, q**2]\nc = x[q := 0]",
  "@(lambda f: f)\ndef f(): pass\n@a[0].b\nclass C: x: int = 1",
  "if x:\n\ty = 1\n\t# tab\n\n  # outside\nelse: pass",
  "x = a if b \\\n    else c\ny = 'a\\\nb'",
  "def f():\n    pass\n\f\ndef g():\n    pass\n\fclass A: pass",
  "\ufeffx = 1\nif x:\n    pass",
  "def 主(参数='，。（）'):  # （注释）\n    return 参数",
  "print >>x, 'a'\nprint\nprint = 1",
  "a = bª if 0 else 1",
  "x = 1; y = 2;\nif x: y = 1; z = 2\nclass A: pass",
  "while x:\n    break\nelse:\n    pass\nfor y in x:\n    continue",
  "x = [\n1,\n  2,\n# comment\n]",
  `x = ${"a * b + ".repeat(400)}c`,
  "",
  "\n\n   \n# only a comment",
] as const;

test("valid code is never called an error, with any line end", () => {
  for (const code of valid) {
    for (const lineEnd of ["\n", "\r\n", "\r"]) {
      for (const last of ["", lineEnd]) {
        const text = code.replaceAll("\n", lineEnd) + last;
        assert.deepEqual(readPythonFacts(text).syntaxErrors, [], JSON.stringify(text));
      }
    }
  }
});

test("blanks of another kind in the place of the indentation are what is told", () => {
  for (const blank of ["\u00a0", "\u2003", "\u3000"]) {
    const code = `def main():\n${blank.repeat(4)}return {}\n`;
    const [problem] = readPythonFacts(code).syntaxErrors;
    const name = `U+${blank.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    assert.equal(problem?.message, `Python does not know the character "${name}". Write a space instead.`);
    assert.equal(problem.range.start, 12);
  }
});
