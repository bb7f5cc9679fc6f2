import { test } from "node:test";
import { expectN8nFindings } from "./expect-findings.ts";

test("old-python: code for Pyodide, at its first name that n8n 2 does not have", () => {
  for (const target of ["documented", "1"]) {
    expectN8nFindings(
      { language: "python", target },
      `
for _ in range(3): pass
return _("Webhook").all()`,
    );
    expectN8nFindings(
      { language: "python", target },
      `
return _("Webhook").all()
#      ^ old-python: n8n 2 has no Pyodide: there this fails with "name '_' is not defined".`,
    );
    expectN8nFindings(
      { language: "python", target },
      `
import json
for item in _input.all():
#           ^^^^^^ old-python: n8n 2 has no Pyodide: there this fails with "name '_input' is not defined".
    item.json.x = 1
return _input.all()`,
    );
  }
});

test("old-python: native code is left alone, and under n8n 2 the names themselves are missing", () => {
  expectN8nFindings({ language: "python", target: "documented" }, "return [{'a': 1}]");
  expectN8nFindings(
    { language: "python", target: "2" },
    `
return _input.all()
#      ^^^^^^ missing-name: _input is not defined`,
  );
});
