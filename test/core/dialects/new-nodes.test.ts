import assert from "node:assert/strict";
import test from "node:test";
import { allDialects } from "../../../src/core/dialects/all-dialects.ts";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";

// What a new node begins with is a node file of its platform, and nothing is wrong with it.

test("the template of every platform, language and mode is read, and has no findings", () => {
  const seen = new Set<string>();
  for (const dialect of allDialects) {
    for (const template of dialect.newNodes) {
      const { languageLabel, modeLabel, language, code, declarationText } = template;
      const label = `${dialect.name} ${languageLabel} ${modeLabel ?? ""}`;
      assert.ok(!seen.has(label), `${label} cannot be told from another one`);
      seen.add(label);
      const source = { path: language === "python" ? "a.py" : "a.js", text: code, declarationText };
      const read = readSource(source);
      assert.equal(read?.dialect.id, dialect.id);
      assert.equal(read.reading.nodes[0]?.language, language);
      const target = targetOrDefault(dialect, undefined);
      const found = checkSource(source, read, target, readNodeFacts);
      const isOld = found.findings.every(({ check }) => check === "old-python");
      assert.deepEqual([...(isOld ? [] : found.findings), ...found.declarationFindings], [], label);
    }
  }
  assert.equal(seen.size, 8);
});
