import { type Bomb, inJavaScript, inPython, javascript, python } from "./bomb.ts";

export const leavings: readonly Bomb[] = [
  ...python("crashed", {
    "os._exit": inPython("os._exit(3)", "import os"),
    "os.abort": inPython("os.abort()", "import os"),
    "a segmentation fault": inPython("faulthandler._sigsegv()\nreturn 1", "import faulthandler"),
    "killing itself": inPython("os.kill(os.getpid(), 9)\nos.abort()", "import os"),
    "wild memory": inPython(
      "import dis\ncode = bytes([dis.opmap['EXTENDED_ARG'], 255, dis.opmap['EXTENDED_ARG'], 255, dis.opmap['LOAD_CONST'], 255, dis.opmap['RETURN_VALUE'], 0])\nreturn eval((lambda: None).__code__.replace(co_code=code, co_stacksize=100))",
      "",
    ),
  }),
  // What came of a run goes through no descriptor.
  ...python("returned", {
    "every descriptor closed": inPython("os.closerange(0, 1000)\nreturn 1", "import os"),
  }),
  ...python("threw SystemExit", {
    "sys.exit": inPython("sys.exit(77)", "import sys"),
    quit: inPython("raise SystemExit('bye')"),
  }),
  ...python("threw KeyboardInterrupt", { "its own interrupt": inPython("raise KeyboardInterrupt('mine')") }),
  ...python("output", {
    "a huge result": inPython("return 'x' * 6_000_000"),
    "a result of many parts": inPython("return list(range(1_500_000))"),
  }),
  ...javascript("output", { "a huge result": inJavaScript("return 'x'.repeat(6_000_000)") }),
  // As on a server, where what runs the code lies below it too.
  ...python("threw ValueError", {
    "events of monitoring that throw": inPython(
      "def started(*_): raise ValueError('monitored')\nm = sys.monitoring\nm.use_tool_id(1, 'x')\nm.register_callback(1, m.events.PY_START, started)\nm.set_events(1, m.events.PY_START)\nreturn 1",
      "import sys",
    ),
    "a profiler that throws": inPython(
      "def profile(frame, event, argument):\n    if event == 'return' and frame.f_code.co_filename == '<sandbox>': raise ValueError('profiled')\nsys.setprofile(profile)\nreturn 1 / 0",
      "import sys",
    ),
  }),
  ...python("returned", {
    "a tracer that is left": inPython("sys.settrace(lambda *_: None)\nreturn 1", "import sys"),
    "a profiler that is left": inPython("sys.setprofile(lambda *_: None)\nreturn 1", "import sys"),
    "a tracer that is left by the module": inPython(
      "return 1",
      "import sys\nsys.settrace(lambda *_: None)\nsys.setprofile(lambda *_: None)",
    ),
    "a tracer that was there for a while": inPython(
      "sys.settrace(lambda *_: None)\nsys.settrace(None)\nreturn 1",
      "import sys",
    ),
    "events of monitoring": inPython(
      "m = sys.monitoring\nm.use_tool_id(1, 'x')\nm.register_callback(1, m.events.PY_START, lambda *_: None)\nm.set_events(1, m.events.PY_START)\nreturn 1",
      "import sys",
    ),
  }),
  ...python("threw ValueError", { "a huge message": inPython("raise ValueError('x' * 30_000_000)") }),
  ...javascript("threw Error", { "a huge message": inJavaScript("throw new Error('x'.repeat(3e6))") }),
  ...python("threw ValueError", { "a message of many lines": inPython("raise ValueError('x\\n' * 1_000_000)") }),
  ...python("threw RecursionError", {
    "no room for reporting": inPython(
      "def deep():\n    deep()\nsys.setrecursionlimit(len(inspect.stack()) + 4)\ndeep()",
      "import inspect, sys",
    ),
  }),
  ...python("threw ZeroDivisionError", {
    "a tracer that throws": inPython(
      "def trace(*_): raise ValueError('traced')\nsys.settrace(trace)\nreturn 1 / 0",
      "import sys",
    ),
    "a broken traceback module": inPython(
      "traceback.TracebackException.format = None\ntraceback.StackSummary.extract = None\nlinecache.getline = None\nlinecache.checkcache = None\nreturn 1 / 0",
      "import traceback, linecache",
    ),
  }),
  ...javascript("threw Error", {
    "an error that is described as nothing": inJavaScript(
      "Object.prototype.toJSON = () => undefined; throw new Error('x')",
    ),
    "an error that is described as something else": inJavaScript(
      "Object.prototype.toJSON = () => 5; Array.prototype.toJSON = () => 5; throw new Error('x')",
    ),
  }),
  ...javascript("threw null", { "nothing at all": inJavaScript("throw null") }),
];
