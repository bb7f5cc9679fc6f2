import assert from "node:assert/strict";
import { after, test } from "node:test";
import { allDialects } from "../../src/core/dialects/all-dialects.ts";
import { targetOrDefault } from "../../src/core/dialects/choose-target.ts";
import { parsePythonJson } from "../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import { readSource } from "../../src/core/sources/source-file.ts";
import { runInSandbox } from "./node-runs.ts";
import { openSandbox } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

const inputTexts = { arg1: '"a"', arg2: '"b"', items: '[{ "json": { "n": 1 } }, { "json": { "n": 2 } }]' };

/** By the platform's first output. */
const expected = /^("ab"|\[(\{"json":\{"n":[12],"(my_new_field|myNewField)":1\}[^[\]]*\},?){2}\])$/;

for (const dialect of allDialects) {
  for (const { languageLabel, modeLabel = "", language, code, declarationText } of dialect.newNodes) {
    test(`a new node of ${dialect.name} runs: ${languageLabel} ${modeLabel}`, async () => {
      const path = language === "python" ? "a.py" : "a.js";
      const node = readSource({ path, text: code, declarationText })?.reading.nodes[0] ?? assert.fail();
      const given = node.inputs.map(({ name }) => {
        const parsed = parsePythonJson(inputTexts[name as keyof typeof inputTexts]);
        return [name, parsed.kind === "value" ? parsed.value : assert.fail(name)] as const;
      });
      const target = targetOrDefault(dialect, undefined);
      const report = await runInSandbox(sandbox, { dialect, node, target, given: new Map(given) });
      assert.equal(report.status, "succeeded", report.error?.message);
      const flowing = report.flowing[0]?.[1];
      assert.match(flowing ? writeJson(flowing) : "nothing", expected);
    });
  }
}
