"""What the host has done in Python around one node's code; the run itself is the host's.

The host calls each of these functions on its own: reads the request before any of the user's code, then evaluates the
code and calls its entry point, and only then asks for the result's text or for an error's description. What came of
the run is what the engine returned to those calls; nothing in here says it, since the code can reach and change all of
this. Everything that is used after the code is bound to a name first, so that code that patches the library still gets
an honest description.
"""

import _signal
import builtins
import gc
import inspect
import io
import json
import linecache
import logging
import os
import random
import sys
import time
import types

import code_nodes_as_server as as_server
import code_nodes_bridge as bridge
import code_nodes_errors as errors
import code_nodes_forbidden as forbidden
import code_nodes_loop as loop
import code_nodes_older as older

_read_file = io.open
_loads, _dumps = json.loads, json.dumps
_Module = types.ModuleType
_is_coroutine = inspect.iscoroutine
_stdout, _stderr = sys.stdout, sys.stderr
_modules = sys.modules
_len, _max = len, max
_compile = compile
_run = exec
#: All that `sys.monitoring` has.
tool_ids = tuple(range(6))
_set_recursion_limit, _recursion_limit = sys.setrecursionlimit, sys.getrecursionlimit()
_handle_signal = _signal.signal
_file_name = ""
_longest_line = 1


def preload():
    """Takes into the snapshot what nodes use most; none of these holds anything of the moment or the machine."""
    import base64, collections, copy, datetime, decimal, functools, hashlib, hmac, itertools, math  # noqa: E401
    import statistics, string, time, urllib.parse, uuid  # noqa: E401

    gc.collect()


def prepare():
    """Once, before any of the user's code.

    The interpreter may come from a snapshot, so all that is to be new in each one happens here, not at import. The
    seed of string hashes is the one thing that stays as it was: it orders sets, and nothing else depends on it.
    """
    for stream in (_stdout, _stderr):
        stream.reconfigure(line_buffering=True, encoding="utf-8")
    os.environ.clear()
    sys.path[:] = [entry for entry in sys.path if entry.startswith("/lib/")]
    sys.argv[:] = [""]
    bridge.hide()
    loop.install()
    renew()


def renew():
    """Once more before each further run, when the memory was put back: what may not be the same in two runs."""
    random.seed()
    logging._startTime = time.time_ns()


def load():
    """The namespace, the platform's code before, the node's code, the platform's code after, and what is passed."""
    global _file_name, _longest_line
    with _read_file("/request.json", encoding="utf-8") as file:
        request = _loads(file.read())
    name, code = request["moduleName"], request["code"]
    _file_name = request["fileName"]
    module = _Module(name)
    absent = request.get("absentNames")
    module.__dict__["__builtins__"] = older.builtins_for(absent) if absent else builtins
    module.__dict__["__file__"] = request.get("scriptPath") or _file_name
    _modules[name] = module
    sys.argv[:] = [_file_name]
    if request.get("answersAsServer"):
        as_server.install()
    forbidden.install(request.get("forbiddenCalls") or (), request.get("forbiddenStatus"))
    lines = code.splitlines(True)
    _longest_line = _max(map(_len, lines), default=1)
    # An entry without a modification time is never looked up on disk.
    linecache.cache[_file_name] = (_len(code), None, lines, _file_name)
    given = _loads(request["call"]["argumentsText"])
    arguments, keywords = ((), given) if request["call"]["kind"] == "keywords" else (tuple(given), {})
    own = _compile(older.code_as_in(request.get("languageVersion"), code, _file_name), _file_name, "exec", dont_inherit=True)
    around = request.get("surroundings") or {"before": "", "after": ""}
    before, after = (_compile(around[when], "<sandbox>", "exec", dont_inherit=True) for when in ("before", "after"))
    return module.__dict__, before, own, after, arguments, keywords


# These two hold nothing but what the code has anyway.
evaluate = types.FunctionType((lambda run, code, names: run(code, names)).__code__, {"__builtins__": {}})
call = types.FunctionType(
    (lambda entry, arguments, keywords: entry(*arguments, **keywords)).__code__, {"__builtins__": {}}
)


def entry_point(names, name):
    if name not in names:
        raise NameError(f"name '{name}' is not defined", name=name)
    return names[name]


def awaited(result):
    return loop.run(result) if _is_coroutine(result) else result


def serialised(result):
    return _dumps(result).encode("ascii")


_announcement = compile("print('<<RESULT>>')", "<sandbox>", "exec")


def announce(names):
    """As the platform's runner prints the result: by the name `print` and the stream that the code has left there."""
    evaluate(_run, _announcement, names)


def take_back_control():
    """Nothing that the code left armed runs in what follows, and there is room to report."""
    _handle_signal(_signal.SIGINT, _signal.SIG_IGN)
    _set_recursion_limit(_recursion_limit)


def described(error):
    return _dumps(errors.describe(error, _file_name, _longest_line)).encode("ascii")


def flush():
    for stream in (_stdout, _stderr):
        try:
            stream.flush()
        except Exception:
            pass  # The code closed or broke it; what was printed before has arrived.
