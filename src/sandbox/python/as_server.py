"""What the platform's own system answers otherwise than the engine's: numbers of errors, folders, locales.

Modules that are not loaded yet are changed when the code imports them.
"""

import builtins
import io
import os
import sys

import code_nodes_forbidden as forbidden

#: Error numbers of the engine's C library, and those of Linux, with its words where they are other ones.
linux_errors = {
    2: (13, None), 8: (9, None), 10: (16, "Device or resource busy"), 20: (17, None), 28: (22, None),
    29: (5, "Input/output error"), 31: (21, None), 32: (40, "Too many levels of symbolic links"),
    37: (36, "File name too long"), 44: (2, None), 52: (38, "Function not implemented"), 54: (20, None),
    55: (39, None), 63: (1, None), 69: (30, None), 70: (29, "Illegal seek"), 138: (95, "Operation not supported"),
}
_strerror = os.strerror
_code_of_frames = "<sandbox>"


def install():
    for module, names in (
        (builtins, ("open",)),
        (io, ("open",)),
        (os, "chmod chdir listdir lstat open readlink remove rename replace rmdir scandir stat unlink".split()),
    ):
        for name in names:
            setattr(module, name, _numbered(getattr(module, name)))
    # The filter lets these calls return without doing anything.
    os.mkdir = lambda path, mode=0o777, *, dir_fd=None: os.fspath(path) and None
    os.getuid = lambda: 10_000
    sysconf = os.sysconf
    os.sysconf = lambda name: 4096 if name in ("SC_PAGE_SIZE", "SC_PAGESIZE") else sysconf(name)
    forbidden.when_imported("locale", _change_locale)
    forbidden.when_imported("socket", _change_sockets)


def _numbered(function):
    """The same with Linux' numbers; the class of an error already fits."""

    def call(*arguments, **keywords):
        try:
            return function(*arguments, **keywords)
        except OSError as error:
            raised = _as_on_linux(error, arguments)
        raise raised from None

    call.__name__ = call.__qualname__ = function.__name__
    call.__doc__ = function.__doc__
    return call


def _as_on_linux(error, arguments):
    number, words = linux_errors.get(error.errno, (None, None))
    if number is None or type(error) is OSError or error.strerror != _strerror(error.errno):
        return error
    # There are no devices and nothing of the kernel's.
    if number == 13 and isinstance(error.filename, str) and error.filename.startswith(("/dev/", "/proc/", "/sys/")):
        return FileNotFoundError(2, "No such file or directory", error.filename)
    names = [error.filename, None, error.filename2] if error.filename2 is not None else [error.filename]
    return type(error)(number, words or error.strerror, *([] if error.filename is None else names))


#: In the order in which the C library of a server names them, and that of the engine.
_categories = (
    "LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_PAPER", "LC_NAME", "LC_ADDRESS",
    "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION",
)


def _change_locale(module):
    setlocale = module.setlocale
    known = (None, "", "C", "POSIX", "C.UTF-8", "C.utf8", "C.UTF8")

    def set_locale(category, locale=None):
        if locale and not isinstance(locale, str):
            locale = module.normalize(module._build_localename(locale))
        if locale not in known and not str(locale).startswith("LC_CTYPE="):
            raise module.Error("unsupported locale setting")
        said = setlocale(category, locale if locale in known else "C")
        parts = said.split(";")
        if len(parts) == 1:
            return said
        parts += ["C"] * (len(_categories) - len(parts))
        return ";".join(f"{name}={part}" for name, part in zip(_categories, parts))

    set_locale.__name__ = set_locale.__qualname__ = "setlocale"
    module.setlocale = set_locale


_loopback = ("localhost", "127.0.0.1", "::1", "0.0.0.0")


def _change_sockets(module):
    """There is nothing that listens on the server itself; other hosts cannot be found, for a local run has no network."""
    getaddrinfo, gethostbyname = module.getaddrinfo, module.gethostbyname

    def addresses(host, port, family=0, type=0, proto=0, flags=0):
        if host not in _loopback:
            return getaddrinfo(host, port, family, type, proto, flags)
        return [(module.AF_INET, module.SOCK_STREAM, 6, "", ("127.0.0.1", int(port or 0)))]

    class socket(module.socket):
        __module__ = "socket"

        def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
            self._closed, self._io_refs = False, 0

        def connect(self, address):
            host = address[0] if isinstance(address, tuple) else address
            if host not in _loopback:
                raise module.gaierror(-2, "Name or service not known")
            raise ConnectionRefusedError(111, "Connection refused")

        def connect_ex(self, address):
            return 111

        def settimeout(self, timeout):
            self._own_timeout = timeout

        def gettimeout(self):
            return getattr(self, "_own_timeout", None)

        def setsockopt(self, *values):
            pass

        def setblocking(self, is_blocking):
            self._own_timeout = None if is_blocking else 0.0

        def close(self):
            self._closed = True

        def __repr__(self):
            return "<socket.socket [closed]>" if self._closed else "<socket.socket>"

    module.getaddrinfo = addresses
    module.gethostbyname = lambda host: "127.0.0.1" if host in _loopback else gethostbyname(host)
    module.socket = socket
