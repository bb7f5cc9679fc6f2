"""Imports packages ahead of the user's code, while native modules can still be loaded.

The files are trusted: each was compared with the lock file's hash. Nothing of the user's has run yet.
"""

import importlib
import importlib.machinery
import os
import sys
import types

_site = f"/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
_no_network = (
    "A Code node has no network. Fetch the data with an HTTP request node and take its body as an input"
)


def load(modules):
    """What cannot be imported is left to the user's own import, which then raises the error."""
    importlib.invalidate_caches()
    _close_urllib3()
    for name in modules:
        _try_import(name)
    for name in _native_modules():
        _try_import(name)


def _try_import(name):
    try:
        importlib.import_module(name)
    except BaseException:  # Native code may raise what is no Exception.
        pass


def _native_modules():
    """Every native module there is: one that is not loaded now cannot be loaded later."""
    suffixes = importlib.machinery.EXTENSION_SUFFIXES
    for folder, _, files in os.walk(_site):
        package = folder[len(_site) + 1 :].replace("/", ".")
        for file in sorted(files):
            suffix = next((each for each in suffixes if file.endswith(each)), None)
            if suffix is not None:
                yield f"{package}.{file.removesuffix(suffix)}".lstrip(".")


def _close_urllib3():
    """urllib3 would fetch through JavaScript, which is not there; without that it says why it cannot connect."""
    bridge = types.ModuleType("urllib3.contrib.emscripten")
    bridge.inject_into_urllib3 = _refuse_connections
    sys.modules[bridge.__name__] = bridge


def _refuse_connections():
    from urllib3 import connection, exceptions

    def refuse(self):
        raise exceptions.NewConnectionError(self, _no_network)

    connection.HTTPConnection._new_conn = refuse
