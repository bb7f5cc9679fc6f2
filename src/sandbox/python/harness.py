"""Runs one node's code once and writes what came of it.

The outcome is one line of JSON, `{"kind": "returned" | "threw" | "stopped", ...}`; after it, when the code
returned, the result's own JSON text. Everything that is used while or after the code runs is bound to a name
here first, so that code that patches the library still gets an honest outcome.
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
import traceback
import types

import code_nodes_imports as imports
import code_nodes_loop as loop

_read_file = io.open
_write = os.write
_loads, _dumps = json.loads, json.dumps
_describe_all = traceback.TracebackException
_summary = traceback.StackSummary.from_list
_Module = types.ModuleType
_is_coroutine = inspect.iscoroutine
_stdout, _stderr = sys.stdout, sys.stderr
_modules = sys.modules
_str, _type, _len, _max, _isinstance = str, type, len, max, isinstance
_compile, _exec = compile, exec
_name_of = type.__dict__["__name__"].__get__
_settrace, _setprofile, _monitoring = sys.settrace, sys.setprofile, sys.monitoring
_set_recursion_limit, _recursion_limit = sys.setrecursionlimit, sys.getrecursionlimit()
_handle_signal = _signal.signal
_outcome = -1
_max_frames = 50
_max_message = 100_000
_out_of_memory = b'{"kind": "stopped", "limit": "memory"}\n'


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
    global _outcome
    _outcome = os.open("/dev/outcome", os.O_WRONLY)
    for stream in (_stdout, _stderr):
        stream.reconfigure(line_buffering=True, encoding="utf-8")
    os.environ.clear()
    sys.path[:] = [entry for entry in sys.path if entry.startswith("/lib/")]
    sys.argv[:] = [""]
    imports.hide_the_bridge()
    loop.install()
    random.seed()
    logging._startTime = time.time_ns()


def run():
    with _read_file("/request.json", encoding="utf-8") as file:
        request = _loads(file.read())
    try:
        header, result = _attempt(request)
        payload = _dumps(header).encode("ascii") + b"\n" + result
    except MemoryError:
        payload = _out_of_memory
    _flush()
    _send(payload)


def _attempt(request):
    phase = "load"
    name = request["moduleName"]
    try:
        module = _Module(name)
        module.__dict__["__builtins__"] = builtins
        module.__dict__["__file__"] = request["fileName"]
        _modules[name] = module
        sys.argv[:] = [request["fileName"]]
        _remember_lines(request["fileName"], request["code"])
        imports.judge_by(request["modules"], request["obtainable"])
        arguments = _loads(request["call"]["argumentsText"])
        code = _compile(request["code"], request["fileName"], "exec", dont_inherit=True)
        around = request.get("surroundings") or {"before": "", "after": ""}
        _exec(_compile(around["before"], "<sandbox>", "exec", dont_inherit=True), module.__dict__)
        _exec(code, module.__dict__)
        _exec(_compile(around["after"], "<sandbox>", "exec", dont_inherit=True), module.__dict__)
        phase = "call"
        entry = _entry_point(module.__dict__, request["entryPoint"])
        if request["call"]["kind"] == "keywords":
            result = entry(**arguments)
        else:
            result = entry(*arguments)
        if request["awaitsResult"] and _is_coroutine(result):
            result = loop.run(result)
        phase = "serialise"
        text = _dumps(result).encode("ascii")
        _take_back_control()
    except BaseException as error:
        for _ in range(3):
            try:
                _take_back_control()
            except BaseException:
                continue  # A tracer that throws is thereby gone.
            break
        return {"kind": "threw", "error": _describe(error, phase, request["fileName"])}, b""
    if _len(text) > request["limits"]["resultBytes"]:
        return {"kind": "stopped", "limit": "output", "bytes": _len(text)}, b""
    return {"kind": "returned"}, text


def _entry_point(names, name):
    if name not in names:
        raise NameError(f"name '{name}' is not defined", name=name)
    return names[name]


def _remember_lines(file_name, code):
    # An entry without a modification time is never looked up on disk.
    linecache.cache[file_name] = (_len(code), None, code.splitlines(True), file_name)


def _take_back_control():
    """Nothing that the code left armed runs in what follows, and there is room to report."""
    _settrace(None)
    _setprofile(None)
    for tool in range(6):
        if _monitoring.get_tool(tool) is not None:
            _monitoring.free_tool_id(tool)
    _handle_signal(_signal.SIGINT, _signal.SIG_IGN)
    _set_recursion_limit(_recursion_limit)


def _describe(error, phase, file_name):
    try:
        description = _describe_wholly(error, file_name)
    except Exception:
        # The code has patched the library.
        name, message = _name_of(_type(error)), _message(error)
        description = {"type": name, "message": message, "traceback": f"{name}: {message}", "frames": []}
        trace = error.__traceback__
        while trace:
            code = trace.tb_frame.f_code
            if code.co_filename == file_name:
                description["frames"].append({"line": trace.tb_lineno, "functionName": code.co_name})
            trace = trace.tb_next
    description["phase"] = phase
    description["frames"] = description["frames"][-_max_frames:]
    return description


def _describe_wholly(error, file_name):
    if _isinstance(error, MemoryError):
        traceback.clear_frames(error.__traceback__)
    description = _describe_all(_type(error), error, error.__traceback__)
    _prepare_to_show(description, set())
    frames = [_frame(frame) for frame in description.stack if frame.filename == file_name]
    if _isinstance(error, SyntaxError) and error.filename == file_name and error.lineno:
        frames.append({"line": error.lineno, "column": _max(1, error.offset or 1), "functionName": "<module>"})
    return {
        "type": _name_of(_type(error)),
        "message": _message(error),
        "traceback": _cut("".join(description.format()).rstrip("\n")),
        "frames": frames,
    }


def _prepare_to_show(description, seen):
    """Without the harness's own frames, and with no message of any length."""
    waiting = [description]
    while waiting:
        description = waiting.pop()
        if description is None or id(description) in seen:
            continue
        seen.add(id(description))
        description._str = _cut(description._str)
        description.stack = _summary([frame for frame in description.stack if frame.filename != "<sandbox>"])
        waiting += (description.__cause__, description.__context__, *(description.exceptions or ()))


def _cut(text):
    if not _isinstance(text, _str) or _len(text) <= _max_message:
        return text
    half = _max_message // 2
    return f"{text[:half]}\n[… {_len(text) - 2 * half} more characters …]\n{text[-half:]}"


def _frame(summary):
    frame = {"line": summary.lineno, "functionName": summary.name}
    if summary.colno is not None:
        line = linecache.getline(summary.filename, summary.lineno)
        before = line.encode("utf-8", "surrogatepass")[: summary.colno].decode("utf-8", "replace")
        frame["column"] = _len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1
    return frame


def _message(error):
    if _isinstance(error, SyntaxError):
        return _cut(_str(error.msg))
    try:
        return _cut(_str(error))
    except Exception:
        return "<the exception's own text could not be made>"


def _flush():
    for stream in (_stdout, _stderr):
        try:
            stream.flush()
        except Exception:
            pass  # The code closed or broke it; what was printed before has arrived.


def _send(payload):
    view = memoryview(payload)
    while view:
        view = view[_write(_outcome, view) :]
