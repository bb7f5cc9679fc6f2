import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Finding } from "../../../src/core/checks/check.ts";
import { n8n } from "../../../src/core/dialects/n8n/n8n.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkNodes } from "../../../src/core/sources/check-nodes.ts";
import { environmentOf, workflowOf } from "../dialects/n8n/vector-workflow.ts";
import { readRunVectors, type Vector } from "../dialects/n8n/vectors.ts";

interface Probe extends Partial<Omit<Vector, "expect">> {
  readonly code: string;
  readonly target?: string;
  readonly expect: { readonly status: string };
}

/** What is said about the node as it stood in the workflow that n8n ran. */
function errorsOf(vector: Vector, targetName = "2"): readonly Finding[] {
  const targets = n8n.readServerSettings?.(environmentOf(vector)).targets ?? [];
  const target = targets.find(({ name }) => name === targetName) ?? assert.fail();
  const { ofCode, ofDeclarations } = checkNodes(n8n.readWorkflow(workflowOf(vector)), n8n, target, readNodeFacts);
  return [...ofCode, ...ofDeclarations].filter(({ severity }) => severity === "error");
}

const executed = readRunVectors();

// Everything after a `try` may be reached as far as the code shows; nothing of what n8n ran is called an error.
test("code that n8n ran without an error has no finding of severity error", () => {
  const succeeded = executed.filter(({ expect: { error, continuedWith } }) => error === undefined && !continuedWith);
  assert.ok(succeeded.length > 200);
  for (const vector of succeeded) assert.deepEqual(errorsOf(vector), [], vector.id);
});

test("code that the probes know to end without an error has no finding of severity error", () => {
  const { probes }: { readonly probes: readonly Probe[] } = JSON.parse(
    readFileSync("test/sandbox/n8n-probes.json", "utf8"),
  );
  const succeeded = probes.filter(({ expect: { status } }) => status === "succeeded");
  assert.ok(succeeded.length > 75);
  const plain = { language: "javaScript", mode: "runOnceForAllItems", items: [] } as const;
  for (const { expect: _, target, ...probe } of succeeded) {
    assert.deepEqual(errorsOf({ id: "", ...plain, ...probe, expect: {} }, target), [], probe.code);
  }
});

test("of the code that failed in n8n, what can be seen without running it is found", () => {
  const failed = executed.filter(({ expect: { error, continuedWith } }) => error !== undefined || continuedWith);
  const found = failed.filter((vector) => errorsOf(vector).length > 0);
  const perCheck = new Map<string, number>();
  for (const vector of found) {
    for (const check of new Set(errorsOf(vector).map((finding) => finding.check))) {
      perCheck.set(check, (perCheck.get(check) ?? 0) + 1);
    }
  }
  assert.deepEqual(
    [failed.length, found.length, Object.fromEntries([...perCheck].sort())],
    [
      228,
      158,
      {
        "blocked-import": 29,
        "editor-rule": 6,
        "missing-function": 12,
        "missing-name": 25,
        "refused-declaration": 1,
        "security-violation": 27,
        "unreadable-code": 14,
        "wrong-reference": 2,
        "wrong-result": 50,
      },
    ],
  );
});

test("all that n8n's analyzer of Python refused is found, in its words", () => {
  const refused = executed.filter(({ expect: { error } }) => error === "Security violations detected");
  assert.equal(refused.length, 37);
  for (const vector of refused) {
    const errors = errorsOf(vector);
    const said = errors.flatMap(({ check, message }) => (check === "security-violation" ? [message] : [])).join("\n");
    for (const line of (vector.expect.description ?? "").split("\n")) {
      const text = line.replace(/^Line \d+: /, "");
      const module = /^Import of [\w ]+ '(.+)' is disallowed/.exec(text)?.[1];
      const isImport = errors.some(
        ({ check, message }) => check === "blocked-import" && message.includes(`'${module}'`),
      );
      assert.ok(said.includes(text) || isImport, `${vector.id}: ${line}`);
    }
  }
});
