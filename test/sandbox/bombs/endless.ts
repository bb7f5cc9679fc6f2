import { type Bomb, inJavaScript, inPython, javascript, python } from "./bomb.ts";

export const endless: readonly Bomb[] = [
  ...python("time", {
    while: inPython("while True: pass"),
    for: inPython("import itertools\nfor _ in itertools.repeat(None): pass"),
    generator: inPython("def endless():\n    while True: yield 1\nsum(endless())"),
    comprehension: inPython("import itertools\n[None for _ in itertools.count() if False]"),
    "mutual recursion that catches": inPython(
      "a()",
      "def a():\n    while True:\n        try: b()\n        except RecursionError: pass\ndef b(): a()",
    ),
    "everything swallowed": inPython("while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
    "everything swallowed by a context": inPython(
      "import contextlib\nwhile True:\n    with contextlib.suppress(BaseException):\n        while True: pass",
    ),
    "a finally that never ends": inPython("try:\n    while True: pass\nfinally:\n    while True: pass"),
    "a generator that refuses to close": inPython(
      "def endless():\n    while True:\n        try: yield\n        except BaseException: pass\nfor _ in endless(): pass",
    ),
    "a destructor": inPython(
      "class Odd:\n    def __del__(self):\n        while True:\n            try:\n                while True: pass\n            except BaseException: pass\ndel [Odd()][:]\nOdd()",
    ),
    "a destructor that makes another": inPython("class Odd:\n    def __del__(self): Odd()\nOdd()\nwhile True: pass"),
    "a signal handler that ignores": inPython(
      "signal.signal(signal.SIGINT, lambda *_: None)\nwhile True: pass",
      "import signal",
    ),
    "a signal handler that never ends": inPython(
      "def loop(*_):\n    while True: pass\nsignal.signal(signal.SIGINT, loop)\nloop()",
      "import signal",
    ),
    "ignored signals": inPython("signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass", "import signal"),
    "a trace function": inPython(
      "sys.settrace(lambda *_: loop())\nloop()",
      "import sys\ndef loop():\n    while True: pass",
    ),
    "sort with a key": inPython("def key(_):\n    while True: pass\nsorted([1, 2], key=key)"),
    "a regular expression": inPython("re.match('(a+)+$', 'a' * 40 + 'b')", "import re"),
    "a regular expression again and again": inPython(
      "while True:\n    try: re.match('(a+)+$', 'a' * 40 + 'b')\n    except BaseException: pass",
      "import re",
    ),
    "a sum": inPython("return sum(range(10**11))"),
    "a power": inPython("return 10**10**8"),
    "a power modulo": inPython("return pow(3, 1 << 300000, (1 << 300000) - 1)"),
    "a product": inPython("return math.factorial(10**7)", "import math"),
    "a combination": inPython("return math.comb(10**9, 10**6)", "import math"),
    "an integer's digits": inPython(
      "sys.set_int_max_str_digits(0)\nn = 1 << 200_000_000\nreturn len(str(n))",
      "import sys",
    ),
    "digits to an integer": inPython("sys.set_int_max_str_digits(0)\nreturn int('7' * 30_000_000) > 0", "import sys"),
    "a decimal": inPython("decimal.getcontext().prec = 10**8\nreturn decimal.Decimal(2).sqrt()", "import decimal"),
    "a counted range": inPython("return (10**18) in (n for n in range(10**18))"),
    "a repeated search": inPython("while True: ('a' * 10_000_000).count('ab')"),
    "a set of equal hashes": inPython(
      "class Same:\n    def __hash__(self): return 1\n    def __eq__(self, other): return False\n{Same() for _ in range(10**6)}",
    ),
    "the cycle collector": inPython(
      "kept = [[] for _ in range(10**6)]\nfor one in kept: one.append(kept)\nwhile True: gc.collect()",
      "import gc",
    ),
    coroutines: "import asyncio\nasync def main():\n    while True: await asyncio.sleep(0)",
    "a long sleep": inPython("time.sleep(1e6)", "import time"),
    "sleeps without end that swallow": inPython(
      "while True:\n    try: time.sleep(1)\n    except BaseException: pass",
      "import time",
    ),
    "a coroutine's sleep": "import asyncio\nasync def main():\n    await asyncio.sleep(1e6)",
    "tasks that make tasks":
      "import asyncio\nasync def spread():\n    asyncio.create_task(spread())\nasync def main():\n    await spread()\n    await asyncio.sleep(1e6)",
    "random bytes": inPython("while True: os.urandom(50_000_000)", "import os"),
    "a random device": inPython("return len(open('/dev/urandom', 'rb').read(10**8))"),
    "the result's keys": inPython(
      "class Odd(dict):\n    def items(self):\n        while True: yield ('a', 1)\nreturn Odd(a=1)",
    ),
    "the exception's text": inPython(
      "class Odd(Exception):\n    def __str__(self):\n        while True: pass\nraise Odd()",
    ),
    "the exception's type's name": inPython(
      "class Meta(type):\n    @property\n    def __module__(cls):\n        while True: pass\nclass Odd(Exception, metaclass=Meta): pass\nraise Odd()",
    ),
    "a cause without end": inPython(
      "class Odd(Exception):\n    @property\n    def __cause__(self):\n        while True: pass\nwhile True:\n    try: raise Odd()\n    except BaseException: pass",
    ),
    "code at import": "while True: pass\ndef main(): pass",
    compiling: inPython(
      "compile('(' * 150 + 'x' + ')' * 150, '', 'eval')\nwhile True: compile('x = 1\\n' * 100000, '', 'exec')",
    ),
    "compressed zeros": inPython(
      "data = zlib.compress(b'x' * 30_000_000)\nwhile True: zlib.decompress(data)",
      "import zlib",
    ),
    hashes: inPython("while True: hashlib.sha3_512(b'x' * 20_000_000).digest()", "import hashlib"),
  }),
  ...javascript("time", {
    while: inJavaScript("while (true);"),
    "for-of": inJavaScript("function* endless() { for (;;) yield 1 } for (const _ of endless());"),
    "recursion that catches": inJavaScript("const f = () => { for (;;) try { f() } catch {} }; f()"),
    "everything swallowed": inJavaScript("for (;;) { try { for (;;); } catch {} finally { for (;;); } }"),
    "a finally that never ends": inJavaScript("try { for (;;); } finally { for (;;); }"),
    "an iterator that refuses to close": inJavaScript(
      "const i = { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { for (;;); } }) }; for (const _ of i) break",
    ),
    "a getter": inJavaScript("return { get a() { for (;;); } }.a"),
    toJSON: inJavaScript("return { toJSON() { for (;;); } }"),
    "a getter of the result": inJavaScript("return { get a() { for (;;); } }"),
    "a proxy's traps": inJavaScript("return Object.keys(new Proxy({}, { ownKeys() { for (;;); } }))"),
    "a proxy as the result": inJavaScript("return new Proxy({}, { get() { for (;;); }, ownKeys() { for (;;); } })"),
    toPrimitive: inJavaScript("return '' + { [Symbol.toPrimitive]() { for (;;); } }"),
    "the error's stack": inJavaScript(
      "const e = new Error('x'); Object.defineProperty(e, 'stack', { get() { for (;;); } }); throw e",
    ),
    "the error's message": inJavaScript("throw Object.defineProperty(new Error(), 'message', { get() { for (;;); } })"),
    printing: inJavaScript(
      "console.log({ get a() { for (;;); }, [Symbol.toStringTag]: 'x' }, new Proxy({}, { ownKeys() { for (;;); } })); for (;;);",
    ),
    promises: "async function main() { const f = () => Promise.resolve().then(f); await f() }",
    awaiting: "async function main() { for (;;) await null }",
    "a thenable": "async function main() { const t = { then(done) { done(t) } }; await t }",
    microtasks: "async function main() { const f = () => queueMicrotask(f); f(); await new Promise(() => {}) }",
    "microtasks that multiply":
      "async function main() { const f = () => { queueMicrotask(f); queueMicrotask(f) }; f(); await new Promise(() => {}) }",
    "an interval": inJavaScript("setInterval(() => {}, 1)"),
    "intervals without number": inJavaScript("for (let i = 0; i < 1000; i++) setInterval(() => {}, 1)"),
    "timeouts that multiply": inJavaScript("const f = () => { setTimeout(f, 0); setTimeout(f, 0) }; f()"),
    "a far timeout": inJavaScript("setTimeout(() => {}, 2 ** 31 - 1)"),
    "a regular expression": inJavaScript("return /^(a+)+$/.test('a'.repeat(40) + 'b')"),
    join: inJavaScript("return new Array(2 ** 31).join()"),
    "join again and again": inJavaScript("for (;;) try { new Array(2 ** 31).join() } catch {}"),
    "a big integer's text": inJavaScript("for (;;) (3n ** 600000n).toString()"),
    "big integers": inJavaScript("let n = 3n; for (;;) { try { n = n * n } catch { n = 3n } }"),
    sort: inJavaScript("return [1, 2, 3].sort(() => { for (;;); })"),
    "a sparse array": inJavaScript("return [].indexOf.call({ length: 2 ** 53 - 1 }, 1)"),
    "code at load": "for (;;); function main() {}",
    eval: inJavaScript("for (;;) try { (0, eval)('for(;;);') } catch {}"),
    "a class's static block": "class Odd { static { for (;;); } } function main() {}",
  }),
];
