import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { consoleText, importing, openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
before(() => sandbox.warm("python"));
after(() => sandbox.dispose());

const run = (code: string) =>
  sandbox.run(
    requestFor("python", code, { ...importing(code), limits: { timeMs: 60_000, consoleBytes: 10 * 1024 * 1024 } }),
  );

/** Each prints what CPython says of an error, then lets the error go on. */
const ordinary: Readonly<Record<string, string>> = {
  plain: "1 / 0",
  "a cause": "try: {}['x']\nexcept KeyError as e: raise ValueError('bad') from e",
  "a context": "try: {}['x']\nexcept KeyError as e: raise ValueError('bad')",
  "no context": "try: {}['x']\nexcept KeyError as e: raise ValueError('bad') from None",
  "a cause and a context": "try: {}['x']\nexcept KeyError: raise ValueError('bad') from OSError(1, 'no')",
  "a chain of a hundred":
    "error = None\nfor at in range(100):\n    made = ValueError(at)\n    made.__cause__ = error\n    error = made\nraise error",
  "a circle": "one, other = ValueError(1), ValueError(2)\none.__cause__, other.__cause__ = other, one\nraise one",
  "a circle of contexts":
    "one, other = ValueError(1), ValueError(2)\none.__context__, other.__context__ = other, one\nraise one",
  "a group": "raise ExceptionGroup('all', [ValueError(1), ExceptionGroup('inner', [KeyError('k'), TypeError()])])",
  "a group of forty": "raise ExceptionGroup('all', [ValueError(at) for at in range(40)])",
  "a group of one error twice":
    "error = ValueError(1)\nraise ExceptionGroup('all', [error, error, ExceptionGroup('b', [error])])",
  "groups in each other":
    "error = ValueError(1)\nfor at in range(14): error = ExceptionGroup(str(at), [error])\nraise error",
  "a group whose members have causes":
    "a, b = ValueError(1), ValueError(2)\na.__cause__ = KeyError('k')\nb.__context__ = ExceptionGroup('c', [a])\nraise ExceptionGroup('all', [a, b]) from b",
  notes: "error = ValueError('x')\nfor at in range(50): error.add_note(f'note {at}\\nand more')\nraise error",
  "notes that are no texts": "error = ValueError('x')\nerror.__notes__ = [1, None, b'x']\nraise error",
  "notes that are no list": "error = ValueError('x')\nerror.__notes__ = 17\nraise error",
  "notes that are a text": "error = ValueError('x')\nerror.__notes__ = 'text'\nraise error",
  "a suggestion": "lenght = 1\nreturn lenghts",
  "a suggestion of an attribute": "return [].apend",
  "a module that was not imported": "return itertools.chain",
  "a wrong import": "from collections import OrderedDic",
  "unreadable code": "exec('a = (\\nb = 1')",
  "unreadable code of a file": "compile('x = = 1', 'other.py', 'exec')",
  "an error without words": "class E(Exception):\n    def __str__(self): raise ValueError\nraise E()",
  "an error that counts as false":
    "class E(Exception):\n    def __bool__(self): return False\nraise E('x') from KeyError('k')",
  "an error that counts as empty":
    "class E(Exception):\n    def __len__(self): return 0\nraise E('x') from KeyError('k')",
  "an error of another module": "import json\njson.loads('{')",
  "endless recursion": "def f(): return f()\nf()",
  "recursion in turns": "def f(n): return g(n)\ndef g(n): return f(n) if n else 1 / 0\nf(1)",
};

for (const [title, body] of Object.entries(ordinary)) {
  test(`the text of an error is CPython's: ${title}`, async () => {
    const lines = body.split("\n").map((line) => `        ${line}`);
    const outcome = await run(`import traceback
def main():
    try:
${lines.join("\n")}
    except BaseException as e:
        print(''.join(traceback.TracebackException(type(e), e, e.__traceback__).format()), end='')
        raise`);
    assert.ok(outcome.kind === "threw", JSON.stringify(outcome));
    const expected = consoleText(outcome).replace(/^stdout: /gm, "");
    assert.equal(outcome.error.traceback, expected.replace(/\n+$/, ""));
    assert.doesNotMatch(outcome.error.traceback, /\[…/);
  });
}

const chain = (attribute: string) =>
  `error = None\nfor at in range(200000):\n    made = ValueError(str(at))\n    made.${attribute} = error\n    error = made\nraise error`;

/** Each would be a text of megabytes, or take minutes to write. */
const bombs: Readonly<Record<string, readonly [type: string, body: string, mark?: RegExp]>> = {
  "200,000 causes": ["ValueError", chain("__cause__"), /\[… more exceptions led to this one …\]/],
  "200,000 contexts": ["ValueError", chain("__context__"), /\[… more exceptions led to this one …\]/],
  "a cause that is made when asked for": [
    "E",
    "class E(Exception):\n    @property\n    def __cause__(self): return E('next')\nraise E('first')",
  ],
  "a group of four million": [
    "ExceptionGroup",
    "raise ExceptionGroup('all', [ValueError()] * (1 << 22))",
    /and 4194289 more exceptions/,
  ],
  "a group that doubles 22 times": [
    "ExceptionGroup",
    "error = ValueError('x')\nfor at in range(22): error = ExceptionGroup(str(at), [error, error])\nraise error",
    /more exceptions in this group|max_group_depth/,
  ],
  "groups of fifteen, ten deep": [
    "ExceptionGroup",
    "error = ValueError('x')\nfor at in range(10): error = ExceptionGroup(str(at), [error] * 15)\nraise error",
    /more exceptions in this group/,
  ],
  "300 notes of 100 KB": [
    "ValueError",
    "error = ValueError('x')\nfor at in range(300): error.add_note('N' * 100000)\nraise error",
    /more (notes|characters) …\]/,
  ],
  "200,000 short notes": [
    "ValueError",
    "error = ValueError('x')\nerror.__notes__ = ['N'] * 200000\nraise error",
    /\[… 199900 more notes …\]/,
  ],
  "notes without end": [
    "ValueError",
    "import collections.abc\nclass Notes(collections.abc.Sequence):\n    def __len__(self): return 1 << 30\n    def __getitem__(self, at): return 'note'\nerror = ValueError('x')\nerror.__notes__ = Notes()\nraise error",
    /\[… 1073741724 more notes …\]/,
  ],
  "a text of 50 MB": [
    "E",
    "class E(Exception):\n    def __str__(self): return 'x' * 50000000\nraise E()",
    /more characters …\]/,
  ],
  "many texts of 5 MB": [
    "ExceptionGroup",
    "class E(Exception):\n    def __str__(self): return 'x' * 5000000\nraise ExceptionGroup('all', [E() for _ in range(15)]) from ExceptionGroup('more', [E() for _ in range(15)])",
    /more characters …\]/,
  ],
  "a class with a name of 10 MB": ["", "raise type('E' * 10000000, (Exception,), {})()", /more characters …\]/],
  "a function with a name of 1 MB": [
    "ZeroDivisionError",
    "def f(): 1 / 0\nf.__code__ = f.__code__.replace(co_name='f' * 1000000, co_qualname='f' * 1000000)\nf()",
    /more characters …\]/,
  ],
  "a traceback of a million frames": [
    "ValueError",
    "import sys, types\ntrace, frame = None, sys._getframe()\nfor at in range(1000000): trace = types.TracebackType(trace, frame, 0, 5)\nraise ValueError('x').with_traceback(trace)",
    /\[… \d+ more frames of this traceback come before those shown …\]/,
  ],
  "a recursion of 50,000": [
    "RecursionError",
    "import sys\nsys.setrecursionlimit(50000)\ndef f(): f()\nf()",
    /\[… \d+ more frames|Previous line repeated/,
  ],
  "unreadable code of 20 MB": ["SyntaxError", "exec('x = = ' + '1' * 20000000)", /more characters …\]/],
  "a recursion through a line of 300 KB": [
    "RecursionError",
    `def f(n): return g(n - 1) if n else 1 / 0; ${"x = 1; ".repeat(43_000)}\ndef g(n): return f(n); ${"y = 1; ".repeat(43_000)}\nf(9000)`,
  ],
};

for (const [title, [type, body, mark]] of Object.entries(bombs)) {
  test(`ends as an exception, bounded: ${title}`, async () => {
    const outcome = await run(`def main():\n${body.replace(/^/gm, "    ")}`);
    assert.ok(outcome.kind === "threw", JSON.stringify(outcome).slice(0, 1000));
    const { error } = outcome;
    if (type) assert.equal(error.type, type);
    assert.ok(JSON.stringify(error).length < 500_000, `${JSON.stringify(error).length} characters`);
    assert.ok(error.frames.length <= 50);
    if (mark) assert.match(error.traceback, mark);
  });
}
