import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Finding } from "../../../src/core/checks/check.ts";
import { checkNodes } from "../../../src/core/checks/check-nodes.ts";
import { n8n } from "../../../src/core/dialects/n8n/n8n.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";

interface RunVector {
  readonly id: string;
  readonly kind?: string;
  readonly code: string;
  readonly language: string;
  readonly mode: string;
  readonly binaryMode?: string;
  readonly node?: object;
  readonly extraNodes?: readonly object[];
  readonly connections?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly expect: { readonly items?: unknown; readonly error?: string; readonly continuedWith?: unknown };
}

const path = "../shared/vectors/n8n.json";
assert.ok(existsSync(path), `${path} must lie beside the project: this test compares with what n8n did.`);
const vectors: readonly RunVector[] = JSON.parse(readFileSync(path, "utf8")).vectors;

/** What is said about the node as it stood in the workflow that n8n ran. */
function errorsOf({ code, language, mode, binaryMode, node = {}, env = {}, ...around }: RunVector): readonly Finding[] {
  const parameters = { language, mode, [language === "javaScript" ? "jsCode" : "pythonCode"]: code };
  const own = { id: "c1", name: "Code", type: "n8n-nodes-base.code", typeVersion: 2, parameters, ...node };
  const trigger = { name: "Trigger", type: "n8n-nodes-base.manualTrigger", typeVersion: 1, parameters: {} };
  const usual = { Trigger: { main: [[{ node: "Code", type: "main", index: 0 }]] } };
  const workflow = {
    name: "W",
    nodes: [trigger, ...(around.extraNodes ?? []), own],
    connections: around.connections ?? usual,
    settings: { binaryMode },
  };
  const envText = Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
  const target = n8n.readServerSettings?.(envText).targets.find(({ name }) => name === "2") ?? assert.fail();
  const reading = n8n.readWorkflow(JSON.stringify(workflow));
  const { ofCode, ofDeclarations } = checkNodes(reading, n8n, target, readNodeFacts);
  return [...ofCode, ...ofDeclarations].filter(({ severity }) => severity === "error");
}

const executed = vectors.filter(({ kind }) => kind !== "editor-lint");

// Everything after a `try` may be reached as far as the code shows; nothing of what n8n ran is called an error.
test("code that n8n ran without an error has no finding of severity error", () => {
  const succeeded = executed.filter(({ expect: { error, continuedWith } }) => error === undefined && !continuedWith);
  assert.ok(succeeded.length > 200);
  for (const vector of succeeded) assert.deepEqual(errorsOf(vector), [], vector.id);
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
      124,
      {
        "blocked-import": 29,
        "editor-rule": 6,
        "missing-function": 9,
        "missing-name": 21,
        "refused-declaration": 1,
        "unreadable-code": 13,
        "wrong-reference": 2,
        "wrong-result": 44,
      },
    ],
  );
});
