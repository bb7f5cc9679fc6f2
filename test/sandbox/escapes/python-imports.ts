import type { VerdictAttempt } from "./verdict-attempt.ts";

/** What finds whatever of the sandbox's own is left in the interpreter. */
const findOwn = `
import builtins, gc, importlib, sys, types, xml
def own():
    found = [each for each in gc.get_objects() if type(each) is types.FunctionType and each.__code__.co_filename == "<sandbox>"]
    return found + [vars(sys.modules[name]) for name in sys.modules if "code_nodes" in name]
def namespaces():
    return [each.__globals__ if type(each) is types.FunctionType else each for each in own()]
`;

const refused = /^threw ImportError: socket is blocked\.$/;

/** Each imports `socket`, which the module policy blocks, after it has tried to have another policy. */
const codes: Readonly<Record<string, string>> = {
  "policy-by-name": `
    try: sys.modules["code_nodes_imports"]._policy["allowsOthers"] = True
    except KeyError: pass
    import socket`,
  "policies-by-collector": `
    for each in gc.get_objects():
        if type(each) is dict and ("allowed" in each or "blocked" in each or "otherwise" in each):
            each.update(allowed=["socket"], blocked=[], allowsOthers=True)
    import socket`,
  "lists-by-collector": `
    for each in gc.get_objects():
        if type(each) is list and "socket" in each: each.clear()
    import socket`,
  "functions-by-collector": `
    for each in own():
        each.__code__ = (lambda *given, **named: None).__code__
    import socket`,
  "namespaces-by-collector": `
    for names in namespaces():
        for name in list(names):
            if not name.startswith("__"): names[name] = lambda *given, **named: None
    import socket`,
  "importer-s-own-namespace": `
    for way in (builtins.__import__, importlib.import_module):
        getattr(way, "__globals__", {}).clear()
        for cell in getattr(way, "__closure__", None) or (): cell.cell_contents = None
    import socket`,
  "importer-s-attributes": `
    for name in ("__code__", "__defaults__", "__kwdefaults__", "__self__", "__wrapped__", "__dict__"):
        try: setattr(builtins.__import__, name, None)
        except (AttributeError, TypeError): pass
    import socket`,
  "frames-below-an-import": `
    frame = sys._getframe()
    while frame:
        for names in (frame.f_globals, frame.f_locals):
            if frame.f_code.co_filename == "<sandbox>":
                for name in list(names):
                    try: names[name] = None
                    except Exception: pass
        frame = frame.f_back
    import socket`,
  "frame-function-replaced": `
    sys._getframe = lambda *_: None
    sys._current_frames = dict
    import socket`,
  "request-read": `
    text = open("/request.json").read()
    assert "other" + "wise" not in text, "FORGED-42"
    import socket`,
  "statement-in-exec": `
    exec("import socket", {})`,
  "from-statement": `
    from socket import gethostname`,
  "called-by-name": `
    __import__("socket")`,
  "called-with-an-empty-list": `
    __import__("socket", None, None, [], 0)`,
  "called-with-an-empty-list-of-a-class": `
    class Empty(list): pass
    __import__("socket", globals(), globals(), Empty(), 0)`,
  "called-with-a-level-that-changes": `
    class Level:
        first = True
        def __index__(self):
            level, Level.first = int(Level.first), False
            return level
    __import__("socket", {"__package__": "json"}, None, (), Level())
    __import__("socket")`,
  "called-by-keywords": `
    builtins.__import__(fromlist=("AF_INET",), level=0, name="socket")`,
  "called-with-a-text-of-a-class": `
    class Name(str):
        def __eq__(self, other): return other == "json"
        def __hash__(self): return hash("json")
        def __str__(self): return "json"
        def startswith(self, *given): return True
        def partition(self, *given): return ("json", "", "")
    builtins.__import__(Name("socket"))`,
  "imported-by-function": `
    importlib.import_module("socket")`,
  "imported-by-function-and-keywords": `
    importlib.import_module(package=None, name="socket")`,
  "imported-by-function-with-a-text-of-a-class": `
    class Name(str):
        def startswith(self, *given): return True
        def __getitem__(self, key): return "socket"
    importlib.import_module(Name("socket"))`,
  "original-of-importlib": `
    importlib.__import__("socket")`,
  "original-of-bootstrap": `
    importlib._bootstrap.__import__("socket")`,
  "bootstrap-s-function": `
    importlib._bootstrap._gcd_import("socket")`,
  "importer-put-back": `
    builtins.__import__ = importlib.__import__
    import socket`,
  "importer-removed": `
    for names in namespaces():
        for name, value in list(names.items()):
            if name in ("_import", "__import__") and callable(value): builtins.__import__ = value
    import socket`,
  "own-builtins": `
    exec("import socket", {"__builtins__": {"__import__": builtins.__import__}})`,
  "as-the-platform": `
    exec(compile("import socket", "<sandbox>", "exec"), {})`,
  "as-the-platform-s-function": `
    code = compile("import socket", "<sandbox>", "exec")
    types.FunctionType(code, {"__builtins__": builtins})()`,
  "as-the-library": `
    exec(compile("import socket", "/lib/python314.zip/json/__init__.py", "exec"), {})`,
  "as-frozen-code": `
    exec(compile("import socket", "<frozen importlib._bootstrap>", "exec"), {})`,
  "as-the-library-by-replacing": `
    def take(): import socket
    types.FunctionType(take.__code__.replace(co_filename="/lib/python314.zip/os.py"), globals())()`,
  "unnamed-code-through-the-library": `
    import functools
    functools.reduce(lambda one, other: exec(compile("import socket", "", "exec"), {}), [1, 2])`,
  "submodule-of-a-package": `
    from xml import sax
    from xml.sax import handler`,
  "member-of-a-class": `
    class Part(str):
        def __format__(self, spec): return "sax"
        def __eq__(self, other): return other == "dom"
        __hash__ = str.__hash__
    __import__("xml", None, None, (Part("sax"),))`,
  "members-that-change": `
    class Parts:
        looks = 0
        def __iter__(self):
            Parts.looks += 1
            return iter(("dom",) if Parts.looks == 1 else ("sax",))
        def __len__(self): return 1
    __import__("xml", None, None, Parts())
    assert "xml.sax" not in sys.modules, "FORGED-42"
    import socket`,
  "relative-by-function": `
    import xml
    importlib.import_module(".sax", "xml")`,
  "relative-by-globals": `
    import xml
    __import__("sax", {"__package__": "xml"}, None, ("handler",), 1)`,
  "as-the-library-in-a-namespace-of-that-name": `
    exec(compile("import socket", "<frozen os>", "exec"), {"__name__": "os"})`,
  "while-it-is-described": `
    class Sly(Exception):
        def __str__(self):
            import socket
            return "FORGED-42"
    try: str(Sly())
    finally: raise Sly()`,
};

