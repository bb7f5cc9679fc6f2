import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { securityText } from "../../../../../src/core/dialects/n8n/platform/python-security.ts";
import { pythonViolations, violationsText } from "../../../../../src/core/dialects/n8n/python-analyzer/violations.ts";
import { policyOf, readRunVectors, stockPythonImports } from "../vectors.ts";

test("every executed case is refused before it runs, or not, with n8n's own lines", (context) => {
  const mismatches: string[] = [];
  let refused = 0;
  let passed = 0;
  const vectors = readRunVectors().filter(({ language }) => language !== "javaScript");
  for (const vector of vectors) {
    const text = violationsText(pythonViolations(vector.code, policyOf(vector)));
    const isRefused = vector.expect.error === "Security violations detected";
    const expected = isRefused ? (vector.expect.description ?? "") : "";
    if (text !== expected) mismatches.push(`${vector.id}\n  got      ${text}\n  expected ${expected}`);
    else if (isRefused) refused += 1;
    else passed += 1;
  }
  assert.deepEqual(mismatches, []);
  assert.ok(refused >= 30 && refused + passed === vectors.length);
  context.diagnostic(`${refused} refused and ${passed} passed alike, of ${vectors.length}`);
});

/** Each line of code with what n8n says about it, in n8n's order. */
const pictures: readonly (readonly [code: string, ...lines: readonly string[]])[] = [
  ["import json, os.path as p\nfrom re import sub", "1 stdlib json", "1 stdlib os.path", "2 stdlib re"],
  ["import numpy.linalg\nfrom numpy import array", "1 external numpy.linalg"],
  ["from . import a\nfrom ..b import c\nfrom .d import e", "1 relative", "2 relative", "3 relative"],
  ["import math as __spec__", "1 stdlib math", "1 name __spec__"],
  ["try:\n  pass\nexcept (ValueError, __loader__) as __name__:\n  pass", "3 name __name__", "3 name __loader__"],
  ["x = (a\n  .b\n  .__class__)", "1 attribute __class__"],
  ["x = [\n  1,\n  a.__dict__,\n]", "3 attribute __dict__"],
  ['x = {a.obj: 1, "k": b.tb_next, c.__mro__: 2}', "1 attribute obj", "1 attribute __mro__", "1 attribute tb_next"],
  ["x = a.obj if b.__base__ else c.__self__", "1 attribute __base__", "1 attribute obj", "1 attribute __self__"],
  ["f(k=a.obj, *b.__mro__)", "1 attribute __mro__", "1 attribute obj"],
  [
    "@a.obj\ndef f(x: b.__mro__ = c.__dict__, *, y=d.__self__, **z: e.__func__) -> g.__base__:\n  h.__code__",
    ..."2 attribute __mro__|2 attribute __self__|2 attribute __func__|2 attribute __dict__".split("|"),
    ..."3 attribute __code__|1 attribute obj|2 attribute __base__".split("|"),
  ],
  ["lambda __name__, x=a.obj: b.__mro__", "1 parameter __name__", "1 attribute obj", "1 attribute __mro__"],
  ["class __spec__(a.obj):\n  pass", "1 class __spec__", "1 attribute obj"],
  ["def __loader__():\n  global __name__, x\n  nonlocal __spec__", "1 function __loader__", "2 global __name__"],
  [
    "__builtins__['eval']\nbuiltins['__import__']",
    "1 name __builtins__",
    "2 attribute __import__",
    "2 attribute __import__",
  ],
  ["x = 'a' '__cl' \"ass__\"", ...[]],
  ["x = '__cl' \"ass__\"", "1 attribute __class__"],
  ["x = ('__cl' + ('ass' + '__')) + ''", "1 attribute __class__", "1 attribute __class__"],
  ["x = b'__class__', r'\\x6fbj', '\\x6fbj'", "1 attribute obj"],
  ["x = f'{a.obj!r:>{b.__mro__}}' '__dict__' f'{c}'", "1 attribute obj", "1 attribute __mro__", "1 attribute __dict__"],
  ['x = f"{d["obj"]}"', "1 attribute obj"],
  ["x = f'''a\n{a.obj}\n{{.__class__}}'''", "2 attribute obj", "2 pattern __class__"],
  ["'{{.__class__}} {.a} {'", ...[]],
  ["'{0.a.__mro__[obj]:{x.__dict__}}'", "1 pattern __mro__", "1 pattern obj", "1 pattern __dict__"],
  ["a.format(b)\n(a.format)(b)\na.format_map\nmap(a.vformat, b)", "3 bound format_map", "4 bound vformat"],
  ["a._B__c\na.__len__()\na.___d\na._e__", "1 mangled", "4 mangled"],
  [
    "__import__('json')\n__import__('os' + '')\nbuiltins.__import__(name='os')",
    "1 stdlib json",
    "2 dynamic",
    "3 dynamic",
    "3 attribute __import__",
  ],
  [
    "match e:\n  case A(x, obj=y, __dict__=z):\n    pass",
    "2 positional",
    "2 patternAttribute obj",
    "2 patternAttribute __dict__",
  ],
  [
    "match e:\n  case {'obj': x.__mro__, **r} if x.obj:\n    pass",
    "2 attribute obj",
    "2 attribute __mro__",
    "2 attribute obj",
  ],
  [
    "with a.obj as b.__mro__, c as (d.__dict__, e):\n  pass",
    "1 attribute obj",
    "1 attribute __mro__",
    "1 attribute __dict__",
  ],
  ["def f():\n  x = yield\n  y = (yield)\n  return x.obj, f'{y.__mro__}'", "4 attribute obj", "4 attribute __mro__"],
  ["[a.obj for b.x in c.__mro__ if d.__dict__]", "1 attribute obj", "1 attribute __mro__", "1 attribute __dict__"],
  ["=import os", "1 stdlib os"],
  ["\r\nimport os\r\n\rimport re", "2 stdlib os", "4 stdlib re"],
];

