import assert from "node:assert/strict";
import { test } from "node:test";
import { type NativeForm, nativeForm } from "../../../../../src/core/dialects/n8n/inspections/python-native-form.ts";

const all = "runOnceForAllItems";
const each = "runOnceForEachItem";

/** Old code and what becomes of it. */
const migrations: readonly (readonly [mode: typeof all | typeof each, before: string, after: string])[] = [
  [
    all,
    "for item in _input.all():\n  item.json.myNewField = 1\nreturn _input.all()",
    'for item in _items:\n  item["json"]["myNewField"] = 1\nreturn _items',
  ],
  [each, "_input.item.json.myNewField = 1\nreturn _input.item", '_item["json"]["myNewField"] = 1\nreturn _item'],
  [all, "return [x.json for x in _input.all() if x.json.a]", 'return [x["json"] for x in _items if x["json"]["a"]]'],
  [
    all,
    "first = _input.first()\nreturn {'a': first.json.a.b[0].c}",
    `first = _items[0]\nreturn {'a': first["json"]["a"]["b"][0]["c"]}`,
  ],
  [all, "rows = items\nreturn rows[-1].json.name.upper()", 'rows = _items\nreturn rows[-1]["json"]["name"].upper()'],
  [all, "n = _input.all().length + _json.tags.length", 'n = len(_items) + len(_items[0]["json"]["tags"])'],
  [all, 'x = f"{_json.name} {_input.last().json.a}"', `x = f"{_items[0]["json"]['name']} {_items[-1]['json']['a']}"`],
  [
    each,
    "d = _json.to_py()\nfor k, v in d.items(): print(k, v)",
    'd = _item["json"]\nfor k, v in d.items(): print(k, v)',
  ],
  [
    all,
    "def name(i):\n  return i.json.name\nreturn sorted(_input.all(), key=lambda i: i.json.n)",
    'def name(i):\n  return i["json"]["name"]\nreturn sorted(_items, key=lambda i: i["json"]["n"])',
  ],
  [
    all,
    "for n, item in enumerate(_input.all()):\n  for tag in item.json.tags:\n    tag.n = n\n  item.binary.data.mimeType",
    'for n, item in enumerate(_items):\n  for tag in item["json"]["tags"]:\n    tag["n"] = n\n  item["binary"]["data"]["mimeType"]',
  ],
  [each, "return {'b': _binary, 'x': item.json}", `return {'b': _item["binary"], 'x': _item["json"]}`],
  [all, "return {'i': _itemIndex, 'r': r.json().x, 'm': math.pi}", "return {'i': 0, 'r': r.json().x, 'm': math.pi}"],
];

test("old code takes the native form", () => {
  for (const [mode, before, after] of migrations) {
    const form = nativeForm(before, mode);
    assert.ok(form, before);
    assert.equal(edited(before, form), after);
    assert.deepEqual(form.obstacles, [], before);
    assert.equal(nativeForm(after, mode), undefined, "there is nothing left to do");
  }
});

test("native code, and names that the code binds itself, are left alone", () => {
  for (const code of [
    'return [{"a": i["json"]["x"]} for i in _items]',
    "items = []\nfor item in _items:\n  items.append(item)\nreturn items",
    "def f(_json, _input):\n  return _json.x\nreturn f(_json=1, _input=2)",
    "for _ in range(3):\n  pass\nreturn []",
    "return _input.all(",
  ]) {
    assert.equal(nativeForm(code, all), undefined, code);
  }
});

test("what cannot be brought over is said, with a remedy", () => {
  const obstacles = (code: string, mode: typeof all | typeof each = all) =>
    nativeForm(code, mode)?.obstacles.map(({ message, range }) => [
      code.slice(range.start, range.end),
      message.split(". ")[0],
    ]);
  assert.deepEqual(obstacles('a = _("Webhook").first()\nb = _now.year\nc = _input.params\nd = _items("X")'), [
    ["_", "Native Python cannot reach other nodes"],
    ["_now", "Native Python has neither this name nor luxon"],
    ["_input.params", "Native Python gets the items alone, without the parameters or the context of the node before"],
    ["_items", "Native Python cannot reach other nodes"],
  ]);
  assert.deepEqual(obstacles("x = _input.all()\ny = _itemIndex", each), [
    ["_input.all()", "Item by item, native Python sees the one item alone"],
    ["_itemIndex", "Native Python does not tell the item's number"],
  ]);
  assert.deepEqual(obstacles("x = _json.a\nawait f(x)\nasync def g():\n  await h()"), [
    ["await f(x)", "Native Python runs the code as a plain function, so that await stands outside of an async one"],
  ]);
});

test("the names are found where they stand", () => {
  const code = "x = _json.a + _input.item.json.b";
  const names = nativeForm(code, all)?.names.map(({ name, range }) => [name, code.slice(range.start, range.end)]);
  assert.deepEqual(names, [
    ["_json", "_json"],
    ["_input", "_input.item"],
  ]);
});

function edited(code: string, { edits }: NativeForm): string {
  return edits
    .toReversed()
    .reduce((text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end), code);
}
