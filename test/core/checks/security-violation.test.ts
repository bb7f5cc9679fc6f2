import assert from "node:assert/strict";
import { test } from "node:test";
import { n8n } from "../../../src/core/dialects/n8n/n8n.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkNodes } from "../../../src/core/sources/check-nodes.ts";
import { expectN8nFindings } from "./expect-findings.ts";

const native = { language: "pythonNative" } as const;

test("security-violation: n8n's words about each place, also inside strings", () => {
  expectN8nFindings(
    native,
    `
kind = _items.__class__
#             ^^^^^^^^^ security-violation: Access to attribute '__class__' is disallowed, because it can be used to bypass security restrictions.
if __name__ == "__main__":
#  ^^^^^^^^ security-violation: Access to name '__name__' is disallowed, because it can be used to bypass security restrictions.
    print("{0.f_back}".format(kind), ", ".join)
#         ^^^^^^^^^^^^ security-violation: String pattern accessing 'f_back' is disallowed
row = {"obj": 1}
#      ^^^^^ security-violation: Access to attribute 'obj' is disallowed
render = "{}".format
#             ^^^^^^ security-violation: Extracting 'format' as a bound method is disallowed; call it directly
match kind:
    case dict(x):
#             ^ security-violation: Positional match patterns are disallowed for security reasons.
        pass
return []`,
  );
});

test("security-violation: one finding for one place, and refused modules stay those of blocked-import", () => {
  expectN8nFindings(
    native,
    `
import json, re
#      ^^^^ blocked-import: 
#            ^^ blocked-import: 
from . import mine
#    ^ security-violation: Relative imports are disallowed.
one = __import__("os")
#                ^^^^ blocked-import: 
two = __import__(one)
#     ^^^^^^^^^^^^^^^ security-violation: Dynamic __import__() calls are not allowed for security reasons.
print("{0.f_back.tb_next}".format(one))
#     ^^^^^^^^^^^^^^^^^^^^ security-violation: String pattern accessing 'f_back' is disallowed, because it can be used to bypass security restrictions. String pattern accessing 'tb_next' is
key = "__cl" + "ass__"
#     ^^^^^^^^^^^^^^^^ security-violation: Access to attribute '__class__' is disallowed
return []`,
  );
});

test("security-violation: only on n8n's own runner, and only where Python can read the code", () => {
  const code = "x = [].__class__\nreturn []";
  for (const target of ["documented", "1"]) expectN8nFindings({ language: "python", target }, code);
  expectN8nFindings(
    { language: "python", target: "2" },
    `
x = [].__class__
#      ^^^^^^^^^ security-violation: 
return []`,
  );
  expectN8nFindings({ language: "javaScript" }, "return [{ a: ''.__proto__, obj: [].__class__ }];");
  expectN8nFindings(
    native,
    `
x = [].__class__
x x = 1
# ^ unreadable-code: 
return []`,
  );
});

test("security-violation: the server's allow lists count; with both open n8n does not look", () => {
  const found = (stdlib: string, external: string) => {
    const env = `N8N_RUNNERS_STDLIB_ALLOW=${stdlib}\nN8N_RUNNERS_EXTERNAL_ALLOW=${external}`;
    const target = n8n.readServerSettings?.(env).targets.find(({ name }) => name === "2") ?? assert.fail();
    const code = "import json, numpy\nreturn [numpy.obj]";
    const text = '{ "dialect": "n8n", "language": "pythonNative" }';
    const reading = n8n.readDeclaration({ text, code, language: "python", fileName: "a.py" });
    return checkNodes(reading, n8n, target, readNodeFacts).ofCode.map(
      ({ check, range }) => `${check} ${code.slice(range.start, range.end)}`,
    );
  };
  assert.deepEqual(found("json", ""), ["blocked-import numpy", "security-violation obj"]);
  assert.deepEqual(found("", "numpy"), ["blocked-import json", "security-violation obj"]);
  // Names of an open list cannot be told apart from others by the module policy; n8n's rules know them.
  assert.deepEqual(found("*", ""), ["security-violation numpy", "security-violation obj"]);
  assert.deepEqual(found("*", "*"), []);
});
