import assert from "node:assert/strict";
import { test } from "node:test";
import { readPythonFacts } from "../../../src/core/languages/python/read-python-facts.ts";
import { pictureOfReturns } from "./fact-pictures.ts";

/** The body of `main(x, items)`, without its indentation. */
function expectReturns(body: string, ...expected: readonly string[]): void {
  const code = `import os, sys, json\ndef main(x, items):\n${body.trim().replace(/^/gm, "    ")}\n`;
  const facts = readPythonFacts(code);
  assert.deepEqual(facts.syntaxErrors, [], code);
  assert.deepEqual(pictureOfReturns(facts), expected, code);
}

test("literals", () => {
  expectReturns(`return {"a": 1, 'b': 2, "c" "d": 3}`, "{a, b, cd}");
  expectReturns(`return {"a": 1, x: 2}`, "{a, …}");
  expectReturns(`return {f"{x}": 1}`, "{…}");
  expectReturns("return dict(a=1, b=x)", "{a, b}");
  expectReturns(`return ({"a": 1})`, "{a}");
  expectReturns(`return {r"\\d": 1, "\\u0041": 2}`, "{\\d, A}");
  expectReturns("return {k: v for k, v in items}", "{…}");
  expectReturns("return {}", "{}");
});

test("what is no dict", () => {
  expectReturns("return [x]", "a list");
  expectReturns("return [y for y in items]", "a list");
  expectReturns("return {x, 1}", "a set");
  expectReturns(`return {"a": 1}, 200`, "a tuple");
  expectReturns("return (x, 1)", "a tuple");
  expectReturns(`return f"{x}"`, "a string");
  expectReturns(`return "a" + x`, "a string");
  expectReturns(`return b"a"`, "bytes");
  expectReturns("return -1", "a number");
  expectReturns("return x in items", "a boolean");
  expectReturns("return not x", "a boolean");
  expectReturns("return None", "nothing");
  expectReturns("return", "nothing");
  expectReturns("found = []\nfound.append(x)\nreturn found", "unknown");
  expectReturns("found = []\nreturn found", "a list");
});

test("what cannot be known", () => {
  expectReturns("return x", "unknown");
  expectReturns("return json.loads(x)", "unknown");
  expectReturns("return os.environ", "unknown");
  expectReturns("return x + items", "unknown");
  expectReturns("return (yield x)", "unknown");
  expectReturns("for item in items:\n    yield item", "unknown");
});

test("a local that is built up key by key", () => {
  expectReturns(`r = {}\nr["a"] = 1\nr["b"] = 2\nreturn r`, "{a, b}");
  expectReturns(`r = {"a": 1}\nr.update({"b": 1}, c=2)\nr.setdefault("d", [])\nreturn r`, "{a, b, c, d}");
  expectReturns(`r = dict(a=1)\nr |= {"b": 2}\nreturn {**r, "c": 3}`, "{a, b, c}");
  expectReturns(`r = {"a": 1, "b": 2}\ndel r["a"]\nr.pop("b", None)\nreturn r`, "{}");
  expectReturns(`r = {"a": 1}\nr[x] = 2\nreturn r`, "{a, …}");
  expectReturns(`r = {"a": 1}\nreturn r | {"b": 2}`, "{a, b}");
  expectReturns(`r = {"a": 1}\nreturn {**x, **r}`, "{a, …}");
  expectReturns(`r = {"a": 1}\ns = r.copy()\ns["b"] = 1\nreturn r`, "{a}");
  expectReturns(`r: dict = {"a": 1}\nr["a"] += 1\nr["deep"]["er"] = 1\nreturn r`, "{a}");
  expectReturns(`(r := {"a": 1})\nreturn r`, "{a}");
  expectReturns(`r = {"a": 1}\nprint(r, json.dumps(r), len(r), f"{r}", "a" in r, r.get("a"))\nreturn r`, "{a}");
  expectReturns(`r = {}\nr["a"], r["b"] = x\nreturn r`, "{a, b}");
});

