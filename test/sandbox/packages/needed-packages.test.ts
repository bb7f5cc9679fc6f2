import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import type { ModulePolicy } from "../../../src/core/contract/module-policy.ts";
import { documentedPythonModules } from "../../../src/core/dialects/dify/platform/python-modules.ts";
import { readFacts } from "../../../src/core/languages/all-languages.ts";
import { neededPackages, obtainableModules } from "../../../src/sandbox/packages/needed-packages.ts";
import { type LockedPackage, type PackageLock, readPackageLock } from "../../../src/sandbox/packages/package-lock.ts";
import { pyodideAddress } from "../../../src/sandbox/packages/python-packages.ts";

const shipped = readPackageLock(readFileSync("dist/sandbox/python-packages.json", "utf8"));

test("the dependencies come along, before what depends on them", () => {
  const needed = neededFor("import pandas as pd");
  assert.deepEqual(needed.names, ["numpy", "six", "python-dateutil", "pytz", "pandas"]);
  assert.deepEqual(needed.modules, ["pandas"]);
});

test("every way to import is seen, wherever it stands", () => {
  assert.deepEqual(neededFor("def main():\n    from numpy import linalg").modules, ["numpy", "numpy.linalg"]);
  assert.deepEqual(neededFor('import importlib\nimportlib.import_module("numpy.linalg")').modules, ["numpy.linalg"]);
  assert.deepEqual(neededFor("try:\n    import requests, numpy\nexcept ImportError:\n    pass").modules, [
    "numpy",
    "requests",
  ]);
});

test("the standard library needs nothing, nor does what no lock file knows", () => {
  assert.deepEqual(neededFor("import json, re, urllib.parse, jsonx, numpyx").names, []);
});

test("what the policy does not allow is never needed, though the lock file has it", () => {
  assert.deepEqual(neededFor("import scipy, sqlalchemy, micropip, six").names, []);
  const blockedBelow: ModulePolicy = {
    ...documentedPythonModules,
    blocked: [{ modules: ["numpy"], reason: "no {module}" }],
  };
  assert.deepEqual(neededFor("import numpy", shipped, blockedBelow).names, []);
  const modules = obtainableModules(shipped, documentedPythonModules, neededFor(""));
  assert.ok(!obtainableModules(shipped, documentedPythonModules, neededFor("import pandas")).includes("numpy"));
  // pydoc_data is a part of the standard library that Pyodide ships apart.
  assert.deepEqual([...modules].sort(), ["numpy", "pandas", "pydoc_data", "requests"].sort());
});

test("names are compared as packaging does, and packages may depend on each other", () => {
  const lock = lockOf({ A_b: ["c.D"], "C-d": ["a-B", "gone"] });
  assert.deepEqual(neededFor("import A_b", lock, anything("A_b")).names, ["C-d", "A_b"]);
});

test("a module below a package is found by its own name too", () => {
  const lock: PackageLock = { packages: [{ ...locked("protobuf", []), imports: ["google.protobuf"] }] };
  const policy = anything("google");
  assert.deepEqual(neededFor("from google import protobuf", lock, policy).names, ["protobuf"]);
  assert.deepEqual(neededFor("import google.protobuf.json_format", lock, policy).names, ["protobuf"]);
  assert.deepEqual(neededFor("import google", lock, policy).names, []);
});

test("whatever depends on what: the set is closed, holds each package once, and nothing unreachable", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const graphs = fc.record(Object.fromEntries(names.map((name) => [name, fc.subarray(names)])));
  fc.assert(
    fc.property(graphs, fc.subarray(names), (depends, imported) => {
      const code = imported.map((name) => `import ${name}`).join("\n");
      const found = neededFor(code, lockOf(depends), anything(...names)).names;
      const reachable = new Set(imported);
      for (const name of reachable) for (const next of depends[name] ?? []) reachable.add(next);
      assert.deepEqual([...found].sort(), [...reachable].sort());
    }),
  );
});

test("the lock file belongs to the engine, and the address to the engine's version", () => {
  const { version } = JSON.parse(readFileSync("node_modules/pyodide/package.json", "utf8"));
  assert.ok(pyodideAddress.includes(`/v${version}/`), pyodideAddress);
  const own = JSON.parse(readFileSync("node_modules/pyodide/pyodide-lock.json", "utf8")).packages;
  for (const { name, fileName, sha256 } of shipped.packages) {
    const same = Object.values(own as Record<string, { file_name: string; sha256: string }>).find(
      ({ file_name }) => file_name === fileName,
    );
    assert.equal(same?.sha256, sha256, name);
  }
});

test("a lock file whose names could leave their folder, or without hashes, is refused", () => {
  const text = (change: object) => JSON.stringify({ packages: { a: { ...lockEntry, ...change } } });
  assert.equal(readPackageLock(text({})).packages.length, 1);
  assert.throws(() => readPackageLock(text({ file_name: "../a.whl" })));
  assert.throws(() => readPackageLock(text({ file_name: ".." })));
  assert.throws(() => readPackageLock(text({ sha256: "" })));
});

const lockEntry = { name: "a", version: "1", file_name: "a.whl", sha256: "0".repeat(64), depends: [], imports: ["a"] };

function neededFor(code: string, lock: PackageLock = shipped, policy: ModulePolicy = documentedPythonModules) {
  const { packages, modules } = neededPackages(lock, readFacts("python", code).imports, policy);
  return { packages, names: packages.map(({ name }) => name), modules };
}

function lockOf(depends: Readonly<Record<string, readonly string[]>>): PackageLock {
  return { packages: Object.entries(depends).map(([name, list]) => locked(name, list)) };
}

function locked(name: string, depends: readonly string[]): LockedPackage {
  return { name, version: "1.0", fileName: `${name}.whl`, sha256: "", depends, imports: [name], installTo: "site" };
}

function anything(...allowed: readonly string[]): ModulePolicy {
  return { allowed, blocked: [], otherwise: "{module} is not there.", separator: "." };
}