const otherEnds: Readonly<Record<string, RegExp>> = {
  // Nothing is left that could describe the error.
  "functions-by-collector": /^(threw ImportError: socket is blocked\.|crashed: The code kept)/,
  "namespaces-by-collector": /^(threw ImportError: socket is blocked\.|crashed: The code kept)/,
  "called-with-a-level-that-changes":
    /^threw (ImportError: socket is blocked\.|ModuleNotFoundError: No module named 'json\.socket'.*)$/,
  "submodule-of-a-package": /^threw ImportError: xml\.sax is blocked\.$/,
  "member-of-a-class": /^threw ImportError: xml\.sax is blocked\.$/,
  "relative-by-function": /^threw ImportError: xml\.sax is blocked\.$/,
  "relative-by-globals": /^threw ImportError: xml\.sax is blocked\.$/,
  "while-it-is-described":
    /^threw (ImportError: socket is blocked\.|Sly: <the exception's own text could not be made>)$/,
};

export const pythonImports: readonly VerdictAttempt[] = Object.entries(codes).map(([id, code]) => ({
  id,
  language: "python",
  modules: ["socket", "xml.sax"],
  ends: otherEnds[id] ?? refused,
  code: `${findOwn}\ndef main():${code}\n    return "imported"\n`,
}));