test("a local that something else may change is unknown", () => {
  expectReturns(`r = {"a": 1}\nfill(r)\nreturn r`, "unknown");
  expectReturns(`r = {"a": 1}\ns = r\ns["b"] = 2\nreturn r`, "unknown");
  expectReturns(`r = {"a": 1}\nitems.append(r)\nreturn r`, "unknown");
  expectReturns(`r = {"a": 1}\ndef add():\n    r["b"] = 1\nadd()\nreturn r`, "unknown");
  expectReturns(`r = {"a": 1}\nadd = lambda: r.update(b=1)\nadd()\nreturn r`, "unknown");
  expectReturns(`global r\nr = {"a": 1}\nreturn r`, "unknown");
  expectReturns(`r = {"a": 1}\ntry:\n    return r\nfinally:\n    r["b"] = 2`, "unknown");
  expectReturns(`r = {"a": 1}\nf"{fill(r)}"\nreturn r`, "unknown");
  expectReturns(`r = s = {"a": 1}\nreturn r`, "unknown");
  expectReturns(`r = {"a": 1}\nwith open(x) as (r, s):\n    return r`, "unknown");
  expectReturns(`r = {"a": 1}\nfor r in items:\n    pass\nreturn r`, "unknown");
});

test("a nested function has its own locals", () => {
  expectReturns(`r = {"a": 1}\ndef other(y):\n    r = {"z": 1}\n    r["y"] = 1\n    return r\nreturn r`, "{a}");
  expectReturns(`r = {"a": 1}\nkeys = sorted(items, key=lambda y: r["a"])\nreturn r`, "{a}");
});

test("branches: one place with a way around it is certain, several are not", () => {
  expectReturns(`r = {"a": 1}\nif x:\n    r["b"] = 2\nreturn r`, "{a, b?}");
  expectReturns(`r = {}\nif x:\n    r["b"] = 1\nelse:\n    r["b"] = 2\nreturn r`, "{b}");
  expectReturns(`r = {}\nif x:\n    r["b"] = 1\nelif items:\n    r["b"] = 2\nreturn r`, "{b~}");
  expectReturns(`r = {}\nif x:\n    r["b"] = 1\nif not x:\n    r["b"] = 2\nreturn r`, "{b~}");
  expectReturns(`r = {}\nfor y in items:\n    r["b"] = y\nreturn r`, "{b~}");
  expectReturns(`r = {}\nfor y in items:\n    r[y] = 1\nreturn r`, "{…}");
  expectReturns(`r = {"a": 1}\nfor y in items:\n    r.pop("a")\nreturn r`, "{…}");
  expectReturns(`r = {}\nif x:\n    r = {"a": 1}\nreturn r`, "{a?}");
  expectReturns(`r = None\nif x:\n    r = {"a": 1}\nreturn r`, "unknown");
  expectReturns(`r = {"a": 1}\nif x:\n    del r["a"]\nreturn r`, "{a?}");
  expectReturns(`r = {}\nif x:\n    if items:\n        r["a"] = 1\nreturn r`, "{a?}");
});

test("each alternative of an expression is a way out", () => {
  expectReturns(`return {"a": 1} if x else {"b": 2}`, "{a}", "{b}");
  expectReturns(`return {"a": 1} if x else [] if items else None`, "{a}", "a list", "nothing");
  expectReturns(`return x or {"a": 1}`, "unknown", "{a}");
  expectReturns(`return x and {"a": 1}`, "unknown", "{a}");
  expectReturns(`r = {"a": 1} if x else {"a": 2, "b": 3}\nreturn r`, "{a, b?}");
});

