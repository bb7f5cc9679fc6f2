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
with f() as help: pass
f = vars
hash = [license for license in [1]]
try:
    getattr(1, "a")
except NameError as input:
    pass
return [{"a": vars(open=1, type=2), "b": [dir, object, help, hash, license, input]}]`,
  );
});

test("missing-name: native Python knows its own builtins and what n8n gives, and nothing else", () => {
  expectN8nFindings(
    { language: "pythonNative" },
    `
rows = _("Webhook").all()
#      ^ missing-name: _ is not defined in this code. It is a name of n8n 1's Python on Pyodide. Native Python cannot reach other nodes.
for item in items:
#           ^^^^^ missing-name: items is not defined in this code. It is a name of n8n 1's Python on Pyodide. Write _items
    print(item, sorted(_items), frozenset(rows), exit)
count = total or misspelt
#       ^^^^^ missing-name (error): total is not defined in this code. Declare it, or correct the name.
#                ^^^^^^^^ missing-name (warning): misspelt is not defined in this code.
return [{"a": undefined_var, "b": f"{helpers}", "c": count, "d": _query}]
#             ^^^^^^^^^^^^^ missing-name: undefined_var is not defined
#                                    ^^^^^^^ missing-name: helpers is not defined in this code. It is a name`,
  );
});

test("missing-name: whatever way a name of Python is bound, it counts", () => {
  expectN8nFindings(
    { language: "pythonNative" },
    `
first: int
x: Unknown = 1
def f(a, *b, c: int = 2, **d) -> Later:
#                                ^^^^^ missing-name (warning): Later is not defined
    nonlocal_one = [a, b, c, d, x]
    return nonlocal_one
any(e for e in [])
len(g := [])
*h, (i, [j, *k]) = [1, [2, [3]]]
for l, *m in []: pass
with f(1) as (n, o), f(2) as p.q: pass
match g:
    case {"a": r, **s}: pass
    case [t, *u] | dict(v=w) as y: pass
def z[T](aa: T) -> T: return aa
first = lambda bb, *cc: (bb, cc)
dd = {ee: ff for ee, ff in {}.items()}
@first
def gg(): yield
try:
    hh
except* (ValueError, OSError) as ii: print(ii)
text = f"{(jj := 1)!r:>{kk}}{jj}" if (kk := 3) else 1
del jj
return [{"all": [e, h, i, j, k, l, m, n, o, r, s, t, u, w, y, z, dd, gg, text]}]`,
  );
  expectN8nFindings({ language: "python", target: "1" }, "return [{'a': undefined_var}]");
});
