"""Calls that the platform's own sandbox ends the program for.

No `try` catches that there, and so none does here: the interpreter ends on the spot, with a status that tells which call
it was. Modules that are not loaded yet are watched for, and changed when the code imports them.
"""

import os
import sys

_exit = os._exit
_waiting = {}


def install(calls, first_status):
    """`calls`: "module:name" or "module:Class.method" each; what is not there is passed over."""
    for index, call in enumerate(calls):
        module, _, path = call.partition(":")
        when_imported(module, lambda module, path=path, status=first_status + index: _forbid(module, path, status))


def when_imported(name, change):
    """Now, if the module is loaded; else as soon as it is."""
    if sys.modules.get(name):
        change(sys.modules[name])
        return
    if not _waiting:
        sys.meta_path.insert(0, _Finder())
    _waiting.setdefault(name, []).append(change)


def _forbid(module, path, status):
    *owners, name = path.split(".")
    owner = module
    for each in owners:
        owner = getattr(owner, each, None)
    if hasattr(owner, name):
        setattr(owner, name, _ending(name, status))


def _ending(name, status):
    def forbidden(*_arguments, **_keywords):
        _exit(status)

    forbidden.__name__ = forbidden.__qualname__ = name
    return forbidden


class _Finder:
    def find_spec(self, name, path=None, target=None):
        changes = _waiting.pop(name, None)
        if changes is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _Loader(spec.loader, changes)
                return spec
        return None


class _Loader:
    def __init__(self, loader, changes):
        self._loader = loader
        self._changes = changes

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        for change in self._changes:
            change(module)