test("try: what is caught may have come from anywhere in the body", () => {
  expectReturns(`r = {}\ntry:\n    r["a"] = x()\nexcept ValueError:\n    pass\nreturn r`, "{a?}");
  expectReturns(`r = {}\ntry:\n    r["a"] = x()\nexcept ValueError:\n    r["a"] = 0\nreturn r`, "{a}");
  expectReturns(
    `r = {}\ntry:\n    r["a"] = x()\nexcept ValueError as e:\n    raise\nelse:\n    r["b"] = 1\nreturn r`,
    "{a, b}",
  );
  expectReturns(`try:\n    return {"a": x()}\nexcept ValueError as e:\n    return {"error": str(e)}`, "{a}", "{error}");
  expectReturns(`try:\n    return {"a": x()}\nexcept ValueError:\n    print(1)`, "{a}", "nothing");
  expectReturns(`try:\n    return {"a": x()}\nfinally:\n    return {"b": 1}`, "{b}");
  expectReturns(`try:\n    r = {"a": x()}\nfinally:\n    print(1)\nreturn r`, "{a}");
});

test("the end is a way out only when it is certainly reached", () => {
  expectReturns("print(x)", "nothing");
  expectReturns(`if x:\n    return {"a": 1}`, "{a}", "nothing");
  expectReturns(`if x:\n    return {"a": 1}\nelif items:\n    return {"b": 1}`, "{a}", "{b}", "nothing");
  expectReturns(`if x:\n    return {"a": 1}\nelse:\n    raise ValueError`, "{a}");
  expectReturns(`while True:\n    if x:\n        return {"a": 1}`, "{a}");
  expectReturns(`while True:\n    if x:\n        break\n    return {"a": 1}`, "{a}", "nothing");
  expectReturns(`for y in items:\n    if y:\n        return {"a": 1}`, "{a}", "nothing");
  expectReturns(
    `for y in range(3):\n    try:\n        return {"a": x()}\n    except OSError:\n        if y == 2:\n            raise`,
    "{a}",
  );
  expectReturns(`for y in items:\n    pass\nelse:\n    return {"a": 1}`, "{a}");
  expectReturns("raise ValueError(x)");
  expectReturns("sys.exit(1)");
  expectReturns("assert False");
  expectReturns(`with open(x) as f:\n    return {"a": f.read()}`, "{a}");
  expectReturns(`with suppress(OSError):\n    return {"a": x()}`, "{a}", "nothing");
});

test("a finally is also passed by what leaves its try early", () => {
  expectReturns(
    `s = {"z": 1}\ntry:\n    if x:\n        return {"b": 1}\n    s = {"a": 1}\nfinally:\n    if items:\n        return s\nreturn None`,
    "{b}",
    "{z?, a?}",
    "nothing",
  );
  expectReturns(`s = {"z": 1}\ntry:\n    x()\nexcept OSError:\n    s["a"] = 1\nfinally:\n    return s`, "{z, a?}");
  expectReturns(
    `s = {"z": 1}\ntry:\n    x()\nexcept OSError:\n    pass\nelse:\n    s = x()\nfinally:\n    return s`,
    "unknown",
  );
});

test("match", () => {
  expectReturns(`match x:\n    case 1:\n        return {"a": 1}\n    case _:\n        return {"b": 1}`, "{a}", "{b}");
  expectReturns(
    `match x:\n    case int():\n        return {"a": 1}\n    case str():\n        return {"b": 1}`,
    "{a}",
    "{b}",
  );
  expectReturns(
    `r = {"a": 1}\nmatch x:\n    case {"r": r}:\n        return r\n    case _:\n        return r`,
    "unknown",
    "{a}",
  );
});

test("broken code: only what a return itself shows", () => {
  const broken = readPythonFacts(
    `def main(x):\n    r = {"a": 1}\n    x = = 1\n    if x:\n        return r\n    return {"b": x}\n`,
  );
  assert.equal(broken.syntaxErrors.length, 1);
  assert.deepEqual(pictureOfReturns(broken), ["unknown", "{b}"]);
  assert.deepEqual(pictureOfReturns(readPythonFacts("def main(x):\n    y = (\n")), []);
});
