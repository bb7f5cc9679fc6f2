import { type Bomb, inJavaScript, inPython, javascript, python } from "./bomb.ts";

export const floods: readonly Bomb[] = [
  ...python("time | returned", {
    prints: inPython("while True: print('x' * 100)"),
    "prints on the other stream": inPython("while True: print('x' * 100, file=sys.stderr)", "import sys"),
    "prints on both in turn": inPython("while True:\n    print('o')\n    print('e', file=sys.stderr)", "import sys"),
    "one huge print": inPython("print('x' * 50_000_000)\nreturn 1"),
    "huge prints": inPython("while True: sys.stdout.write('x' * 20_000_000)", "import sys"),
    "raw writes": inPython("while True:\n    os.write(1, b'x' * 1000)\n    os.write(2, b'')", "import os"),
    "empty prints": inPython("while True: print(end='', flush=True)"),
    warnings: inPython("while True: warnings.warn_explicit('x', UserWarning, 'y', 1, registry={})", "import warnings"),
    logs: inPython("while True: logging.error('x' * 1000)", "import logging"),
    "unfinished lines": inPython("while True: sys.stdout.write('x')", "import sys"),
  }),
  ...python("time | crashed | memory", {
    "small pieces into every descriptor": inPython(
      "while True:\n    for n in range(64):\n        try: os.write(n, b'x')\n        except OSError: pass",
      "import os",
    ),
    "large pieces into every descriptor": inPython(
      "while True:\n    for n in range(64):\n        try: os.write(n, b'x' * 10_000_000)\n        except OSError: pass",
      "import os",
    ),
    "open files": inPython(
      "kept = []\nwhile True:\n    try: kept.append(os.open('/request.json', 0))\n    except OSError: kept.append(os.dup(1) if len(kept) < 10 else 0)",
      "import os",
    ),
  }),
  ...javascript("time | returned", {
    prints: inJavaScript("for (;;) console.log('x'.repeat(100))"),
    "prints on both in turn": inJavaScript("for (;;) { console.log('o'); console.error('e') }"),
    "one huge print": inJavaScript("console.log('x'.repeat(2e7)); return 1"),
    "huge prints": inJavaScript("for (;;) console.log('x'.repeat(1e7))"),
    "prints of large things": inJavaScript(
      "const a = Array.from({ length: 1e5 }, (_, i) => ({ i })); for (;;) console.log(a)",
    ),
    "indented prints": inJavaScript("for (;;) console.group('x')"),
    "prints of many lines": inJavaScript("console.group(); console.log('\\n'.repeat(1e6)); return 1"),
    counters: inJavaScript("for (let i = 0; ; i++) console.count('n' + i)"),
  }),
];

export const memoryBombs: readonly Bomb[] = [
  ...python("memory | threw MemoryError", {
    "a growing list": inPython("kept = []\nwhile True: kept.append('x' * 1_000_000)"),
    "one huge string": inPython("return len('x' * 1_500_000_000)"),
    "a string of a gigabyte": inPython("return len(bytearray(2**30))"),
    "a doubling string": inPython("text = 'x'\nwhile True: text += text"),
    "a huge list": inPython("return len([0] * 10**9)"),
    "a huge range as a list": inPython("return len(list(range(10**9)))"),
    formatted: inPython("return len('%1000000000d' % 1)"),
    "a product": inPython("return len(list(itertools.product(range(10**4), repeat=2)))", "import itertools"),
    "a buffer": inPython("buffer = io.BytesIO()\nwhile True: buffer.write(b'x' * 10_000_000)", "import io"),
    "allocate and catch": inPython(
      "kept = []\ntry:\n    while True: kept.append(bytearray(1_000_000))\nexcept MemoryError: pass\nwhile True: kept.append(bytearray(1000))",
    ),
    "a shift": inPython("return (1 << 8_000_000_000).bit_length()"),
  }),
  ...python("memory | threw MemoryError | time", {
    "allocate and catch without end": inPython(
      "kept = []\nwhile True:\n    try: kept.append('x' * 1_000_000 + str(len(kept)))\n    except MemoryError: pass",
    ),
    "a growing dictionary": inPython("kept = {}\nwhile True: kept[len(kept)] = len(kept)"),
  }),
  ...javascript("memory | threw RangeError | threw InternalError | threw TypeError", {
    "a growing list": inJavaScript("const kept = []; for (;;) kept.push(new Uint8Array(1e6))"),
    "a doubling string": inJavaScript("let s = 'x'; for (;;) s += s"),
    "a repeated string": inJavaScript("return 'x'.repeat(2 ** 30).length"),
    padded: inJavaScript("return 'x'.padEnd(2 ** 30).length"),
    "a huge buffer": inJavaScript("return new ArrayBuffer(2 ** 31).byteLength"),
    "a resizable buffer": inJavaScript(
      "const b = new ArrayBuffer(1, { maxByteLength: 2 ** 31 - 1 }); b.resize(2 ** 30); return b.byteLength",
    ),
    "a big integer": inJavaScript("return String(2n ** 100000000n).length"),
    "a shifted integer": inJavaScript("return String(1n << 30000000000n).length"),
    "a huge array filled": inJavaScript("return new Array(2 ** 27).fill(0).length"),
    split: inJavaScript("return 'x'.repeat(3e7).split('').length"),
  }),
  ...javascript("memory | threw RangeError | threw InternalError | time", {
    "nested arrays": inJavaScript("let a = []; for (;;) a = [a, new Array(100).fill(a)]"),
    "allocate and catch without end": inJavaScript(
      "const kept = []; for (;;) try { kept.push('x'.repeat(1e6) + kept.length) } catch {}",
    ),
    symbols: inJavaScript("const a = []; for (;;) a.push(Symbol('x'.repeat(1000) + a.length))"),
    "a growing map": inJavaScript("const m = new Map(); for (let i = 0; ; i++) m.set(i, {})"),
    "an array from an iterator": inJavaScript("return Array.from({ length: 1e9 }, (_, i) => i).length"),
  }),
  ...python("memory | threw MemoryError", {
    "compressed zeros": inPython(
      "data = zlib.compress(b'0' * 40_000_000)\nreturn [zlib.decompress(data) for _ in range(100)]",
      "import zlib",
    ),
  }),
  // Giving back what is nested that deep overflows the stack.
  ...python("threw MemoryError | threw RecursionError", {
    "nested lists": inPython("kept = []\nwhile True: kept = [kept, kept * 1]"),
  }),
];
