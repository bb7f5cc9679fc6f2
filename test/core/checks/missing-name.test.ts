import { test } from "node:test";
import { expectN8nFindings } from "./expect-findings.ts";

test("missing-name: what n8n's JavaScript does not have, with the remedy", () => {
  expectN8nFindings(
    {},
    `
const answer = await fetch("https://example.com");
//                   ^^^^^ missing-name: fetch is not defined in this code. Do that in an HTTP Request node
const a = $if(answer, 1, 2);
//        ^^^ missing-name: $if is not defined in this code. The editor knows $if
const b = $helpers.x;
//        ^^^^^^^^ missing-name: $helpers is not defined in this code. Write helpers
return [{ a, b, c: item.json, d: undeclared }];
//                 ^^^^ missing-name: item is not defined in this code. It is there in the mode
//                               ^^^^^^^^^^ missing-name: undeclared is not defined in this code. Declare it`,
  );
});

test("missing-name: what is there, bound, or meant to be missing is left alone", () => {
  expectN8nFindings(
    {},
    `
const known = [Buffer, DateTime, btoa, $now, $jmespath, helpers, structuredClone2, WebAssembly];
var structuredClone2;
globalThis.kept = 1;
implicit = kept;
if (typeof fetch === "function") fetch("x");
try { URL.parse("x"); } catch { }
const f = ({ process }) => process.env;
return [{ known, implicit, f, fetch: 1, o: known.fetch }];`,
  );
  expectN8nFindings({ target: "1" }, "return [{ a: fetch }];");
});

test("missing-name: a fallback that may never be reached is only a warning, and the same place", () => {
  expectN8nFindings(
    { mode: "runOnceForEachItem" },
    `
return { a: $json.a || process.env.A };
//                     ^^^^^^^ missing-name: process is not defined`,
  );
});

test("missing-name: names of Python on Pyodide, of the other mode, and builtins that n8n takes away", () => {
  expectN8nFindings(
    { language: "pythonNative" },
    `
first = _input.first()
#       ^^^^^^ missing-name: _input is not defined in this code. It is a name of n8n 1's Python on Pyodide.
one = _item["json"]
#     ^^^^^ missing-name: _item is not defined in this code. It is there in the mode 'Run Once for Each Item'.
text = open("x").read()
#      ^^^^ missing-name: open is not defined in this code. n8n takes this builtin away
return [{"a": len(_items), "dir": first, "b": one, "c": text}]`,
  );
  expectN8nFindings(
    { language: "pythonNative" },
    `
def vars(open, *, type=None):
    return open
for dir, (id, object) in []: pass
with x() as help: pass
hash = [license for license in [1]]
try:
    getattr(1, "a")
except NameError as input:
    pass
return [{"a": vars(open=1, type=2), "b": [dir, object, help, hash, license, input]}]`,
  );
});
