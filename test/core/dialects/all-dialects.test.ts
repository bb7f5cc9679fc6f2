import assert from "node:assert/strict";
import test from "node:test";
import { judgeModule } from "../../../src/core/contract/module-policy.ts";
import { allDialects, dialectById } from "../../../src/core/dialects/all-dialects.ts";
import { nothingKnown } from "../../../src/core/languages/code-facts.ts";
import { runNode } from "../../../src/core/sources/run-node.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { completedInputs } from "./completed-inputs.ts";

const workflow = `app: { mode: workflow }
kind: app
workflow:
  graph:
    edges: []
    nodes:
      - id: "7"
        type: custom
        data:
          type: code
          title: Double
          code_language: python3
          code: "def main(n):\\n    return {'n': n * 2}"
          variables: [{ variable: n, value_selector: ["1", "n"] }]
          outputs: { n: { type: number, children: null } }
`;

const dialectOf = (text: string) => readSource({ path: "a.yml", text })?.dialect;

test("a file is read by the dialect that recognises it", () => {
  assert.equal(dialectOf(workflow)?.id, "dify");
  assert.equal(dialectOf("services: { web: { image: nginx } }"), undefined);
  assert.equal(dialectById("dify"), allDialects[0]);
  assert.equal(dialectById("n8n")?.name, "n8n");
  assert.equal(dialectById("other"), undefined);
});

test("every dialect's default target exists, and each contract has a policy", () => {
  for (const dialect of allDialects) {
    const target = dialect.targets.find(({ name }) => name === dialect.defaultTarget);
    assert.ok(target);
    for (const [language, module] of [
      ["python", "os"],
      ["javascript", "fs"],
    ] as const) {
      const contract = dialect.contract({ language }, target);
      assert.equal(contract.target, target);
      assert.equal(judgeModule(contract.modules, module).allowed, false);
    }
  }
});

test("from the workflow's text to the judged report", async () => {
  const dialect = dialectOf(workflow);
  const [node] = dialect?.readWorkflow(workflow).nodes ?? [];
  assert.ok(dialect && node);
  const report = await runNode({
    dialect,
    target: dialect.targets[0] ?? assert.fail(),
    node,
    facts: nothingKnown,
    otherTargets: dialect.targets,
    path: "double.yml",
    inputs: completedInputs(dialect, node, new Map([["n", { kind: "int", digits: "4" }]])),
    once: false,
    signal: { aborted: false },
    run: async (request) => {
      assert.deepEqual(request.call, { kind: "keywords", argumentsText: '{"n":4}' });
      return { kind: "returned", resultText: '{"n": 8}', console: [], elapsedMs: 2 };
    },
    wait: async () => {},
  });
  assert.equal(report.status, "succeeded");
  assert.deepEqual(report.flowing, [["n", { kind: "int", digits: "8" }]]);
  assert.equal(report.title, "Double");
});
