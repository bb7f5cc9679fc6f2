import { type Bomb, inJavaScript, inPython, javascript, python } from "./bomb.ts";

const deepList = "deep = []\nfor _ in range(1_000_000): deep = [deep]\n";

export const recursions: readonly Bomb[] = [
  ...python("threw RecursionError", {
    "a function": inPython("return main()"),
    "json.loads": inPython("return json.loads('[' * 3_000_000)", "import json"),
    "json.dumps": inPython(`${deepList}return json.dumps(deep)`, "import json"),
    "the result": inPython(`${deepList}return deep`),
    comparing: inPython("a, b = [], []\nfor _ in range(1_000_000): a, b = [a], [b]\nreturn a == b"),
    copying: inPython(`${deepList}return copy.deepcopy(deep)`, "import copy"),
    pickling: inPython(`${deepList}return pickle.dumps(deep)`, "import pickle"),
    __lt__: inPython(
      "class Odd:\n    def __lt__(self, other): return sorted([self, other])[0] is self\nreturn sorted([Odd(), Odd()])",
    ),
    __getattr__: inPython(
      "class Odd:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nreturn Odd().a",
    ),
    __repr__: inPython("class Odd:\n    def __repr__(self): return repr([self])\nreturn repr(Odd())"),
    __hash__: inPython("class Odd:\n    def __hash__(self): return hash((self,))\nreturn hash(Odd())"),
    "__del__ and the call": inPython("class Odd:\n    def __call__(self): return self()\nreturn Odd()()"),
    partials: inPython(
      "f = len\nfor _ in range(1_000_000): f = functools.partial(functools.partial(f))\ng = functools.partial(lambda: g())\nreturn g()",
      "import functools",
    ),
    isinstance: inPython("deep = int\nfor _ in range(500_000): deep = (deep,)\nreturn isinstance('x', deep)"),
    "hash of a tuple": inPython("deep = ()\nfor _ in range(1_000_000): deep = (deep,)\nreturn hash(deep)"),
    "an abstract syntax tree": inPython(
      "node = ast.Constant(1)\nfor _ in range(200_000): node = ast.UnaryOp(ast.USub(), node)\nreturn compile(ast.fix_missing_locations(ast.Expression(node)), '', 'eval')",
      "import ast",
    ),
    "map of map": inPython("it = [1]\nfor _ in range(1_000_000): it = map(abs, it)\nreturn list(it)"),
    "chain of chain": inPython(
      "it = iter([1])\nfor _ in range(1_000_000): it = itertools.chain(it)\nreturn list(it)",
      "import itertools",
    ),
    "a generator of generators": inPython("def walk(n):\n    yield from walk(n + 1)\nreturn list(walk(0))"),
    "string formatting": inPython("class Odd:\n    def __format__(self, spec): return f'{self}'\nreturn f'{Odd()}'"),
    property: inPython("class Odd:\n    @property\n    def a(self): return self.a\nreturn Odd().a"),
    eval: inPython("code = 'eval(code)'\nreturn eval(code, {'code': code})"),
  }),
  ...python(
    "threw RecursionError | threw SyntaxError | threw MemoryError | threw RuntimeError | threw ValueError | threw OverflowError",
    {
      "source text": inPython("return eval('-' * 1_000_000 + '1')"),
      "source text in brackets": inPython("return eval('(' * 100_000 + ')' * 100_000)"),
      "source text of attributes": inPython("return eval('a' + '.a' * 1_000_000)"),
      "ast.literal_eval": inPython("return ast.literal_eval('[' * 100_000 + ']' * 100_000)", "import ast"),
      "a regular expression": inPython("return re.compile('(' * 100_000 + ')' * 100_000)", "import re"),
      XML: inPython(
        "from xml.etree import ElementTree\nreturn ElementTree.tostring(ElementTree.fromstring('<a>' * 300_000 + '</a>' * 300_000))",
        "import xml",
      ),
      marshalling: inPython(`${deepList}return marshal.dumps(deep)`, "import marshal"),
      "a circular result": inPython("a = []\na.append(a)\nreturn a"),
      "not a number": inPython("return json.dumps(float('nan'), allow_nan=False)", "import json"),
    },
  ),
  ...python("returned", {
    "a million in a row": inPython("return list(range(100_000))"),
    infinities: inPython("return [float('nan'), float('inf'), -float('inf')]"),
  }),
  ...javascript("threw RangeError", {
    "a function": inJavaScript("return main()"),
    toString: inJavaScript("const o = { toString() { return '' + this } }; return '' + o"),
    "a getter": inJavaScript("const o = { get a() { return this.a } }; return o.a"),
    "a proxy": inJavaScript("let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.a"),
    flat: inJavaScript("let x = []; for (let i = 0; i < 1e5; i++) x = [x]; return x.flat(Infinity)"),
  }),
  ...javascript("threw RangeError | threw SyntaxError | threw InternalError | memory", {
    "JSON.parse": inJavaScript("return JSON.parse('['.repeat(200000))"),
    "a regular expression": inJavaScript("return new RegExp('('.repeat(100000) + 'a' + ')'.repeat(100000)).test('a')"),
    "source text": inJavaScript("return eval('['.repeat(100000))"),
    "source text of operators": inJavaScript("return eval('-'.repeat(100000) + '1')"),
    "source text of functions": inJavaScript("return eval('()=>'.repeat(50000) + '1')"),
  }),
  ...javascript("returned", {
    "dropping a nested list": inJavaScript("let x = []; for (let i = 0; i < 3e5; i++) x = [x]; x = null; return 1"),
    "what is not JSON": inJavaScript("return [NaN, Infinity, undefined, () => 1, Symbol('x')]"),
  }),
  ...javascript("threw TypeError", {
    "a circular result": inJavaScript("const a = {}; a.a = a; return a"),
    "a big integer in the result": inJavaScript("return { n: 1n }"),
  }),
  ...python("threw ValueError | time", {
    "exceptions' causes": inPython(
      "error = ValueError()\nfor _ in range(1_000_000):\n    other = ValueError()\n    other.__cause__ = error\n    error = other\nraise error",
    ),
  }),
  ...javascript("threw RangeError | memory", {
    "bound functions": inJavaScript("let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null); return f()"),
  }),
  ...python("returned | threw RecursionError", {
    "dropping a nested list": inPython(`${deepList}del deep\nreturn 1`),
    "dropping nested iterators": inPython("it = [1]\nfor _ in range(1_000_000): it = map(abs, it)\ndel it\nreturn 1"),
    "dropping nested objects": inPython(
      "class Odd: pass\ndeep = None\nfor _ in range(1_000_000):\n    odd = Odd()\n    odd.next = deep\n    deep = odd\ndel deep, odd\nreturn 1",
    ),
    "collecting a long cycle": inPython(
      "class Odd: pass\nfirst = deep = Odd()\nfor _ in range(300_000):\n    odd = Odd()\n    odd.next = deep\n    deep = odd\nfirst.next = deep\ndel first, deep, odd\nreturn gc.collect() > 0",
      "import gc",
    ),
  }),
];

/** What may take as long as it is given. */
export const longRecursions: readonly Bomb[] = [
  // The engines look through all that is open at each level.
  ...python("threw RecursionError | time", {
    repr: inPython(`${deepList}return repr(deep)`),
  }),
  ...javascript("threw RangeError | time", {
    "JSON.stringify": inJavaScript(
      "let x = {}; const y = x; for (let i = 0; i < 1e5; i++) x = x.a = {}; return JSON.stringify(y).length",
    ),
    "the result": inJavaScript("let x = []; for (let i = 0; i < 2e5; i++) x = [x]; return x"),
  }),
  // Python's own calls take no stack, only memory.
  ...python("threw RecursionError | threw MemoryError | memory | time", {
    "a function without a limit": inPython("sys.setrecursionlimit(10**9)\nreturn main()", "import sys"),
  }),
];
