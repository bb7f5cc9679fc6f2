"""Lets the user's own code import what the module policy allows; the library imports what it likes.

The same rule as `judgeModule` in `src/core/dialects/module-policy.ts`: the longest entry that covers a module
decides, and a module that no entry covers is not found unless the policy allows others.
"""

import builtins
import importlib
import sys

_import = builtins.__import__
_import_module = importlib.import_module
_frame = sys._getframe
_bridge = ("js", "pyodide_js", "_pyodide_core", "_pyodide", "pyodide", "micropip")
_policy = {"allowed": [], "blocked": [], "otherwise": "", "separator": "."}
_obtainable = []


def hide_the_bridge():
    """Takes away the ways to JavaScript; they are closed anyway, this makes them an ordinary ImportError."""
    for finder in list(sys.meta_path):
        if type(finder).__module__.partition(".")[0] in _bridge:
            sys.meta_path.remove(finder)
    for name in list(sys.modules):
        if name.partition(".")[0] in _bridge:
            del sys.modules[name]
    # ctypes fails behind the gate too, but with an error that no library expects.
    for name in (*_bridge, "_ctypes"):
        sys.modules[name] = None


def judge_by(policy, obtainable):
    _policy.clear()
    _policy.update(policy)
    _obtainable.extend(obtainable)
    builtins.__import__ = _judged_import
    importlib.__import__ = _judged_import
    importlib.import_module = _judged_import_module


def _judged_import(name, globals=None, locals=None, fromlist=(), level=0):
    # Only the interpreter's own functions, such as `datetime.strptime`, ask with an empty list.
    if level or (type(fromlist) is list and not fromlist) or not _is_users(_frame(1)):
        return _import(name, globals, locals, fromlist, level)
    _judge(name, fromlist or ())
    try:
        return _import(name, globals, locals, fromlist, level)
    except ModuleNotFoundError as error:
        raise _explained(error, name) from None


def _judged_import_module(name, package=None):
    if not _is_users(_frame(1)) or name.startswith("."):
        return _import_module(name, package)
    _judge(name, ())
    try:
        return _import_module(name, package)
    except ModuleNotFoundError as error:
        raise _explained(error, name) from None


def _is_users(frame):
    return not frame.f_code.co_filename.startswith(("/lib/", "<frozen ", "<sandbox>"))


def _judge(name, from_names):
    refusal = _refusal(name)
    submodules = [f"{name}.{part}" for part in from_names if part != "*"]
    if refusal is None or not submodules:
        refusals = [refusal, *map(_refusal, submodules)]
    else:
        # `from a import b` where only `a.b` is allowed.
        refusals = [refusal and (_refusal(submodule) and refusal) for submodule in submodules]
    for found in refusals:
        if found is not None:
            raise found


def _refusal(name):
    """None when the module may be imported, else the error to raise."""
    allowed = _longest(_policy["allowed"], name)
    blocked, reason = "", None
    for entry in _policy["blocked"]:
        match = _longest(entry["modules"], name)
        if len(match) > len(blocked):
            blocked, reason = match, entry["reason"]
    if len(allowed) > len(blocked) or (not blocked and _policy.get("allowsOthers")):
        return None
    if reason is None:
        return ModuleNotFoundError(_policy["otherwise"].replace("{module}", name), name=name)
    return ImportError(reason.replace("{module}", name), name=name)


def _longest(entries, name):
    longest = ""
    for entry in entries:
        is_below = _policy["separator"] != "none" and name.startswith(entry + _policy["separator"])
        if (name == entry or is_below) and len(entry) > len(longest):
            longest = entry
    return longest


def _explained(error, name):
    if error.name is None or name.partition(".")[0] != error.name.partition(".")[0]:
        return error
    if _longest(_obtainable, name):
        return ModuleNotFoundError(
            f"No module named '{error.name}'. Code Nodes brings along only the packages whose import it can see: write "
            f"`import {error.name}` in the code, instead of a name that is made while it runs.",
            name=error.name,
        )
    return ModuleNotFoundError(
        f"No module named '{error.name}'. The platform has it, but it does not come with Code Nodes: run this "
        "node on the platform, or give its result to the node as an input.",
        name=error.name,
    )
