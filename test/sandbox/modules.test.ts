import assert from "node:assert/strict";
import { after, test } from "node:test";
import { judgeModule, type ModulePolicy } from "../../src/core/contract/module-policy.ts";
import { openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
sandbox.warm("python");
after(() => sandbox.dispose());

const pythonPolicy: ModulePolicy = {
  allowed: ["json", "urllib", "os.path", "importlib", "numpy", "collections", "xml.dom"],
  blocked: [
    { modules: ["os", "subprocess"], reason: "{module} reaches the machine; the platform kills it." },
    { modules: ["urllib.request"], reason: "{module} needs the network." },
  ],
  otherwise: "The platform does not have {module}.",
  separator: ".",
};

test("Python: each module is allowed in the sandbox exactly when judgeModule allows it", async () => {
  const names = [
    "json",
    "json.decoder",
    "urllib",
    "urllib.parse",
    "urllib.request",
    "os",
    "os.path",
    "subprocess",
    "socket",
    "xml",
    "xml.dom",
    "xml.dom.minidom",
    "collections.abc",
    "jsonx",
    "js",
    "pyodide",
  ];
  const code = `
import importlib, json
def attempt(action):
    try:
        action()
        return None
    except ImportError as error:
        return [type(error).__name__, str(error)]
def main(names):
    def statement(name):
        return lambda: exec("import " + name)
    return [[attempt(statement(name)), attempt(lambda: importlib.import_module(name)), attempt(lambda: __import__(name))] for name in names]`;
  const outcome = await sandbox.run(
    requestFor("python", code, { modules: pythonPolicy, given: JSON.stringify({ names }) }),
  );
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  const seen = JSON.parse(outcome.kind === "returned" ? outcome.resultText : "");
  names.forEach((name, at) => {
    const verdict = judgeModule(pythonPolicy, name);
    const isNamed = pythonPolicy.blocked.some(({ modules }) =>
      modules.some((entry) => name === entry || name.startsWith(`${entry}.`)),
    );
    const expected = verdict.allowed ? null : [isNamed ? "ImportError" : "ModuleNotFoundError", verdict.reason];
    assert.deepEqual(seen[at], [expected, expected, expected], name);
  });
});

test("Python: `from` imports are judged by what they bring in", async () => {
  const code = `
def main(statements):
    seen = []
    for statement in statements:
        try:
            exec(statement, {})
            seen.append("fine")
        except ImportError as error:
            seen.append(str(error))
    return seen`;
  const expected: Readonly<Record<string, string>> = {
    "from urllib import parse": "fine",
    "from urllib import request": "urllib.request needs the network.",
    "from urllib import parse, request": "urllib.request needs the network.",
    "from json import loads, decoder": "fine",
    "from os import path": "fine",
    "from os import path, system": "os reaches the machine; the platform kills it.",
    "from os import *": "os reaches the machine; the platform kills it.",
    "from xml import dom": "fine",
    "from xml import sax": "The platform does not have xml.",
    "from collections import *": "fine",
  };
  const given = JSON.stringify({ statements: Object.keys(expected) });
  const outcome = await sandbox.run(requestFor("python", code, { modules: pythonPolicy, given }));
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  const seen = JSON.parse(outcome.kind === "returned" ? outcome.resultText : "");
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((statement, at) => [statement, seen[at]])), expected);
});

test("Python: a refused import is an error at its line; what the library imports is its own affair", async () => {
  const refused = await sandbox.run(
    requestFor("python", "import json\nimport subprocess\ndef main():\n    pass", { modules: pythonPolicy }),
  );
  assert.ok(refused.kind === "threw");
  assert.deepEqual(
    [refused.error.type, refused.error.message, refused.error.frames.at(-1)?.line, refused.error.phase],
    ["ImportError", "subprocess reaches the machine; the platform kills it.", 2, "load"],
  );
  assert.doesNotMatch(refused.error.traceback, /<sandbox>/);
  // http.client imports socket, ssl and os.
  const policy = { ...pythonPolicy, allowed: ["http"] };
  const library = await sandbox.run(
    requestFor("python", "import http.client\ndef main():\n    return http.client.OK", { modules: policy }),
  );
  assert.equal(library.kind === "returned" && library.resultText, "200");
});

test("Python: an allowed package that does not come along says so", async () => {
  const outcome = await sandbox.run(
    requestFor("python", "import numpy as np\ndef main():\n    pass", { modules: pythonPolicy }),
  );
  assert.ok(outcome.kind === "threw");
  assert.equal(outcome.error.type, "ModuleNotFoundError");
  assert.match(
    outcome.error.message,
    /^No module named 'numpy'\. The platform has it, but it does not come with Code Nodes/,
  );
});

const javascriptPolicy: ModulePolicy = {
  allowed: ["lodash", "moment", "koffi"],
  blocked: [{ modules: ["fs", "lodash/fp"], reason: "{module} is not to be had." }],
  otherwise: "The platform does not have {module}.",
  separator: "/",
};

test("JavaScript: each module loads exactly when judgeModule allows it and it comes along", async () => {
  const names = [
    "lodash",
    "lodash/uniq",
    "lodash/fp",
    "moment",
    "fs",
    "fs/promises",
    "koffi",
    "axios",
    "constructor",
    "__proto__",
  ];
  const code = `const main = ({ names }) => names.map((name) => { try { return typeof require(name) } catch (error) { return [error.code, error.message] } })`;
  const outcome = await sandbox.run(
    requestFor("javascript", code, { modules: javascriptPolicy, given: JSON.stringify([{ names }]) }),
  );
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  const seen = JSON.parse(outcome.kind === "returned" ? outcome.resultText : "");
  names.forEach((name, at) => {
    const verdict = judgeModule(javascriptPolicy, name);
    if (!verdict.allowed) {
      assert.deepEqual(seen[at], ["MODULE_NOT_FOUND", `Cannot find module '${name}'\n${verdict.reason}`]);
    } else assert.match(seen[at], /^(?:function|object)$/, name);
  });
});

test("JavaScript: bundled libraries do their work, each loaded once", async () => {
  const code = `const _ = require("lodash");
const main = () => [_.chunk([1, 2, 3], 2), require("lodash") === _, require("moment").utc(0).format("YYYY-MM-DD"), require("lodash/uniq")([1, 1])]`;
  const outcome = await sandbox.run(requestFor("javascript", code));
  assert.equal(outcome.kind === "returned" && outcome.resultText, '[[[1,2],[3]],true,"1970-01-01",[1]]');
});

test("what the interpreter's own functions import is not the code's import", async () => {
  const policy: ModulePolicy = {
    allowed: ["datetime", "time", "sys"],
    blocked: [],
    otherwise: "No {module}",
    separator: ".",
  };
  for (const [code, result] of [
    [
      "import datetime\ndef main():\n    return str(datetime.datetime.strptime('2024-02-29', '%Y-%m-%d').date())",
      '"2024-02-29"',
    ],
    ["import time\ndef main():\n    return time.strptime('29 Feb 2024', '%d %b %Y').tm_yday", "60"],
    ["import sys\nsys.set_int_max_str_digits(0)\ndef main():\n    return len(str(1 << 50000))", "15052"],
  ] as const) {
    const outcome = await sandbox.run(requestFor("python", code, { modules: policy }));
    assert.equal(outcome.kind === "returned" && outcome.resultText, result, JSON.stringify(outcome));
  }
});
