"""Takes away the ways to JavaScript; they are closed anyway, this makes them an ordinary ImportError."""

import sys

_bridge = ("js", "pyodide_js", "_pyodide_core", "_pyodide", "pyodide", "micropip")


def hide():
    for finder in list(sys.meta_path):
        if type(finder).__module__.partition(".")[0] in _bridge:
            sys.meta_path.remove(finder)
    for name in list(sys.modules):
        if name.partition(".")[0] in _bridge:
            del sys.modules[name]
    # ctypes fails behind the gate too, but with an error that no library expects.
    for name in (*_bridge, "_ctypes"):
        sys.modules[name] = None
