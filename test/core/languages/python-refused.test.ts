import assert from "node:assert/strict";
import { test } from "node:test";
import { readPythonFacts } from "../../../src/core/languages/python/read-python-facts.ts";

// CPython 3.10 to 3.13 compiled each of these, 2026-11: all refuse the ones, and 3.13 reads the others.

const refused: Readonly<Record<string, readonly string[]>> = {
  numbers: ["0777", "x = 01", "1_", "1__0", "0x_", "0b1_", "1.5_", "1._5", "1e1_", "1_e1", "1.e", "x = 1abc", "0xg"],
  "text and bytes": [
    "'\\x1'",
    '"C:\\Users\\me"',
    "'\\u12'",
    "'\\U00110000'",
    "'\\N'",
    "'\\N{}'",
    "f'\\x'",
    "b'\\x1'",
    "b'é'",
    "rb'é'",
    "b'a' 'b'",
    "('a'\n b'b')",
  ],
  "fields of f-strings": [
    "f'{}'",
    "f'{ }{x}'",
    "f'{!r}'",
    "f'{:x}'",
    "f'{=}'",
    "f'{a!}'",
    "f'{a!x}'",
    "f'{a!rr:5}'",
    "f'{a b}'",
    `f'{"a": {}}'`,
    "f'{a:{}}'",
  ],
  "targets of an assignment": [
    "-a = 1",
    "not a = 1",
    "a if b else c = 1",
    "... = 1",
    "[a, 1] = b",
    "(a, (b, f())) = c",
    "(a + b) = 1",
    "{a: 1} = b",
    "{a} = b",
    "[x for x in y] = 1",
    "(x for x in y) = 1",
    "x = lambda: 1 = 2",
    "f() += 1",
    "1 += 1",
    "(a, b) += 1",
    "a, b += 1",
    "f(): int = 1",
    "(a, b): int = 1",
    "a, b: int = 1",
    "__debug__ = 1",
    "(x := 1) = 2",
    "(1 := x)",
    "(a.b := 1)",
    "((a, b) := 1)",
  ],
  "other targets": [
    "for 1 in x: pass",
    "for a, f() in x: pass",
    "for a + b in x: pass",
    "[a for 1 in b]",
    "(a for f() in b)",
    "{a: 1 for None in b}",
    "{a for b, 1 in c}",
    "del f()",
    "del a, 1",
    "del (a, [b, None])",
    "del -a",
    'del "a"',
  ],
  stars: [
    "*a",
    "x = *a",
    "(*a)",
    "*a = b",
    "*a, *b = c",
    "[*a, *b] = c",
    "(*a, (*b, *c)) = d",
    "for *a in b: pass",
    "for *a, *b in c: pass",
  ],
  parameters: [
    "def f(a, *, a): pass",
    "def f(a, *a): pass",
    "def f(a, **a): pass",
    "lambda *a, a: 1",
    "def f(*): pass",
    "def f(*, **k): pass",
    "def f(**k, a): pass",
    "def f(**k, *a): pass",
    "def f(*a, *b): pass",
    "def f(a, *, *b): pass",
    "lambda **k, a: 1",
  ],
  arguments: [
    "f(a=1, a=2)",
    "f(a=1, b)",
    "f(a=1, *b, c)",
    "f(**a, b)",
    "f(**a, *b)",
    "class A(b=1, c): pass",
    "f(a for a in b, c)",
    "f(c, a for a in b)",
    "f(a for a, b in c, d=1)",
  ],
  "what stands outside of a function": [
    "yield 1",
    "x = yield 1",
    "x = yield",
    "(yield)",
    "def f(x=(yield)): pass",
    "yield from x",
    "class A:\n    yield 1",
    "await x",
    "def f(): await x",
    "async def f():\n    def g(): await x",
    "async def f():\n    class A: await x",
    "async def f(): lambda: await x",
    "def f(x=await y): pass",
    "async for x in y: pass",
    "def f():\n    async with x: pass",
    "async def f(): yield from x",
    "nonlocal x",
  ],
  "names that are declared too late": [
    "x = 1\nglobal x",
    "def f(x):\n    global x",
    "def f(x):\n    nonlocal x",
    "def f():\n    print(x)\n    global x",
    "def f():\n    for x in y: pass\n    global x",
    "def f():\n    def x(): pass\n    global x",
    "class A:\n    x = 1\n    global x",
    "def f():\n    x = 1\n    def g():\n        x = 2\n        nonlocal x",
  ],
  imports: [
    "from a import b,",
    "def f():\n    from a import *",
    "class A:\n    from a import *",
    "from __future__ import nothing",
    "x = 1\nfrom __future__ import annotations",
    "def f():\n    from __future__ import annotations",
  ],
  cases: ["match x:\n    case _: pass\n    case 1: pass", "match x:\n    case a: pass\n    case b: pass"],
  "single statements": ["x = 1;;y = 2", "assert x,", "assert x, y, z"],
  "try and names": [
    "try: pass",
    "try: pass\nelse: pass",
    "try: pass\nelse: pass\nfinally: pass",
    "try: pass\nexcept: pass\nexcept A: pass",
    "x.None",
    "a.True = 1",
  ],
};

