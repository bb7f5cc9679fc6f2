import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOrDefault } from "../../../../../src/core/dialects/choose-target.ts";
import { n8n } from "../../../../../src/core/dialects/n8n/n8n.ts";
import { readFacts } from "../../../../../src/core/languages/all-languages.ts";
import { runNode } from "../../../../../src/core/sources/run-node.ts";
import { toJson } from "../context-of.ts";

/** What other targets are said to make of code that returned this, for one item. */
async function elsewhere(result: unknown, settings: Readonly<Record<string, unknown>>, target = "documented") {
  const { nodes } = n8n.readDeclaration({
    text: JSON.stringify({ dialect: "n8n", ...settings }),
    code: "return 5;",
    language: "javascript",
    fileName: "node.js",
  });
  const node = nodes[0] ?? assert.fail();
  const report = await runNode({
    dialect: n8n,
    target: targetOrDefault(n8n, target),
    otherTargets: n8n.targets,
    node,
    facts: readFacts(node.language, node.code.code, node.form),
    path: "node.js",
    inputs: { inputs: new Map([["items", toJson([{ json: { a: 1 } }])]]), notes: [] },
    once: true,
    signal: { aborted: false },
    run: async () => ({ kind: "returned", resultText: JSON.stringify(result), console: [], elapsedMs: 1 }),
    wait: async () => {},
  });
  return report.elsewhere.map((other) => [other.target, other.status, other.error?.message, other.note]);
}

test("a complaint about the result becomes an item in n8n 1, and passes the input on in n8n 2", async () => {
  const goesOn = { onError: "continueRegularOutput" };
  const complaint = "Code doesn't return items properly";
  assert.deepEqual(await elsewhere(5, goesOn), [
    ["1", "exception", complaint, "The node goes on after errors: they flow on as items."],
  ]);
  const passedOn = "n8n marks the node as failed, and its input flows on along the first output.";
  assert.deepEqual(await elsewhere(5, goesOn, "1"), [
    ["documented", "exception", complaint, passedOn],
    ["2", "exception", complaint, passedOn],
  ]);
});

test("where the node stops, or its items are taken, nothing differs", async () => {
  assert.deepEqual(await elsewhere(5, {}), []);
  assert.deepEqual(await elsewhere([{ a: 1 }], { onError: "continueRegularOutput" }), []);
});
