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
# everywhere wrong-result: The code is empty, and n8n fails with that.`,
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
#   ^^^^^^ wrong-result (warning): The code can end here without a result, and n8n then drops the item
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
    "return [{ a: 1 }, { b: 2 }];",
    "return [{ json: {}, binary: {}, pairedItem: 0 }, { json: { a: [] } }];",
    "return [{ json: {} }, { ...items[0] }];",
    "let x; if ($now) x = items; return x;",
    "throw new Error('no');",
    "while (true) { if ($now) return items; }",
  ]) {
    expectN8nFindings({}, code);
  }
  for (const code of ["return {};", "return null;", "return $json.list;", "throw 1;"]) expectN8nFindings(each, code);
  for (const code of ["return []", "return [{'json': {}}]", "raise ValueError()"]) expectN8nFindings(native, code);
});
