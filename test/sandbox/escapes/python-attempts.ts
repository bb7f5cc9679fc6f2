import { attempts } from "./attempt.ts";

/** Around the harness, the gate's open functions, the snapshot, and what CPython has that could reach the host. */
export const pythonAttempts = attempts("python", {
  "frames-original-import": `
import sys
def main():
    frame = sys._getframe()
    while frame:
        for name, value in list(frame.f_globals.items()):
            if callable(getattr(value, "_import", None)): return value._import("js").eval("'BREACH-' + 6 * 7")
        for way in (frame.f_builtins["__import__"], getattr(frame.f_globals.get("builtins"), "__import__", None)):
            try: print(way and way("js").eval("'BREACH-' + 6 * 7"))
            except ImportError: pass
        frame = frame.f_back`,

  "traceback-frames": `
def main():
    try:
        1 / 0
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_frame.f_back
        return frame.f_globals["_modules"]["_pyodide_core"].raw_call("BREACH-" + str(6 * 7))`,

  "policy-tampered": `
import gc, sys
def main():
    for each in gc.get_objects():
        if type(each) is dict and "allowed" in each: each.update(allowed=["js"], allowsOthers=True)
        if type(each).__name__ == "function" and each.__code__.co_filename == "<sandbox>": each.__globals__["_bridge"] = ()
    for name in ("js", "pyodide_js", "_pyodide_core", "_pyodide", "pyodide", "micropip"):
        sys.modules.pop(name, None)
    import js
    return js.eval("'BREACH-' + 6 * 7")`,

  "finder-from-gc": `
import gc, sys
def main():
    for thing in gc.get_objects():
        if type(thing).__name__ == "JsFinder":
            sys.meta_path.insert(0, thing)
            for name in ("js", "pyodide_js"):
                sys.modules.pop(name, None)
            print(thing.find_spec("js", None))
    import js
    return js.eval("'BREACH-' + 6 * 7")`,

  "loader-from-gc": `
import gc
def main():
    for thing in gc.get_objects():
        if type(thing).__name__ == "JsLoader":
            module = thing.create_module(None)
            return module.eval("'BREACH-' + 6 * 7")
    return "none"`,

  "referents-of-everything": `
import gc, sys
def main():
    seen, queue = set(), [sys.modules, sys._getframe(), main]
    while queue:
        thing = queue.pop()
        if id(thing) in seen: continue
        seen.add(id(thing))
        if "JsProxy" in type(thing).__name__ or any("JsProxy" in base.__name__ for base in type(thing).__mro__):
            print("proxy", type(thing))
            print(thing.constructor.constructor("return 'BREACH-' + 6 * 7")())
        if isinstance(thing, type) and "JsProxy" in thing.__name__:
            try: print(thing.__new__(thing).constructor.constructor("return 'BREACH-' + 6 * 7")())
            except BaseException as error: print(repr(error)[:100])
        queue.extend(gc.get_referents(thing))
    return len(seen)`,

  "core-functions-called-blindly": `
import gc
def main():
    core = next(thing for thing in gc.get_objects() if type(thing).__name__ == "module" and getattr(thing, "__name__", "") == "_pyodide_core")
    for name in dir(core):
        for args in ((), ("'BREACH-' + 6 * 7",), ({"a": 1},)):
            try: print(name, repr(getattr(core, name)(*args))[:80])
            except Exception as error: print(name, repr(error)[:80])
    return dir(core)`,

  "core-made-anew": `
import _imp, sys
from importlib.machinery import ModuleSpec
def main():
    sys.modules.pop("_pyodide_core", None)
    module = _imp.create_builtin(ModuleSpec("_pyodide_core", None))
    _imp.exec_builtin(module)
    return module.run_js("'BREACH-' + 6 * 7")`,

  "posix-functions-called-blindly": `
import posix
def main():
    leave = {"_exit", "abort", "_emscripten_debugger", "_emscripten_log", "close", "closerange", "dup2", "kill", "killpg"}
    path, made = "@DIR@/secret.txt", "@DIR@/made-@ID@"
    for name in dir(posix):
        call = getattr(posix, name)
        if name in leave or not callable(call) or isinstance(call, type): continue
        for args in ((), (path,), (made,), (path, made), (made, 0o777), (made, 0o102, 0o777), (0,), (1,), (3, 0), (3, 4),
                     (0, 9), ("/bin/sh", ["sh", "-c", "touch " + made]), ("/bin/sh", ["sh", "-c", "touch " + made], {}),
                     (made.encode(), b"x"), ("/lib/python314.zip", 0), ("/request.json", made)):
            try: print(name, args, repr(call(*args))[:60])
            except Exception as error: pass
    return "done"`,

  "process-and-thread-functions": `
import os, signal, _thread
def main():
    said = []
    for call in (lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os.killpg(0, 9), lambda: os.kill(-1, 9),
                 lambda: signal.pthread_kill(1, 9), lambda: signal.alarm(1), lambda: signal.setitimer(signal.ITIMER_REAL, 0.01),
                 lambda: _thread.start_new_thread(print, (1,)), lambda: os.forkpty(), lambda: os.nice(-20)):
        try: said.append(repr(call()))
        except Exception as error: said.append(repr(error))
    return said`,

  "fork-exec": `
import os, _posixsubprocess
def main():
    return _posixsubprocess.fork_exec([b"/bin/touch", b"@DIR@/made-@ID@"], (b"/bin/touch",), True, (), None, None,
        -1, -1, -1, -1, -1, -1, -1, -1, True, False, 0, None, None, None, -1, None)`,

  "asyncio-subprocess": `
import asyncio
async def main():
    process = await asyncio.create_subprocess_shell("touch @DIR@/made-@ID@; cat @DIR@/secret.txt", stdout=-1)
    return (await process.communicate())[0].decode()`,

  "asyncio-connection": `
import asyncio
async def main():
    reader, writer = await asyncio.open_connection("127.0.0.1", @PORT@)
    return "connected"`,

  "raw-sockets": `
import _socket
def main():
    said = []
    for family in (1, 2, 10, 16, 17):
        for kind in (1, 2, 3):
            try:
                opened = _socket.socket(family, kind)
                opened.connect(("127.0.0.1", @PORT@))
                said.append("connected")
            except Exception as error: said.append(repr(error)[:60])
    for fileno in range(8):
        try: _socket.socket(2, 1, 0, fileno).connect(("127.0.0.1", @PORT@))
        except Exception as error: said.append(repr(error)[:60])
    return said`,

  "web-clients": `
import ftplib, smtplib, urllib.request, webbrowser, xmlrpc.client
def main():
    said = []
    for call in (lambda: webbrowser.open("http://127.0.0.1:@PORT@/@ID@"),
                 lambda: xmlrpc.client.ServerProxy("http://127.0.0.1:@PORT@/").a(),
                 lambda: smtplib.SMTP("127.0.0.1", @PORT@), lambda: ftplib.FTP("127.0.0.1"),
                 lambda: urllib.request.urlopen("ftp://127.0.0.1:@PORT@/"),
                 lambda: urllib.request.urlopen("file:///@DIR@/secret.txt").read()):
        try: said.append(repr(call()))
        except BaseException as error: said.append(repr(error)[:80])
    return said`,

  "made-by-file-flags": `
import fcntl, os
def main():
    said = []
    for path in ("/lib/python314.zip", "/request.json", "/dev/null"):
        opened = os.open(path, os.O_RDONLY)
        for flags in (os.O_RDWR, os.O_WRONLY | os.O_APPEND, 0o3):
            try: said.append(fcntl.fcntl(opened, fcntl.F_SETFL, flags))
            except OSError as error: said.append(error.errno)
        for write in (lambda: os.write(opened, b"x"), lambda: os.pwrite(opened, b"x", 0), lambda: os.ftruncate(opened, 0),
                      lambda: os.writev(opened, [b"x"]), lambda: os.sendfile(opened, 0, 0, 10)):
            try: said.append("BREACH-" + str(6 * 7) if write() and path != "/dev/null" else 0)
            except Exception as error: said.append(repr(error)[:40])
    return said`,

  "library-overwritten": `
import os, zipimport
def main():
    said = []
    for call in (lambda: open("/lib/python314.zip", "r+b").write(b"x" * 1000), lambda: os.truncate("/lib/python314.zip", 0),
                 lambda: os.unlink("/lib/python314.zip"), lambda: os.rename("/lib/python314.zip", "/lib/x"),
                 lambda: os.symlink("/dev/outcome", "/lib/x"), lambda: os.link("/lib/python314.zip", "/lib/x"),
                 lambda: os.mkdir("/lib/site"), lambda: os.mkfifo("/lib/fifo"), lambda: os.mknod("/lib/node")):
        try: said.append(["BREACH-" + str(6 * 7), repr(call())])
        except Exception as error: said.append(repr(error)[:60])
    return said`,

  "mounts-and-devices": String.raw`
import os
def main():
    said = []
    for path in ("/proc/self/mem", "/proc/self/maps", "/proc/1/environ", "/proc/self/fd/0", "/proc/self/fd/3", "/dev/fd/3",
                 "/dev/mem", "/dev/shm/x", "//@DIR@/secret.txt", "/engine/library.zip", "/engine/", "\\\\?\\C:\\", "file://@DIR@/secret.txt"):
        for flags in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR, 0o3, os.O_RDONLY | os.O_CREAT, os.O_RDONLY | os.O_TRUNC):
            try:
                opened = os.open(path, flags)
                said.append([path, flags, os.read(opened, 200).decode("latin1")])
            except Exception as error: said.append(repr(error)[:20])
    return said`,

  "ioctl-and-fcntl-blindly": `
import fcntl, termios, array
def main():
    for descriptor in range(5):
        for request in [*range(0x5401, 0x5480), 0x8901, 0x8905, 0x8912, 0x8933]:
            for argument in (0, bytearray(256)):
                try: fcntl.ioctl(descriptor, request, argument)
                except Exception: pass
        for command in range(40):
            for argument in (0, 1, 3, 0o102):
                try: fcntl.fcntl(descriptor, command, argument)
                except Exception: pass
    return "done"`,

  "extension-module-from-bytes": `
import _imp
from importlib.machinery import ExtensionFileLoader, ModuleSpec
def main():
    said = []
    for path in ("/request.json", "/lib/python314.zip", "/proc/self/fd/0", "@DIR@/secret.txt"):
        for name in ("x", "PyInit_x", "_ctypes"):
            try: said.append(repr(_imp.create_dynamic(ModuleSpec(name, ExtensionFileLoader(name, path), origin=path))))
            except BaseException as error: said.append(repr(error)[:60])
    return said`,

  "ctypes-parts": `
import sys
def main():
    said = []
    try:
        import _ctypes
        for name in ("dlopen", "dlsym", "call_function", "call_cdeclfunction", "PyObj_FromPtr", "addressof"):
            for args in ((None, 2), (0, "emscripten_run_script"), (1, ()), (40, (b"BREACH",))):
                try: said.append(repr(getattr(_ctypes, name)(*args))[:60])
                except Exception as error: said.append(repr(error)[:60])
    except BaseException as error: said.append(repr(error))
    return said`,

  "memory-through-constants": `
import dis
def main():
    code = bytearray()
    for high in (1, 16, 255):
        code += bytes([dis.opmap["EXTENDED_ARG"], high, dis.opmap["LOAD_CONST"], 255])
    code += bytes([dis.opmap["RETURN_VALUE"], 0])
    wild = (lambda: None).__code__.replace(co_code=bytes(code), co_stacksize=100)
    return repr(eval(wild))[:100]`,

  "memory-through-locals": `
import dis
def main():
    for index in (200, 255):
        code = bytes([dis.opmap["EXTENDED_ARG"], 255, dis.opmap["LOAD_FAST"], index, dis.opmap["RETURN_VALUE"], 0])
        print(type(eval((lambda: None).__code__.replace(co_code=code, co_stacksize=100))))
    return 1`,

  "remote-debugging": `
import os, sys
def main():
    said = []
    try: said.append(repr(sys.remote_exec(os.getpid(), "@DIR@/secret.txt")))
    except BaseException as error: said.append(repr(error))
    try:
        import _remote_debugging
        said.append(repr(_remote_debugging.RemoteUnwinder(os.getppid()).get_stack_trace()))
    except BaseException as error: said.append(repr(error))
    return said`,

  "monitoring-and-audit": `
import sys
def main():
    seen = []
    sys.addaudithook(lambda event, args: seen.append((event, repr(args)[:80])))
    sys.setprofile(lambda frame, event, argument: seen.append(repr(argument)[:80]))
    import wave
    sys.setprofile(None)
    return seen[:200]`,

  "forged-outcome": String.raw`
import os, sys
def write(text):
    for descriptor in range(64):
        try: os.write(descriptor, text)
        except OSError: pass
def main():
    write(b'{"kind": "threw", "__proto__": {"polluted": 1}, "error": {"__proto__": {"polluted": 1}, "type": {"toString": 1},'
        b' "message": ["x"], "frames": [null, 1, "x", {"line": -1}, {"line": 1e99}, {"line": 2, "column": "x", "__proto__": {"polluted": 1}}],'
        b' "constructor": {"prototype": {"polluted": 1}}, "phase": "__proto__"}}\n')
    os._exit(0)`,

  "forged-outcome-of-no-kind": String.raw`
import os, sys
def write(text):
    for descriptor in range(64):
        try: os.write(descriptor, text)
        except OSError: pass
def main():
    write(b'{"kind": "__proto__", "limit": "constructor"}\n{"__proto__": {"polluted": 1}}')
    os._exit(0)`,

  "forged-outcome-deep": `
import os, sys
def write(text):
    for descriptor in range(64):
        try: os.write(descriptor, text)
        except OSError: pass
def main():
    write(b'{"kind":' + b"[" * 4_000_000)
    os._exit(0)`,

  "forged-outcome-before-the-real-one": String.raw`
import os, sys
def write(text):
    for descriptor in range(64):
        try: os.write(descriptor, text)
        except OSError: pass
def main():
    write(b'{"kind": "returned"}\n{"constructor": {"prototype": {"polluted": 1}}, "rest": ')
    return {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}`,

  "harness-patched": `
import gc
def main():
    for each in gc.get_objects():
        if type(each).__name__ != "function" or each.__code__.co_filename != "<sandbox>": continue
        each.__globals__["_dumps"] = lambda value: '{"kind": "returned", "__proto__": {"polluted": 1}}'
        each.__globals__["errors"] = None
    return {"a": 1}`,

  "device-read-and-seek": `
import os, sys
def main():
    said = []
    for call in (call for opened in range(64) for call in (lambda: os.lseek(opened, 1 << 40, 0), lambda: os.read(opened, 1000), lambda: os.pread(opened, 1000, 0),
                 lambda: os.fstat(opened), lambda: os.fsync(opened), lambda: os.pwrite(opened, b"x", 1 << 30))):
        try: said.append(repr(call()))
        except Exception as error: said.append(repr(error)[:60])
    return said`,

  "interrupt-signal-taken": `
import signal
def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in range(1, 64):
        try: signal.signal(number, lambda *_: None)
        except (OSError, ValueError): pass
    for number in range(1, 64):
        try: signal.raise_signal(number)
        except (OSError, ValueError): pass
    while True: pass`,

  "environment-by-every-way": `
import os, posix, sys, sysconfig, platform, getpass
def main():
    said = [dict(os.environ), {str(k): str(v) for k, v in posix.environ.items()}, os.environb.get(b"SECRET_TOKEN"), os.getenv("SECRET_TOKEN"), sys.argv, sys.orig_argv]
    for call in (lambda: sysconfig.get_config_vars(), platform.uname, getpass.getuser, os.getlogin, os.getcwd, os.uname):
        try: said.append(repr(call()))
        except BaseException as error: said.append(repr(error)[:60])
    return repr(said)`,

  "run-sync-and-webloop": `
import sys
def main():
    said = []
    for name in [name for name in sys.modules if "pyodide" in name]:
        del sys.modules[name]
    for path in ("pyodide.webloop", "pyodide.ffi", "pyodide.http", "pyodide.code", "_pyodide._base"):
        try:
            module = __import__("importlib")._bootstrap._gcd_import(path)
            for attribute in ("run_js", "run_sync", "WebLoop", "create_proxy", "to_js", "can_run_sync"):
                if hasattr(module, attribute):
                    try: said.append(repr(getattr(module, attribute)("'BREACH-' + 6 * 7")))
                    except BaseException as error: said.append(repr(error)[:60])
        except BaseException as error: said.append(repr(error)[:80])
    return said`,

  "exceptions-of-the-host": `
import gc
def main():
    error_type = next(thing for thing in gc.get_objects() if isinstance(thing, type) and thing.__name__ == "JsException")
    error = error_type("x")
    for name in ("js_error", "stack", "name", "message"):
        try: print(getattr(error, name))
        except Exception as failure: print(repr(failure)[:80])
    raise error`,

  "library-database": `
import sqlite3, tempfile
def main():
    said = []
    for call in (lambda: sqlite3.connect("@DIR@/made-@ID@").execute("create table a(b)"),
                 lambda: sqlite3.connect(":memory:").execute("attach '@DIR@/made-@ID@' as x"),
                 lambda: sqlite3.connect("file:@DIR@/secret.txt?mode=ro", uri=True).execute("select * from sqlite_master").fetchall(),
                 lambda: sqlite3.connect(":memory:").enable_load_extension(True),
                 lambda: sqlite3.connect(":memory:").load_extension("@DIR@/x"),
                 lambda: tempfile.mkstemp(dir="@DIR@")):
        try: said.append(repr(call()))
        except BaseException as error: said.append(repr(error)[:80])
    return said`,

  "deserialised-code": String.raw`
import marshal, pickle, logging.config
def main():
    said = []
    for call in (lambda: pickle.loads(b"cposix\nsystem\n(S'touch @DIR@/made-@ID@'\ntR."),
                 lambda: marshal.loads(b"c" + b"\xff" * 200), lambda: marshal.loads(bytes(range(256)) * 100),
                 lambda: logging.config.dictConfig({"version": 1, "handlers": {"x": {"class": "logging.FileHandler", "filename": "@DIR@/made-@ID@"}}}),
                 lambda: logging.config.dictConfig({"version": 1, "formatters": {"x": {"()": "os.system", "command": "touch @DIR@/made-@ID@"}}})):
        try: said.append(repr(call()))
        except BaseException as error: said.append(repr(error)[:80])
    return said`,

  "leaving-by-every-door": `
import os, sys
def main():
    for descriptor in range(64):
        try: os.close(descriptor)
        except OSError: pass
    os.closerange(0, 100)
    sys.exit(77)`,
});
