import assert from "node:assert/strict";
import { test } from "node:test";
import { readPythonFacts } from "../../../src/core/languages/python/read-python-facts.ts";

/** What CPython 3.13 warns of, each once. */
const warned = [
  'x = "\\d"',
  'x = b"\\d"',
  'x = f"\\d{x}"',
  'x = b"\\N{a}"',
  'x = b"\\u00e9"',
  'x = "\\8"',
  'x = "\\("',
  "x = '''\\ '''",
  "x is 1",
  'x is "a"',
  "x is not 1",
  "1 is x",
  'x is b"a"',
  "x is 1.0 or y",
  "x is 0xf",
  "y = lambda: x is 1",
  "if x is 1: pass",
  "y = [z for z in y if z is 'a']",
  'assert (x, "a")',
  "assert (x,)",
  'assert (x, "a"), "b"',
];

/** What it does not warn of. */
const silent = [
  'x = r"\\d"',
  'x = rf"\\d"',
  'x = "\\u00e9\\N{EM DASH}\\x41\\7\\n\\\\d"',
  'x = "a\\\nb"',
  "x = b'\\xff\\0'",
  "x is 1 + y",
  "x is None",
  "x is ...",
  "x is []",
  'x is f"a"',
  "x + 1 is y",
  "x is y[1]",
  "x is 'a'.upper()",
  "f(1)[0] is x",
  'assert (x), "a"',
  "assert ()",
  "assert (x for x in y)",
  "assert (f(a, b))",
  "assert (a, b) == c",
  "assert (a, b)[0]",
];

test("what Python warns of while it loads code is known", () => {
  for (const code of warned) {
    const { syntaxErrors, syntaxWarnings = [] } = readPythonFacts(`${code}\n`);
    assert.deepEqual([syntaxErrors.length, syntaxWarnings.length], [0, 1], code);
  }
  for (const code of silent) {
    const { syntaxErrors, syntaxWarnings = [] } = readPythonFacts(`${code}\n`);
    assert.deepEqual([syntaxErrors, syntaxWarnings], [[], []], code);
  }
});
