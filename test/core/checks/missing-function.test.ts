import { test } from "node:test";
import { expectN8nFindings } from "./expect-findings.ts";

test("missing-function: what n8n's code has by name only", () => {
  expectN8nFindings(
    {},
    `
const a = this.helpers.returnJsonArray([]);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-function: n8n says 'The function "helpers.returnJsonArray"
const b = $env.HOME;
//        ^^^^^^^^^ missing-function: n8n says "access to env vars denied"
const c = $evaluateExpression("{{ 1 }}");
//        ^^^^^^^^^^^^^^^^^^^ missing-function: n8n says "$evaluateExpression can't be used
const d = $input.itemMatching(0);
//        ^^^^^^^^^^^^^^^^^^^ missing-function: n8n says "$input.itemMatching is not a function"
return [{ a, b, c, d, e: await helpers.httpRequest({}), f: this.x.returnJsonArray() }];`,
  );
  expectN8nFindings({ target: "1" }, "return [{ a: $env.HOME }];");
});

test("missing-function: for each item n8n refuses texts, in strings and comments too", () => {
  for (const target of ["1", "2"]) {
    expectN8nFindings(
      { mode: "runOnceForEachItem", target },
      `
const a = 1; // not $input.all()
//                  ^^^^^^^^^^ missing-function: n8n refuses the text "$input.all" wherever it stands
return { a };`,
    );
  }
  expectN8nFindings(
    { mode: "runOnceForEachItem" },
    `
  // not $input.all()
return { a: $("Other").first().json };`,
  );
  expectN8nFindings({}, "return [{ a: '$input.all()' }];");
});

test("missing-function: n8n's own Python makes no classes, and its print takes values alone", () => {
  expectN8nFindings(
    { language: "pythonNative" },
    `
class Order:
#     ^^^^^ missing-function: n8n says "__build_class__ not found": its Python makes no classes.
    pass
try:
    class Maybe: pass
except NameError:
    Maybe = None
print("a", 1, sep="", end="")
#             ^^^ missing-function: n8n says "_SafePrint.__call__() got an unexpected keyword argument 'sep'": its print takes values alone.
print(*_items, **{})
return [{"a": str(Maybe)}]`,
  );
  expectN8nFindings(
    { language: "pythonNative" },
    `
def print(*values, end): pass
print(1, end="")
return []`,
  );
  expectN8nFindings({ language: "python", target: "1" }, "class A: pass\nprint(1, end='')\nreturn [{'a': str(A)}]");
});
