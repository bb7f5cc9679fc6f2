import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { n8n } from "../../../src/core/dialects/n8n/n8n.ts";
import type { N8nMode } from "../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkNodes } from "../../../src/core/sources/check-nodes.ts";
import { expectN8nFindings } from "./expect-findings.ts";

const each = { mode: "runOnceForEachItem" } as const;

test("the editor's own words stand at the place that it marks", () => {
  expectN8nFindings(
    {},
    `
return [{ a: $json.x }];
//           ^^^^^ editor-rule: \`$json\` is only available in the 'Run Once for Each Item' mode.`,
  );
  expectN8nFindings(
    each,
    `
return items[0];
//     ^^^^^ editor-rule: Legacy \`items\` is only available in the 'Run Once for All Items' mode.`,
  );
});

function severities(mode: N8nMode, code: string): string {
  const text = JSON.stringify({ dialect: "n8n", mode });
  const reading = n8n.readDeclaration({ text, code, language: "javascript", fileName: "a.js" });
  const findings = checkNodes(reading, n8n, targetOrDefault(n8n, "2"), readNodeFacts, true).ofCode;
  return findings.flatMap(({ check, severity }) => (check === "editor-rule" ? [severity] : [])).join(" ");
}

test("an error is what fails when it runs, a warning what works, a hint what the editor mistakes", () => {
  const cases: readonly (readonly [mode: N8nMode, code: string, severities: string])[] = [
    ["runOnceForAllItems", "return [{ a: $json.x }];", "warning"],
    ["runOnceForAllItems", "return [$input.item];", "warning"],
    ["runOnceForAllItems", "const o = { $json: 1 }; return [o];", "hint"],
    ["runOnceForAllItems", "return $input.all().filter((i) => { if (!i) return; return i; });", "hint"],
    ["runOnceForAllItems", "const $ = () => ({ item: 1 }); return [{ a: $('a').item }];", "hint hint"],
    ["runOnceForEachItem", "return { a: $('A').item() };", "error"],
    ["runOnceForEachItem", "const menu = { item() {} }; return { a: menu.item() };", "hint"],
    ["runOnceForEachItem", "const items=[1]; return { items };", "hint hint"],
    ["runOnceForEachItem", "return { items: 1 };", "hint"],
    ["runOnceForEachItem", "return $input.first();", "error"],
    ["runOnceForEachItem", "return;", "warning"],
    ["runOnceForEachItem", "return [$json];", "error"],
  ];
  for (const [mode, code, expected] of cases) assert.equal(severities(mode, code), expected, code);
});
