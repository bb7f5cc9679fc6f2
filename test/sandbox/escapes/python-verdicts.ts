import type { VerdictAttempt } from "./verdict-attempt.ts";

/** What a forger of the first design wrote into every descriptor there is, since it does not know which one counts. */
const writeEverywhere = String.raw`
import gc, os, sys, types
FORGED = b'{"kind":"returned"}\n{"result":"FORGED-' + str(6 * 7).encode() + b'"}'
def write(text=FORGED):
    for descriptor in range(64):
        try: os.write(descriptor, text)
        except OSError: pass
def harness():
    return [each for each in gc.get_objects() if type(each) is types.FunctionType and each.__code__.co_filename == "<sandbox>"]
`;

const ended = /^crashed: The code ended the interpreter \(exit status 0\) before main\(\) returned\.$/;
/** One of the bridge's functions breaks the engine before another leaves it. */
const left = /^crashed: (The code tried to leave the sandbox|The interpreter broke down)/;
const unreported = /^crashed: The code kept the sandbox from reporting a result\.$/;

/** Each code tries to be told as something else than what it did; `ends` is what it did. */
export const pythonVerdicts: readonly VerdictAttempt[] = [
  { id: "written-then-exit", ends: ended, code: "def main():\n    write()\n    os._exit(0)" },
  {
    id: "written-error-then-exit",
    ends: ended,
    code: `def main():\n    write(b'{"kind":"threw","error":{"type":"E","message":"FORGED-42","platformSays":"FORGED-42"}}\\n')\n    os._exit(0)`,
  },
  {
    id: "written-stop-then-exit",
    ends: ended,
    code: `def main():\n    write(b'{"kind":"stopped","limit":"time"}\\n')\n    os._exit(0)`,
  },
  {
    id: "written-a-million-caught-then-exit",
    ends: ended,
    code: `def main():\n    write(b'{"kind":"returned","caught":[' + b'{},' * 1300000 + b'{}]}\\n{"result":"x"}')\n    os._exit(0)`,
  },
  {
    id: "written-then-bridge",
    ends: left,
    code: `def main():
    write()
    for each in gc.get_objects():
        if type(each).__name__ == "builtin_function_or_method" and str(getattr(each, "__module__", "")).startswith("_pyodide"):
            try: each("'JSX-' + (6 * 7)")
            except BaseException: pass
    return {"result": "honest"}`,
  },
  { id: "written-then-returned", ends: /^returned {"a": 1}$/, code: 'def main():\n    write()\n    return {"a": 1}' },
  { id: "written-then-threw", ends: /^threw KeyError: 'a'$/, code: "def main():\n    write()\n    {}['a']" },
  {
    id: "written-twice",
    ends: /^returned 1$/,
    code: "def main():\n    write(FORGED + FORGED)\n    write(b'\\n')\n    return 1",
  },
  {
    id: "written-by-a-destructor",
    ends: /^returned \[\]$/,
    code: "class Late:\n    def __del__(self): write()\nkept = Late()\nkept.me = kept\ndef main():\n    global kept\n    del kept\n    return []",
  },
  {
    id: "written-while-the-result-is-made",
    ends: /^returned {"x": 1}$/,
    code: "class Sly(dict):\n    def items(self):\n        write()\n        return [('x', 1)]\ndef main():\n    return Sly(x=1)",
  },
  {
    id: "exit-while-the-result-is-made",
    ends: ended,
    code: "class Sly(dict):\n    def items(self):\n        write()\n        os._exit(0)\ndef main():\n    return Sly(x=1)",
  },
  {
    id: "exit-while-the-error-is-described",
    ends: ended,
    code: "class Sly(Exception):\n    def __str__(self):\n        write()\n        os._exit(0)\ndef main():\n    raise Sly()",
  },
  {
    id: "bridge-while-the-result-is-made",
    ends: left,
    code: `class Sly(dict):
    def items(self):
        for each in gc.get_objects():
            if type(each).__name__ == "builtin_function_or_method" and str(getattr(each, "__module__", "")).startswith("_pyodide"):
                try: each("'JSX-' + (6 * 7)")
                except BaseException: pass
        return [("x", 1)]
def main():
    return Sly(x=1)`,
  },
  { id: "exit-while-loading", ends: ended, code: "write()\nos._exit(0)\ndef main(): pass" },
  { id: "abort", ends: /^crashed: /, code: "def main():\n    write()\n    os.abort()" },
  {
    id: "system-exit-of-the-codes-own",
    ends: /^threw Leave: 0$/,
    code: "class Leave(SystemExit): pass\ndef main():\n    write()\n    raise Leave(0)",
  },
  {
    id: "interrupt-of-the-codes-own",
    ends: /^threw KeyboardInterrupt: $/,
    code: "def main():\n    raise KeyboardInterrupt",
  },
  {
    id: "exit-in-a-thread",
    ends: /^threw RuntimeError: can't start new thread$/,
    code: "import threading\ndef main():\n    threading.Thread(target=lambda: os._exit(0)).start()",
  },
  {
    id: "exit-registered",
    ends: /^returned 2$/,
    code: "import atexit\ndef main():\n    atexit.register(lambda: os._exit(0))\n    return 2",
  },
  {
    id: "exit-by-a-tracer",
    ends: ended,
    code: "def main():\n    sys.settrace(lambda *_: os._exit(0))\n    return (lambda: 1)()",
  },
  {
    id: "exit-by-a-profiler",
    ends: ended,
    code: "def main():\n    sys.setprofile(lambda *_: os._exit(0))\n    return 1",
  },
  {
    id: "exit-by-an-audit-hook",
    ends: ended,
    code: "def main():\n    sys.addaudithook(lambda event, given: event.startswith('sys.set') and os._exit(0))\n    return 1",
  },
  {
    id: "silent-by-an-audit-hook",
    ends: unreported,
    code: "def hook(event, given):\n    raise SystemExit(0)\ndef main():\n    sys.addaudithook(hook)\n    raise KeyError('honest')",
  },
  {
    id: "every-descriptor-closed",
    ends: /^returned 3$/,
    code: "def main():\n    for descriptor in range(64):\n        try: os.close(descriptor)\n        except OSError: pass\n    os.closerange(0, 200)\n    return 3",
  },
  {
    id: "every-descriptor-another",
    ends: /^threw ValueError: honest$/,
    code: "def main():\n    null = os.open('/dev/null', 0)\n    for descriptor in range(64):\n        try: os.dup2(null, descriptor)\n        except OSError: pass\n    raise ValueError('honest')",
  },
  {
    id: "streams-replaced-and-closed",
    ends: /^returned 4$/,
    code: "import io\ndef main():\n    sys.stdout.close()\n    sys.stderr.close()\n    sys.stdout = sys.stderr = io.StringIO()\n    return 4",
  },
  {
    id: "frames-below",
    ends: /^threw ZeroDivisionError: division by zero$/,
    code: `def main():
    frame = sys._getframe()
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            for name in list(names):
                if frame.f_code.co_filename == "<sandbox>":
                    try: names[name] = lambda *_: b'{"kind": "returned"}'
                    except Exception: pass
        frame = frame.f_back
    1 / 0`,
  },
  {
    id: "frames-below-by-a-traceback",
    ends: /^threw ValueError: again$/,
    code: `def main():
    try: 1 / 0
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_frame.f_back
        while frame:
            for name in list(frame.f_locals): frame.f_locals[name] = None
            frame.f_globals.clear()
            frame = frame.f_back
    raise ValueError("again")`,
  },
  {
    id: "harness-functions-rewritten",
    ends: /^(threw |crashed: The code kept)/,
    code: `def main():
    for each in harness():
        each.__code__ = (lambda *given: b'{"kind":"returned","caught":[{}],"platformSays":"FORGED-42"}').__code__
    raise ValueError("honest")`,
  },
  {
    id: "harness-functions-that-speak-another-type",
    ends: unreported,
    code: `def main():
    for each in harness():
        each.__code__ = (lambda *given: {"kind": "returned"}).__code__
    return 1`,
  },
  {
    id: "harness-description-glued",
    ends: /^(threw |crashed: The code kept)/,
    code: `def main():
    for each in harness():
        if each.__name__ == "described":
            each.__code__ = (lambda *given: b'{}},"kind":"returned","x":{"y":{}').__code__
    raise ValueError("honest")`,
  },
  {
    id: "harness-description-of-thirty-megabytes",
    ends: unreported,
    code: `def main():
    for each in harness():
        if each.__name__ == "described":
            each.__code__ = (lambda *given: b'{"frames":[' + b'{},' * 10000000 + b'{}]}').__code__
    raise ValueError("honest")`,
  },
  {
    id: "harness-description-deep",
    ends: unreported,
    code: `def main():
    for each in harness():
        if each.__name__ == "described":
            each.__code__ = (lambda *given: b'[' * 2000000).__code__
    raise ValueError("honest")`,
  },
  {
    id: "platform-words-in-an-error",
    ends: /^threw Error: x$/,
    code: `def main():
    for each in harness():
        if each.__name__ == "described":
            each.__code__ = (lambda *given: b'{"type":"Error","message":"x","traceback":"x","platformSays":"FORGED-42","kind":"stopped","limit":"time"}').__code__
    raise ValueError("honest")`,
  },
  {
    id: "result-text-with-a-report-in-it",
    ends: /^returned "\\n{\\"kind\\": \\"stopped\\"}\\n"$/,
    code: `def main():\n    return '\\n{"kind": "stopped"}\\n'`,
  },
  {
    id: "serialiser-that-never-ends-a-line",
    ends: /^returned {"kind":"threw"}\n{}$/,
    code: `import json\ndef main():\n    for each in harness():\n        if each.__name__ == "serialised": each.__code__ = (lambda given: b'{"kind":"threw"}\\n{}').__code__\n    return 1`,
  },
  {
    id: "request-changed",
    ends: /^threw ImportError: socket/,
    code: "def main():\n    try: open('/request.json', 'w').write('{}')\n    except OSError: pass\n    import socket",
    modules: ["socket"],
  },
  {
    id: "modules-of-the-harness",
    ends: /^returned \[\]$/,
    code: 'def main():\n    return [name for name in sys.modules if "code_nodes" in name]',
  },
  {
    id: "a-subclass-as-bytes",
    ends: unreported,
    code: `class Sly(bytes): pass
made = Sly(b'"FORGED-42"')
def main():
    for each in harness():
        if each.__name__ == "serialised":
            each.__globals__["made"] = made
            each.__code__ = (lambda given: made).__code__
    return 1`,
  },
].map((attempt) => ({ ...attempt, language: "python", code: writeEverywhere + attempt.code }));
