import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { nativePythonNames } from "../../../../../src/core/dialects/n8n/platform/python-names.ts";
import { brokenPython } from "./parses.ts";
import { companionsOf, typedNode } from "./typed-node.ts";

// Pyright reads `__builtins__.pyi` beside a file as more builtins; these tests read it as text and as a tree.

const fetched = [
  {
    json: { customer: { name: "Ada", vip: true }, total: 1, "a b": null, class: "x", items: [1] },
    binary: { pdf: {} },
  },
  { json: { customer: { name: "Bo" }, total: 2.5, "a b": "c", class: "y", items: [] } },
];
const modes = ["runOnceForAllItems", "runOnceForEachItem"] as const;

function stub(language: string, mode: string, target?: string): string {
  const node = typedNode({
    fetched,
    others: { 'The "other"': fetched },
    parameters: { language, mode, pythonCode: "" },
  });
  const companions = companionsOf(node, target);
  assert.deepEqual([...companions.keys()], ["__builtins__.pyi"]);
  const text = companions.get("__builtins__.pyi") ?? "";
  assert.deepEqual(brokenPython(text), []);
  return text;
}

/** What a stub declares for code: all but types and imports. */
function givenNames(text: string): readonly string[] {
  const found = [...text.matchAll(/^(?:def (\w+)\(|(\w+): )/gm)].map(
    ([, called, variable]) => called ?? variable ?? "",
  );
  return [...new Set(found)].sort();
}

test("native Python has the items or the item, and nothing of what is missing there", () => {
  const expected = { runOnceForAllItems: ["_items", "_query", "print"], runOnceForEachItem: ["_item", "print"] };
  for (const mode of modes) {
    const names = givenNames(stub("pythonNative", mode));
    assert.deepEqual(names, expected[mode]);
    assert.ok(!names.some((name) => nativePythonNames[mode].missing.has(name)));
  }
});

test("native Python's items are dictionaries with the keys of the pinned data", () => {
  const text = stub("pythonNative", "runOnceForAllItems");
  const declared = text.slice(text.indexOf("_Json_customer ="), text.indexOf('"""All items'));
  assert.equal(
    declared,
    `_Json_customer = TypedDict("_Json_customer", {
    "name": str,
    "vip": NotRequired[bool],
}, extra_items=Any)

_Json = TypedDict("_Json", {
    "customer": _Json_customer | dict[str, Any],
    "total": int | float,
    "a b": str | None,
    "class": str,
    "items": list[int],
}, extra_items=Any)

_Binary = TypedDict("_Binary", {
    "pdf": NotRequired[dict[str, Any]],
}, extra_items=Any)

_Item = TypedDict("_Item", {
    "json": _Json | dict[str, Any],
    "binary": NotRequired[_Binary | dict[str, Any]],
    "pairedItem": NotRequired[Any],
}, extra_items=Any)

_items: list[_Item]
`,
  );
});

test("Python on Pyodide has exactly the names that a run on Pyodide gives", () => {
  const task = readFileSync("src/core/dialects/n8n/python-runner/pyodide-task.py", "utf8");
  const table = task.slice(task.indexOf("names = {"), task.indexOf("return names"));
  const given = [...table.matchAll(/^ {8}"(\w+)":/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => !name.startsWith("__"));
  assert.ok(given.includes("_input") && given.length > 20, given.join());
  for (const [mode, items] of [
    ["runOnceForAllItems", "items"],
    ["runOnceForEachItem", "item"],
  ] as const) {
    assert.deepEqual(givenNames(stub("python", mode)), [...given, "_env", items].sort());
  }
});

test("Python on Pyodide reads the pinned data by attributes, of other nodes too", () => {
  const text = stub("python", "runOnceForEachItem");
  assert.ok(text.includes("class _Json(_JsObject):\n    customer: _Json_customer\n    total: int | float\n\n"), text);
  assert.ok(text.includes("_input: _Input[_InputItem]\n"));
  assert.ok(text.includes("_json: _Json\n"));
  assert.ok(text.includes("\nitem: _InputItem\n"));
  assert.ok(text.includes('def _(name: Literal["The \\"other\\""], /) -> _NodeReference[_Node3]:'));
});

test("what runs the node decides: the old Python is native on n8n 2", () => {
  assert.equal(stub("python", "runOnceForAllItems", "2"), stub("pythonNative", "runOnceForAllItems"));
  assert.equal(stub("pythonNative", "runOnceForAllItems", "1"), stub("pythonNative", "runOnceForAllItems"));
});