for (const [what, codes] of Object.entries(refused)) {
  test(`${what} that no Python reads are a syntax error`, () => {
    for (const code of codes) {
      const { syntaxErrors } = readPythonFacts(code);
      assert.equal(syntaxErrors.length, 1, code);
      const { range, message } = syntaxErrors[0] ?? assert.fail();
      assert.ok(range.start < range.end && range.end <= code.length && message !== "", code);
    }
  });
}

const valid = [
  `f'{a!r:>{b}} {c=} {d=!s} {e!a}' f"{f != g} {'{}'} {h:%H:%M}" f'{{}}' f'{ i }{not j}{k if l else m}' f'{ {}} {n["}"]}'`,
  `f'{x!r }' f"""{\n  y\n}{z:{w}}""" f'{ {"a": {}}}' f'{(lambda: 1)()}' rf'\\{x}' f'{x:{y}.{z}}{"a" "b"}'`,
  "match x:\n    case a if a: pass\n    case b.c: pass\n    case None: pass\n    case True | False: pass\n    case _: pass",
  "match x:\n    case _: pass\nmatch y:\n    case z: pass\nmatch(x)\ncase = 1",
  "[a for b in c for d, (e, *f) in g if h]\n{a: b for c.d in e}\n(a for b[0] in c)",
  "assert a, b; c, d = e\nassert (a, b)\nassert f(a, b), [c, d]\nassert lambda a, b: 1, c\nx = 1; y = 2;\n",
  "def f():\n    x = yield\n    y = [(yield)]\n    return f(yield_=1)",
  "0, 00, 0_0, 1_0, 0x_f, 0b1, 0O7, 1., .5, 1e5, 1_0.0_1e-1_0, 01.5, 01e1, 07j, 1J, 1if 1else 2, 0xfor 1, 1 .real, 1..real",
  "'\\x41\\u0041\\U0010ffff\\N{EM DASH}\\d\\\\x' r'\\x' f'\\x41' rf'\\u' '\\ud800' '\\\n'",
  "b'\\xff\\u12\\N\\d\\\n' rb'\\x' B'a' bR'b'\nx = [b'a', 'é', 'b']",
  "f'{x}\\N{EM DASH}' f'{{}}' f'{\"{}\"}' u'é' '{}'",
  "(a) = [b, (c, *d)] = e.f[0], *g = h\na.b += 1\n(a.b) += 1\na[0]: int = 1\n(a): int\n",
  "for a, (b, *c), d[0], e.f in g: pass\nfor [x, *y] in z: pass\nfor x, in y: pass",
  "del a, b.c, d[0], (e, [f])\ndel (a)\ndel ()",
  "x = *a, b\nx = (*a, b)\nx = [*a]\nprint(*a)\nx = *a,\n*a, = b\nx[*a]\nreturn_ = {*a}",
  "if (x := f(y := 1)): g(z := 2, k=(w := 3))",
  "f(a, *b, c=1, *d, **e, f=2, **g)\nf(a for a in b)\nf((a for a in b), c)\nf(k=1, *a)\nf(a, # *\n b=1)",
  "f(lambda a, b=1: a, [x for x, y in z], k=x if y else z)\nf(**a, # *\n b=1)\nf(a == 1, a <= 2)",
  "def f(a, /, b=1, *c, d, e=2, **g): pass\ndef f(*, a, b=1, c): pass\ndef f(a, b=1, *args, c): pass\ndef f(**k,): pass",
  "lambda a=1, *b, c: f'{c['x']}'\nlambda *, a: a\nlambda *a, **k: f'{a['x']}'\nlambda a, /, b=a: a",
  "def f(a=b, c=a): pass\ndef f(a: a = a, *b: b) -> a: pass",
  "def f(): yield\ndef g(): x = yield 1\ndef h(): (yield from x)\nlambda: (yield)",
  "async def f():\n    await x\n    async for y in z: pass\n    async with a as b: pass\n    return [await q async for q in r]",
  "async def f(x=1):\n    async def g(): await x\n    class A: pass\n    await g()\n    yield 1",
  "x = (await_ for await_ in y)\ny = (a async for a in b)",
  "def f():\n    global x, y\n    x = 1\n    global z\n    z = x\ndef g(y=x):\n    global x\n    x = y",
  "def f():\n    g(x=1)\n    y.x\n    lambda x: x\n    [x for x in z]\n    def h(x): return x\n    import x.y as q\n    global x\n",
  "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x += 1\nclass A:\n    global B\n    B = 1",
  "'''doc'''\n# why\nfrom __future__ import annotations, division as d; from __future__ import (generators,)\nimport a",
  "from a import (b, c,)\nfrom . import *\nfrom .a import *\nif x:\n    from b import *",
  "try: pass\nexcept A: pass\nexcept: pass\nelse: pass\nfinally: pass\ntry: pass\nfinally: pass",
  "x.none, x.true, x.None_\nclass A(b, *c, d=1, **e): pass",
  "@a.b(c=1)\n@d\nasync def f(): await x",
] as const;

test("what Python reads is no syntax error, with any line end", () => {
  for (const code of valid) {
    for (const lineEnd of ["\n", "\r\n", "\r"]) {
      const text = code.replaceAll("\n", lineEnd);
      assert.deepEqual(readPythonFacts(text).syntaxErrors, [], text);
    }
  }
});