const texts: Readonly<Record<string, (name: string) => string>> = {
  stdlib: (name) => `Import of standard library module '${name}' is disallowed. Allowed stdlib modules: none`,
  external: (name) => `Import of external package '${name}' is disallowed. Allowed external packages: none`,
  relative: () => securityText.relativeImport,
  dynamic: () => securityText.dynamicImport,
  mangled: () => securityText.mangledAttribute,
  positional: () => securityText.positionalPattern,
  name: securityText.name,
  attribute: securityText.attribute,
  pattern: securityText.stringPattern,
  patternAttribute: securityText.patternAttribute,
  bound: securityText.boundFormat,
  global: securityText.global,
  function: securityText.function,
  class: securityText.class,
  parameter: securityText.parameter,
};

test("the rules hold wherever an expression may stand, in the order of the syntax tree", () => {
  for (const [code, ...lines] of pictures) {
    const expected = lines.map((line) => {
      const [number, kind = "", name = ""] = line.split(" ");
      return `Line ${number}: ${texts[kind]?.(name)}`;
    });
    assert.equal(violationsText(pythonViolations(code, stockPythonImports)), expected.join("\n"), code);
  }
});

test("a violation covers the words that are meant", () => {
  const covered = (code: string) =>
    pythonViolations(code, stockPythonImports).map(({ range }) => code.slice(range.start, range.end));
  assert.deepEqual(covered("==import os.path as p, re"), ["os.path", "re"]);
  assert.deepEqual(covered('x = f"{a.obj}" + a\\\n.__dict__'), ["obj", "__dict__"]);
  assert.deepEqual(covered("__import__( 'os' )\n__import__(x)"), ["'os'", "__import__(x)"]);
});

test("reading never throws, whatever the text is", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.array(fc.constantFrom(...fragments)),
      (text, parts) => {
        for (const code of [text, parts.join(""), parts.join(" ")]) {
          for (const { line, range } of pythonViolations(code, stockPythonImports)) {
            assert.ok(line >= 1 && 0 <= range.start && range.start <= range.end && range.end <= code.length);
          }
        }
      },
    ),
  );
  assert.doesNotThrow(() => pythonViolations(`${"(".repeat(50_000)}a.obj`, stockPythonImports));
});

const fragments =
  "f' ' \" {a.obj} {a:{b.__dict__}} ( ) [ : \n  import os with yield case A(x): match lambda class def @ , = +"
    .split(" ")
    .map((fragment) => (fragment === "" ? " " : fragment));
