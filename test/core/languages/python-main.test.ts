import assert from "node:assert/strict";
import { test } from "node:test";
import { readPythonFacts } from "../../../src/core/languages/python/read-python-facts.ts";
import { pictureOfImports, pictureOfMain, pictureOfReturns } from "./fact-pictures.ts";

function expectMain(code: string, expected: string, ...returns: readonly string[]): void {
  const facts = readPythonFacts(code);
  assert.equal(pictureOfMain(facts.main), expected, code);
  if (returns.length > 0) assert.deepEqual(pictureOfReturns(facts), returns, code);
}

test("parameters", () => {
  expectMain("def main(): pass", "main()");
  expectMain("def main(a, b: str, c=1, d: list[str] = None): pass", "main(a, b: str, c =, d: list[str] =)");
  expectMain(
    "def main(a, b=1, /, c=2, *, d, e=3, **f): pass",
    "main(position a, position b =, c =, keyword d, keyword e =, **f)",
  );
  expectMain("def main(a, /): pass", "main(position a)");
  expectMain("def main(*args, key, **kwargs): pass", "main(*args, keyword key, **kwargs)");
  expectMain("def main(\n    a: str,  # the / first\n    b: dict,\n) -> dict:\n    pass", "main(a: str, b: dict)");
  expectMain("async def main(a): pass", "async main(a)");
  expectMain("def main[T](a: T): pass", "main(a: T)");
  expectMain("def main(a):\n    yield a", "generator main(a)", "unknown");
  expectMain("def main(a, b", "main(a, b)");
});

test("what main is bound to", () => {
  expectMain("def main(a): return {'x': 1}\ndef main(b): return {'y': 1}", "main(b)", "{y}");
  expectMain("main = lambda a, b=1: {'x': a}", "main(a, b =)", "{x}");
  expectMain("def run(a): return {'x': 1}\nmain = run", "main(a)", "{x}");
  expectMain("run = lambda a: {'x': 1}\nstep = run\nmain: object = step", "main(a)", "{x}");
  expectMain("if True:\n    def main(a): pass", "main(a)");
  expectMain("with x:\n    def main(a): pass", "main(a)");
  expectMain("def helper():\n    def main(b): pass\ndef main(a): pass", "main(a)");
});

test("bound to something that cannot be seen through", () => {
  for (const code of [
    "@cache\ndef main(a): pass",
    "def main(a): pass\nmain = wrap(main)",
    "from x import main",
    "from x import (run as main)",
    "import x as main",
    "class main: pass",
    "main, other = x",
    "main = other = x",
    "try:\n    def main(a): pass\nexcept E:\n    def main(b): pass",
    "if x:\n    def main(a): pass\nelse:\n    def main(b): pass",
    "def main(a): pass\nif x:\n    main = other",
    "def main(a): pass\ndef change():\n    global main\n    main = other",
    "def main(a): pass\ndel main",
    "for main in x: pass",
    "with x as main: pass",
    "(main := x)",
    "main = unknown_name",
    "def run(a): pass\ndef run(b): pass\nmain = run",
  ]) {
    expectMain(code, "opaque");
  }
});

test("absent, or perhaps there", () => {
  for (const code of [
    "",
    "def run(a): pass",
    "class A:\n    def main(self): pass",
    "def f():\n    def main(): pass",
    "x.main = 1",
    "import main.x as y",
    "import os.main",
  ]) {
    expectMain(code, "absent");
  }
  for (const code of [
    "from x import *",
    "exec(x)",
    "globals()['main'] = f",
    "def f():\n    global main\n    main = 1",
    "setattr(m, 'main', f)",
    "x = (",
    "import sys\nsys.modules[__name__].__dict__['main'] = f",
  ]) {
    expectMain(code, "unknown");
  }
});

test("imports, wherever they stand", () => {
  const code = `
import a.b as c, d
from e.f import (g as h, i)
from urllib import request
from . import near
from .near import thing
from k import *
def main():
    try:
        import l
    except ImportError:
        m = __import__("m.n")
        import importlib
        importlib.import_module('o')
        importlib.import_module(name)
        importlib.import_module(".near")
`;
  const facts = readPythonFacts(code);
  const expected = ["a.b", "d", "e.f {g, i}", "urllib {request}", "k {}", "l", "m.n", "importlib", "o"];
  assert.deepEqual(pictureOfImports(facts), expected);
  for (const { module, range } of facts.imports) {
    assert.equal(code.slice(range.start, range.end).replace(/["']/g, ""), module);
  }
});
