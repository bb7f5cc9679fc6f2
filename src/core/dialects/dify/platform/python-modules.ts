import type { BlockedModules, ModulePolicy } from "../../../contract/module-policy.ts";
import { words } from "../../../text/words.ts";

/** "Available Python packages" of the published guide, seen 2026-11. */
const published = words("json re math datetime hashlib hmac base64 urllib");

/** Pre-installed dependencies that the published page names, seen 2026-11. */
const publishedDependencies = words("numpy pandas requests");

/** What the image of dify-sandbox comes with beyond requests (0.2.1 to 0.2.15, read 2026-08), and the pages do not name. */
const unpublishedPackages = words("httpx jinja2 markupsafe socks");

/** The rest of Python 3.14's standard library, as far as it touches nothing outside the interpreter. */
const harmless = words(`
  __future__ abc annotationlib argparse array ast atexit binascii bisect builtins bz2 calendar cmath code codecs codeop
  collections colorsys compression configparser contextlib contextvars copy copyreg csv dataclasses decimal difflib
  dis doctest email encodings enum errno fnmatch fractions functools gc genericpath getopt gettext graphlib gzip heapq
  html http importlib inspect io ipaddress itertools keyword linecache locale logging lzma marshal mimetypes
  modulefinder nturl2path ntpath numbers opcode operator optparse os.path pickle pickletools pkgutil platform plistlib
  posixpath pprint pydoc_data pyexpat queue quopri random reprlib rlcompleter sched secrets shlex site stat statistics
  sre_compile sre_constants sre_parse string stringprep struct symtable sys sysconfig tabnanny tarfile textwrap this
  time timeit token tokenize tomllib trace traceback tracemalloc types typing unicodedata unittest uuid warnings wave
  weakref xml zipfile zipimport zlib zoneinfo bdb cProfile profile pstats
`);

const noNetwork =
  "A Code node has no network, so {module} cannot be used. Fetch the data with an HTTP Request node and take its body as an input; urllib.parse is there for URLs as text.";
const noFiles =
  "A Code node has no filesystem, so {module} cannot be used. Take the data as an input and return it as an output; io.StringIO and io.BytesIO stand in for files.";
const noProcesses =
  "A Code node cannot start or steer processes, so {module} cannot be used. Do the work in Python itself, or in a node of its own.";
const noThreads =
  "A Code node runs in a single thread, so {module} cannot be used. Write a plain loop, or let an iteration run nodes side by side.";
const noNativeCode =
  "A Code node cannot load native code or reach the machine's memory, so {module} cannot be used. Use plain Python; struct and array are there for binary data.";
const noScreen =
  "A Code node has no screen and no keyboard, so {module} cannot be used. Take inputs, and return outputs.";

const blocked: readonly BlockedModules[] = [
  {
    modules: words("os posix nt"),
    reason:
      "{module} reaches files, processes and the environment, which a Code node does not have. For paths as text import os.path or posixpath; take anything else as an input.",
  },
  {
    modules: words(`
      dbm filecmp fileinput glob mailbox netrc pathlib py_compile compileall pyclbr shelve shutil sqlite3 tempfile zipapp
      importlib.resources _dbm _gdbm _sqlite3
    `),
    reason: noFiles,
  },
  {
    modules: words(`
      fcntl grp multiprocessing pty pwd resource runpy signal subprocess syslog termios tty
      _multiprocessing _posixshmem _posixsubprocess _signal
    `),
    reason: noProcesses,
  },
  {
    modules: words(`
      ftplib http.client http.cookiejar http.server imaplib logging.config logging.handlers poplib select selectors
      smtplib socket socketserver ssl urllib.request urllib.robotparser webbrowser wsgiref xmlrpc antigravity
      _socket _ssl
    `),
    reason: noNetwork,
  },
  {
    modules: words("asyncio _asyncio _overlapped"),
    reason:
      "Python Code nodes have no async, so {module} cannot be used. Write main() as a plain function without await.",
  },
  {
    modules: words("threading concurrent _thread _threading_local _interpreters _interpchannels _interpqueues"),
    reason: noThreads,
  },
  { modules: words("ctypes mmap faulthandler _ctypes msvcrt winreg winsound _winapi _testcapi"), reason: noNativeCode },
  {
    modules: words(
      "cmd curses getpass idlelib pdb pydoc readline tkinter turtle turtledemo _curses _curses_panel _tkinter",
    ),
    reason: noScreen,
  },
  {
    modules: words("ensurepip pip venv setuptools micropip"),
    reason:
      "A Code node cannot install packages, so {module} cannot be used. Use the standard library, numpy, pandas or requests.",
  },
  {
    modules: words(`
      _abc _aix_support _android_support _apple_support _ast _ast_unparse _bisect _blake2 _bz2 _codecs _codecs_cn
      _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _colorize
      _compat_pickle _contextvars _csv _datetime _decimal _elementtree _frozen_importlib
      _frozen_importlib_external _functools _hashlib _heapq _hmac _imp _io _ios_support _json _locale _lsprof _lzma
      _markupbase _md5 _multibytecodec _opcode _opcode_metadata _operator _osx_support _pickle _py_abc _py_warnings
      _pydatetime _pydecimal _pyio _pylong _pyrepl _queue _random _remote_debugging _scproxy _sha1 _sha2 _sha3
      _sitebuiltins _sre _stat _statistics _string _strptime _struct _suggestions _symtable _sysconfig _tokenize
      _tracemalloc _types _typing _uuid _warnings _weakref _weakrefset _wmi _zoneinfo _zstd
    `),
    reason:
      "{module} is a private part of Python's standard library that may be missing on the server. Import the public module that it belongs to.",
  },
  {
    modules: unpublishedPackages,
    reason:
      "Dify's sandbox comes with {module}, but the published dependencies (numpy, pandas, requests) do not name it. Do without it, or choose the release that your server runs as the target.",
  },
  {
    // Gone since Python 3.12 and 3.13.
    modules: words(`
      aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap msilib nis nntplib
      ossaudiodev pipes smtpd sndhdr spwd sunau telnetlib uu xdrlib
    `),
    reason: "{module} is no longer part of Python's standard library, so the server does not have it. Do without it.",
  },
];

/** What reaches for the network; a library of the server or not. */
export const networkModules = [
  ...(blocked.find(({ reason }) => reason === noNetwork)?.modules ?? []),
  ...words("requests httpx"),
];

/** A local run has no network at all. */
export const localNetworkRemark =
  "{module} reaches the network, which a local run does not have: a call fails with a refused connection. Fetch the data with an HTTP Request node and take its body as an input, or try this node on the server.";

/** The published contract: no files, no processes, no network, no threads, no native code. */
export const documentedPythonModules: ModulePolicy = {
  allowed: [...published, ...publishedDependencies, ...harmless],
  blocked,
  serverOnly: [{ modules: networkModules, reason: localNetworkRemark }],
  unpublished: [
    {
      modules: harmless,
      reason:
        "{module} works, but the published list of available packages does not name it (json, re, math, datetime, hashlib, hmac, base64, urllib; numpy, pandas, requests).",
    },
  ],
  otherwise:
    "{module} is neither in Python's standard library nor among the published dependencies (numpy, pandas, requests), so Dify's sandbox does not have it. Do without it, or write what you need of it into the node.",
  separator: ".",
};
