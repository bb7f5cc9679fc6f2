import assert from "node:assert/strict";
import { builtinModules } from "node:module";
import test from "node:test";
import { loadPyodide } from "pyodide";
import { judgeModule, type ModulePolicy } from "../../../../../src/core/contract/module-policy.ts";
import { documentedJavaScriptModules } from "../../../../../src/core/dialects/dify/platform/javascript-modules.ts";
import { documentedPythonModules } from "../../../../../src/core/dialects/dify/platform/python-modules.ts";
import {
  releaseJavaScriptModules,
  releasePythonModules,
} from "../../../../../src/core/dialects/dify/platform/release-modules.ts";

test("the published Python modules and dependencies are allowed", () => {
  const expected = "json re math datetime hashlib hmac base64 urllib time numpy pandas requests";
  for (const module of expected.split(" ")) assertAllowed(documentedPythonModules, module);
});

test("what stays inside the interpreter is allowed, what reaches outside is blocked with a reason of its own", () => {
  for (const module of [
    "urllib.parse",
    "os.path",
    "collections.abc",
    "xml.etree.ElementTree",
    "email.mime.text",
    "http",
  ]) {
    assertAllowed(documentedPythonModules, module);
  }
  const reasons: Readonly<Record<string, RegExp>> = {
    os: /os\.path or posixpath/,
    pathlib: /no filesystem/,
    "os.open": /os\.path/,
    subprocess: /processes/,
    "urllib.request": /no network.*HTTP Request node/,
    socket: /no network/,
    "http.client": /no network/,
    "logging.handlers": /no network/,
    asyncio: /no async/,
    threading: /single thread/,
    "concurrent.futures": /single thread/,
    ctypes: /native code/,
    _socket: /no network/,
    _posixsubprocess: /processes/,
    _random: /private/,
    distutils: /no longer part/,
    httpx: /comes with httpx.*do not name it/,
    jinja2: /comes with jinja2/,
    scipy: /neither in Python's standard library nor among the published dependencies/,
  };
  for (const [module, reason] of Object.entries(reasons)) assertBlocked(documentedPythonModules, module, reason);
});

test("every module of the standard library has an entry, and none has two", async () => {
  const pyodide = await loadPyodide({ indexURL: "node_modules/pyodide" });
  const names: string[] = pyodide.runPython("import sys; sorted(sys.stdlib_module_names)").toJs();
  assert.ok(names.length > 250);
  for (const policy of [documentedPythonModules, releasePythonModules]) {
    assert.deepEqual(
      names.filter((name) => entriesOf(policy, name) !== 1),
      [],
    );
  }
});

test("a release has the whole standard library and its image's packages, but what the documents promise it has not", () => {
  for (const module of [
    "os",
    "pathlib",
    "asyncio",
    "threading",
    "urllib.request",
    "json",
    "requests",
    "httpx",
    "jinja2",
  ]) {
    assertAllowed(releasePythonModules, module);
  }
  assertBlocked(releasePythonModules, "subprocess", /kills code that starts processes/);
  assertBlocked(releasePythonModules, "pip", /cannot install packages/);
  assertBlocked(releasePythonModules, "distutils", /no longer part/);
  for (const module of ["numpy", "pandas"]) assertBlocked(releasePythonModules, module, /No module named/);
  for (const module of ["fs", "node:crypto", "path", "koffi"]) assertAllowed(releaseJavaScriptModules, module);
  assertBlocked(releaseJavaScriptModules, "node:child_process", /processes/);
  for (const module of ["lodash", "moment"]) assertBlocked(releaseJavaScriptModules, module, /only Node's own modules/);
});

test("lodash and moment are allowed in JavaScript, every module of Node's is blocked in both spellings", () => {
  for (const module of ["lodash", "lodash/fp", "moment"]) assertAllowed(documentedJavaScriptModules, module);
  for (const module of builtinModules.filter((name) => !name.startsWith("_"))) {
    for (const spelling of [module, `node:${module}`]) {
      assertBlocked(documentedJavaScriptModules, spelling, /^(?!.*published dependencies)/);
    }
  }
  assertBlocked(documentedJavaScriptModules, "node:fs/promises", /no filesystem/);
  assertBlocked(documentedJavaScriptModules, "crypto", /hashlib/);
  assertBlocked(documentedJavaScriptModules, "axios", /not among the published dependencies \(lodash, moment\)/);
});

function entriesOf(policy: ModulePolicy, module: string): number {
  const lists = [policy.allowed, ...policy.blocked.map(({ modules }) => modules)];
  return lists.flat().filter((entry) => entry === module).length;
}

function assertAllowed(policy: ModulePolicy, module: string): void {
  assert.deepEqual(judgeModule(policy, module), { allowed: true }, module);
}

function assertBlocked(policy: ModulePolicy, module: string, reason: RegExp): void {
  const verdict = judgeModule(policy, module);
  assert.ok(!verdict.allowed, module);
  assert.match(verdict.reason, reason, module);
  assert.ok(verdict.reason.includes(module), module);
}
