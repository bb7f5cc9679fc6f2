import { test } from "node:test";
import { expectN8nFindings } from "./expect-findings.ts";

const each = { mode: "runOnceForEachItem" } as const;
const native = { language: "pythonNative" } as const;

test("wrong-result: ways out without a result", () => {
  expectN8nFindings(
    {},
    `
let n = 0;
   n++;
// ^^^^ wrong-result: The code can end here without a result, and n8n then fails with "Code doesn't return items properly"`,
  );
  expectN8nFindings(
    each,
    `
   if ($json.a) return { b: 1 };
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-result: The code can end here without a result, and n8n then drops the item`,
  );
  expectN8nFindings(
    native,
    `
if _items:
  print(_items)
# ^^^^^^^^^^^^^ wrong-result: The code can end here without a result, and n8n then fails with "Cannot read properties of null`,
  );
  expectN8nFindings(
    native,
    `
# everywhere wrong-result: The code is empty, and n8n fails with "expected an indented block after function definition".`,
  );
});

test("wrong-result: JavaScript without a character is refused; blanks and comments run, and return nothing", () => {
  for (const mode of ["runOnceForAllItems", "runOnceForEachItem"] as const) {
    expectN8nFindings(
      { mode },
      `
// everywhere wrong-result: The code is empty, and n8n fails with "Unknown error".`,
    );
  }
  for (const code of ["  ", "// nothing"]) {
    const ends = "The code can end here without a result, and n8n then";
    expectN8nFindings({}, `${code}\n// everywhere wrong-result (error): ${ends} fails with "Code doesn't return items`);
    expectN8nFindings(each, `${code}\n// everywhere wrong-result (warning): ${ends} drops the item`);
  }
  expectN8nFindings(
    { ...each, ...native },
    `
# nothing
# everywhere wrong-result (error): The code is empty, and n8n fails with "expected an indented block`,
  );
});

test("wrong-result: for each item, a None that is written out is meant", () => {
  const eachNative = { ...each, ...native };
  expectN8nFindings(eachNative, `return _item if _item["json"]["a"] else None`);
  expectN8nFindings(
    eachNative,
    `
if _item["json"]["a"]:
    return None
if _item["json"]["b"]:
    return
#   ^^^^^^ wrong-result (warning): The code can end here without a result, and n8n then drops the item without a word. Return a dictionary on this path too.
if _item["json"]["c"]:
    return [1]
#   ^^^^^^^^^^ wrong-result (error): This returns a list, and n8n says "A 'json' property isn't a dictionary". Return one dictionary.
return _item`,
  );
  expectN8nFindings(
    native,
    `
if _items:
    return None
#   ^^^^^^^^^^^ wrong-result (warning): The code can end here
return _items`,
  );
});

test("wrong-result: what is no item", () => {
  expectN8nFindings(
    {},
    `
const f = () => {
  return 5;
};
if ($now) {
  return "text";
//^^^^^^^^^^^^^ wrong-result: This returns a string, and n8n says "Code doesn't return items properly".
}
if ($today) return null;
return [f(), "a", , null, [1], { json: 5 }, ...$input.all()];
//           ^^^ wrong-result: n8n says "Code doesn't return items properly": every element must be an object.
//                  ^^^^ wrong-result: n8n says "Code doesn't return items properly": every element must be an object.
//                        ^^^ wrong-result: n8n says "Code doesn't return items properly": every element must be an object.
//                                     ^ wrong-result: n8n says "A 'json' property isn't an object".`,
  );
  expectN8nFindings(
    each,
    `
if ($json.a) return false;
const list = [1];
   return list;
// ^^^^^^^^^^^ wrong-result: This returns an array, and n8n says "A 'json' property isn't an object".`,
  );
});

test("wrong-result: items of mixed shapes", () => {
  expectN8nFindings(
    {},
    `
return [{ json: {} }, { name: 1 }];
//                      ^^^^ wrong-result: n8n says "Unknown top-level item key: name", because other elements`,
  );
  expectN8nFindings(
    {},
    `
return items.map((i) => ({ json: i.json, name: 1 }));
//                                       ^^^^ wrong-result: n8n says "Invalid output format": "name" stands beside`,
  );
});

test("wrong-result: what n8n takes is left alone", () => {
  for (const code of [
    "return [];",
    "return null;",
    "return { a: 1 };",
    "return { json: null };",
    "return { json: undefined };",
    "return [{ json: undefined }, { json: () => 1, a: 1 }];",
    "return [{ json: {}, name: undefined, f() {}, g: void 0 }];",
    "return [{ a: 1 }, { b: 2 }];",
    "return [{ json: {}, binary: {}, pairedItem: 0 }, { json: { a: [] } }];",
    "return [{ json: {} }, { ...items[0] }];",
    "let x; if ($now) x = items; return x;",
    "throw new Error('no');",
    "while (true) { if ($now) return items; }",
  ]) {
    expectN8nFindings({}, code);
  }
  for (const code of ["return {};", "return null;", "return { json: undefined };", "return $json.list;", "throw 1;"])
    expectN8nFindings(each, code);
  for (const code of ["return []", "return [{'json': {}}]", "raise ValueError()"]) expectN8nFindings(native, code);
  for (const code of ["return {'json': None}", "return [{'json': {}}, {**_items[0]}, *_items]"]) {
    expectN8nFindings(native, code);
  }
  for (const code of ["return [{'json': None}]", "return [{'json': {}, 'name': None}]", "return [{1}]"]) {
    expectN8nFindings({ language: "python", target: "1" }, code);
  }
  expectN8nFindings(native, "def f():\n    return [1]\nreturn [{'a': f()}]");
});

test("wrong-result: Python's literals", () => {
  expectN8nFindings(
    native,
    `
if _items[0]:
    return [1, "a", None, f"{_items}", (1,), -1, {"json": 5}]
#           ^ wrong-result: n8n says "Code doesn't return items properly": every element must be a dictionary. Write {"json": {…}}.
#              ^^^ wrong-result: n8n says "Code doesn't return items properly"
#                   ^^^^ wrong-result: n8n says "Code doesn't return items properly"
#                         ^^^^^^^^^^^ wrong-result: n8n says "Code doesn't return items properly"
#                                      ^^^^ wrong-result: n8n says "Code doesn't return items properly"
#                                            ^^ wrong-result: n8n says "Code doesn't return items properly"
#                                                         ^ wrong-result: n8n says "A 'json' property isn't a dictionary". Write "json": {…}.
if _items[1]:
    return [{"json": {"a": 1}}, {"b": 2}]
#                                ^^^ wrong-result: n8n says "Unknown top-level item key: b", because other elements have json and the like. Wrap this one too: {"json": {…}}.
if _items[2]:
    return {"json": []}
#                   ^^ wrong-result: n8n says "A 'json' property isn't a dictionary".
return [{"json": item, "foo": None} for item in _items]
#                      ^^^^^ wrong-result: n8n says "Invalid output format": "foo" stands beside the reserved key "json". Move it into json.`,
  );
  expectN8nFindings(
    { ...each, ...native },
    `
return {"json": None, "other": 1}
#               ^^^^ wrong-result: n8n says "A 'json' property isn't a dictionary".`,
  );
  expectN8nFindings(
    { language: "python", target: "1" },
    `
return [None]
#       ^^^^ wrong-result: n8n says "Code doesn't return items properly": every element must be a dictionary.`,
  );
});
