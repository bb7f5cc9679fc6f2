import assert from "node:assert/strict";
import { test } from "node:test";
import { firstTooNew, refusalText } from "../../../src/core/contract/language-versions.ts";
import { readPythonFacts } from "../../../src/core/languages/python/read-python-facts.ts";

/** What an older Python says, and with which version it can be read; each compiled by CPython 3.10 to 3.13. */
const newer: readonly (readonly [code: string, since: string, says: string])[] = [
  ['x = 1\ny = t"a{x}"\n', "3.14", "invalid syntax"],
  ["y = f(rt'a')\n", "3.14", "invalid syntax"],
  ["try:\n    pass\nexcept A, B:\n    pass\n", "3.14", "multiple exception types must be parenthesized"],
  ["try:\n    pass\nexcept a.B, C, D:\n    pass\n", "3.14", "multiple exception types must be parenthesized"],
  ["try:\n    pass\nexcept* ValueError:\n    pass\n", "3.11", "invalid syntax"],
  ["try:\n    pass\nexcept *A:\n    pass\n", "3.11", "invalid syntax"],
  ["def f[T](x): return x\n", "3.12", "invalid syntax"],
  ["async def f[T](x): pass\n", "3.12", "invalid syntax"],
  ["class A[T]: pass\n", "3.12", "invalid syntax"],
  ["type X = int\n", "3.12", "invalid syntax"],
  ["type X[T] = list[T]\n", "3.12", "invalid syntax"],
  ["y = f'{d['a']}'\n", "3.12", "f-string: unmatched '['"],
  ['y = f"{", ".join(x)}"\n', "3.12", "f-string: expecting '}'"],
  ['y = f"{f("a", "b")}"\n', "3.12", "f-string: unmatched '('"],
  ['y = f"{json.dumps({"a": 1})}"\n', "3.12", "f-string: unmatched '{'"],
  ["y = f\"{'\\n'.join(x)}\"\n", "3.12", "f-string expression part cannot include a backslash"],
  ['y = f"""{\nx # c\n}"""\n', "3.12", "f-string expression part cannot include '#'"],
  ['y = f"{\nx}"\n', "3.12", "unterminated string literal (detected at line 1)"],
  ['y = f"{f"{1}"}"\n', "3.12", "f-string: expecting '}'"],
  ["a[*b]\n", "3.11", "invalid syntax"],
  ["a[1, *b]\n", "3.11", "invalid syntax"],
];

/** Read by each of them. */
const old = [
  "try:\n    pass\nexcept (A, B):\n    pass\n",
  "try:\n    pass\nexcept (A, B) as e:\n    pass\n",
  "try:\n    pass\nexcept f(a, b):\n    pass\n",
  "try:\n    pass\nexcept {A: 1, B: 2}[C]:\n    pass\n",
  "try:\n    pass\nexcept:\n    pass\n",
  "type = 1\ntype[0] = 2\n",
  "type (x)\n",
  "print(type, 1)\n",
  "y = f\"{d['a']}\"\n",
  "y = f'{d[\"a\"]!r:>{w}}'\n",
  'y = f"""{d["a"]}"""\n',
  'y = f"{x:\'>10}"\n',
  'y = rf"{x:\\d}\\w"\n',
  'y = f"\\n{x}\\t"\n',
  'y = f"{{}} # {x}"\n',
  "y = f\"{x['#']}\"\n",
  'y = f"""{\nx}"""\n',
  "x = [*a, *b]\n",
  "x = a if [*b] else c\n",
  "return_ = [1, *b]\nfor x in [*a]: pass\n",
  "f(*a)[1]\n",
  "def f(*a): return *a, 1\n",
  "x = {**a}[b * c]\n",
  "match x:\n    case [1, *rest]:\n        pass\n",
  "with (a as b, c as d):\n    pass\n",
  "x = a[b * c, d ** e]\n",
];

const in310 = { language: "Python", version: "3.10" } as const;

test("syntax newer than a version is known, with that version's own words", () => {
  for (const [code, since, says] of newer) {
    const facts = readPythonFacts(code);
    assert.deepEqual(facts.syntaxErrors, [], code);
    const found = firstTooNew(facts, in310);
    assert.ok(found, code);
    assert.deepEqual([found.since, refusalText(found, in310, code)], [since, says], code);
    assert.equal(firstTooNew(facts, { language: "Python", version: since }), undefined, code);
  }
  const [generic] = readPythonFacts("def f[T](x): return x\n").newerSyntax ?? [];
  assert.equal(generic && refusalText(generic, { language: "Python", version: "3.11" }, ""), "expected '('");
});

test("syntax that each version reads is no news", () => {
  for (const code of old) assert.deepEqual(readPythonFacts(code).newerSyntax ?? [], [], code);
});
