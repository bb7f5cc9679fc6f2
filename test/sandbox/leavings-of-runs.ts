/** Each thing that a run can leave behind: how it is left, and how a later run sees it (as JSON). */
export const traces: Readonly<Record<string, readonly [leave: string, look: string]>> = {
  builtins: ["builtins.leak = 1; builtins.len = lambda *_: 42", "[hasattr(builtins, 'leak'), len('abc')]"],
  "a module's function": [
    "json.dumps = lambda *_, **__: 'x'; json.leak = 1",
    "[hasattr(json, 'leak'), json.dumps([])]",
  ],
  "a module's constant": ["math.pi = 3", "round(math.pi, 4)"],
  "a class": ["decimal.Decimal.leak = 1; collections.OrderedDict.leak = 1", "hasattr(collections.OrderedDict, 'leak')"],
  "modules that were added": ["sys.modules['leak'] = sys", "'leak' in sys.modules"],
  "modules that were removed": [
    "del sys.modules['json']; sys.modules['math'] = None",
    "[bool(sys.modules.get(name)) for name in ('json', 'math')]",
  ],
  globals: ["global leak; leak = 1; sys.modules['__main__'].leak = 1", "'leak' in globals()"],
  "the environment": ["os.environ['LEAK'] = '1'; os.putenv('LEAK2', '1')", "dict(os.environ)"],
  "the working folder": ["os.chdir('/lib')", "os.getcwd()"],
  "open files": ["sys.leak = [open('/request.json') for _ in range(5)]", "os.open('/request.json', 0)"],
  "closed streams": ["os.close(0); sys.stdin = None", "sys.stdin.read()"],
  "warning filters": [
    "warnings.simplefilter('error'); warnings.showwarning = None",
    "[str(f[0]) for f in warnings.filters]",
  ],
  "warnings that were shown": ["warnings.onceregistry['leak'] = 1", "sorted(warnings.onceregistry)"],
  locale: ["locale.setlocale(locale.LC_ALL, 'C')", "locale.setlocale(locale.LC_ALL)"],
  "the decimal context": [
    "decimal.getcontext().prec = 3; decimal.DefaultContext.prec = 4",
    "[decimal.getcontext().prec, decimal.DefaultContext.prec]",
  ],
  "the recursion limit": ["sys.setrecursionlimit(77)", "sys.getrecursionlimit()"],
  "the limit of digits": ["sys.set_int_max_str_digits(1000)", "sys.get_int_max_str_digits()"],
  "the collector": [
    "gc.disable(); gc.set_threshold(1); gc.callbacks.append(print); gc.freeze()",
    "[gc.isenabled(), gc.get_threshold(), len(gc.callbacks), gc.get_freeze_count()]",
  ],
  "the search path": [
    "sys.path.insert(0, '/leak'); sys.path_hooks.clear(); sys.path_importer_cache.clear()",
    "[sys.path, len(sys.path_hooks)]",
  ],
  "the finders": [
    "sys.meta_path.insert(0, type('Leak', (), {'find_spec': staticmethod(lambda *_: None)}))",
    "len(sys.meta_path)",
  ],
  arguments: ["sys.argv.append('leak'); sys.flags", "sys.argv"],
  "cached source lines": ["linecache.cache['leak.py'] = (1, None, ['x'], 'leak.py')", "'leak.py' in linecache.cache"],
  "the event loop's policy": [
    "asyncio.events._set_event_loop_policy(None); asyncio.run = None; asyncio.leak = 1",
    "[asyncio.run is not None, hasattr(asyncio, 'leak'), asyncio.run(asyncio.sleep(0, 5))]",
  ],
  "a running loop": [
    "asyncio.events._set_running_loop(asyncio.new_event_loop())",
    "asyncio.events._get_running_loop() is None",
  ],
  "signal handlers": [
    "signal.signal(signal.SIGINT, signal.SIG_IGN)",
    "signal.getsignal(signal.SIGINT) is signal.default_int_handler",
  ],
  "exit functions": ["atexit.register(print, 'leak')", "atexit._ncallbacks()"],
  hooks: [
    "sys.excepthook = sys.displayhook = sys.unraisablehook = None",
    "[sys.excepthook is sys.__excepthook__, sys.unraisablehook is sys.__unraisablehook__]",
  ],
  tracers: ["sys.settrace(lambda *_: None); sys.setprofile(lambda *_: None)", "[sys.gettrace(), sys.getprofile()]"],
  streams: [
    "sys.stdout = sys.stderr = None; print = None",
    "[sys.stdout is sys.__stdout__, sys.stdout.encoding, sys.stdout.line_buffering]",
  ],
  logging: [
    "logging.basicConfig(level=1); logging.disable(50); logging.getLogger('leak')",
    "[logging.root.handlers, logging.root.level, logging.root.manager.disable, 'leak' in logging.root.manager.loggerDict]",
  ],
  codecs: [
    "codecs.register(lambda name: codecs.lookup('utf-8') if name == 'leak' else None)",
    "seen(lambda: codecs.lookup('leak'))",
  ],
  "registered converters": ["copyreg.pickle(set, abs)", "set in copyreg.dispatch_table"],
  "context variables": [
    "sys.leak = contextvars.ContextVar('leak'); sys.leak.set(1)",
    "[variable.name for variable in contextvars.copy_context() if variable.name == 'leak']",
  ],
  "type caches": ["collections.abc.Sequence.register(dict)", "isinstance({}, collections.abc.Sequence)"],
  "time zones": ["zoneinfo.reset_tzpath(['/leak'])", "zoneinfo.TZPATH"],
  "the harness": [
    "[f.__globals__.update(leak=1) for f in gc.get_objects() if type(f) is type(seen) and f.__code__.co_filename == '<sandbox>']",
    "['leak' in f.__globals__ for f in gc.get_objects() if type(f) is type(seen) and f.__code__.co_filename == '<sandbox>'][:3]",
  ],
  "the library's folder": [
    "zipimport._zip_directory_cache.clear(); sys.path_importer_cache.clear()",
    "len(zipimport._zip_directory_cache)",
  ],
};

/** That these need. */
export const modules =
  "abc, asyncio, atexit, builtins, codecs, collections, contextvars, copyreg, decimal, functools, gc, json, linecache, " +
  "locale, logging, math, os, random, re, signal, struct, sys, time, warnings, zipimport, zoneinfo";
