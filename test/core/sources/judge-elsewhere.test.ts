import assert from "node:assert/strict";
import test from "node:test";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { dify } from "../../../src/core/dialects/dify/dify.ts";
import { readFacts } from "../../../src/core/languages/all-languages.ts";
import type { RunOutcome } from "../../../src/core/run/outcome.ts";
import { readInputs } from "../../../src/core/run/read-inputs.ts";
import { runNode } from "../../../src/core/sources/run-node.ts";
import type { CodeNode } from "../../../src/core/workflow/code-node.ts";
import { completedInputs } from "../dialects/completed-inputs.ts";
import { codeNode, type OutputSchema, returned } from "../dialects/dify/code-node-builder.ts";

const releases = ["1.16", "1.13", "1.9", "1.8", "1.7"];
const text: OutputSchema = { r: { type: "string" } };
const python = (outputs: OutputSchema, codeText = "def main(): pass") => codeNode(outputs, { codeText });
const javascript = (codeText: string, inputs: readonly string[] = []) =>
  codeNode(text, { language: "javascript", codeText, inputs });

test("a run that every target judges alike says nothing", async () => {
  assert.deepEqual(await elsewhere(python(text), returned('{"r": "a"}')), []);
  assert.deepEqual(await elsewhere(python(text), returned('{"r": "a"}'), { target: "1.7" }), []);
});

test("a dropped key fails the node in every release", async () => {
  assert.deepEqual(
    await elsewhere(python(text), returned('{"r": "a", "debug": 1}')),
    releases.map((target) => `${target} failed CodeNodeError: Not all output parameters are validated.`),
  );
});

test("other words for the same violation are no difference, another violation is", async () => {
  const wrong = returned('{"r": 1}');
  assert.deepEqual(await elsewhere(python(text), wrong), []);
  const elements = python({ r: { type: "array[string]" } });
  assert.deepEqual(await elsewhere(elements, returned('{"r": [1]}')), [
    "1.13 failed WorkflowNodeError: object of type 'int' has no len()",
    "1.9 failed WorkflowNodeError: object of type 'int' has no len()",
  ]);
});

test("values that flow on otherwise are named", async () => {
  assert.deepEqual(await elsewhere(python({ n: { type: "number" } }), returned('{"n": true}')), [
    '1.7 succeeded "n" is true there.',
  ]);
});

test("stderr fails the node in the releases, with what was printed", async () => {
  const outcome: RunOutcome = { ...returned('{"r": "a"}'), console: [{ stream: "stderr", text: "careful" }] };
  assert.deepEqual(
    await elsewhere(python(text), outcome),
    releases.map((target) => `${target} failed CodeExecutionError: careful\n`),
  );
  assert.deepEqual(await elsewhere(python(text), outcome, { target: "1.8" }), ["documented succeeded"]);
});

test("a warning about an escape is printed by Python 3.14 only", async () => {
  const warning = [
    'code.py:2: SyntaxWarning: "\\d" is an invalid escape sequence. Such sequences will not work in the future.',
    '  return {"r": "\\d"}',
  ];
  const console = warning.map((line) => ({ stream: "stderr", text: line }) as const);
  const found = await elsewhere(python(text), { ...returned('{"r": "a"}'), console });
  assert.deepEqual(
    found.map((line) => line.split(" ", 2).join(" ")),
    ["1.16 failed"],
  );
  assert.match(found[0] ?? "", /CodeExecutionError: <fd3>:2: SyntaxWarning: [^\n]*\n$/);
});

test("an async main that was awaited gives nothing elsewhere", async () => {
  const node = javascript("async function main() { return { r: 'a' } }");
  assert.deepEqual(
    await elsewhere(node, returned('{"r": "a"}')),
    releases.map((target) => `${target} failed OutputValidationError: Output r is missing.`),
  );
  assert.deepEqual(await elsewhere(node, returned("{}"), { target: "1.9" }), [
    "documented unknown main() is async, and is waited for there.",
  ]);
});

test("arguments by position differ in a way that only a run would tell", async () => {
  const node = javascript("function main(a, b) { return { r: a + b } }", ["a", "b"]);
  assert.deepEqual(
    await elsewhere(node, returned('{"r": "ab"}')),
    releases.map(
      (target) => `${target} unknown main() gets one object that holds all inputs there, not its inputs by position.`,
    ),
  );
});

test("a taken name keeps the code from being loaded there", async () => {
  const node = javascript("const result = 1; var fs; function main() { return { r: 'a' } }");
  assert.deepEqual(
    (await elsewhere(node, returned('{"r": "a"}'))).map((line) => line.split("\n", 1)[0]),
    [
      "1.16 failed CodeExecutionError: SyntaxError: Identifier 'fs' has already been declared",
      ...releases
        .slice(1)
        .map(
          (target) => `${target} failed CodeExecutionError: SyntaxError: Identifier 'result' has already been declared`,
        ),
    ],
  );
});

test("modules, names without an import, placeholders and large inputs are said", async () => {
  const reasons = async (code: string) =>
    (await elsewhere(python(text, code), returned('{"r": "a"}'))).filter((line) => line.startsWith("1.16"));
  assert.match((await reasons("import numpy\ndef main(): pass"))[0] ?? "", /cannot import numpy there/);
  assert.match((await reasons("import os\ndef main(): pass"))[0] ?? "", /os can be imported there/);
  assert.match((await reasons("def main(): return {'r': os.sep}"))[0] ?? "", /already there, left by the sandbox/);
  assert.match((await reasons("def main(): return {'r': '{{inputs}}'}"))[0] ?? "", /replaced by the inputs there/);
  const node = codeNode(text, { inputs: ["n"] });
  assert.deepEqual(
    await elsewhere(node, returned('{"r": "a"}'), { given: '{"n": 18446744073709551616}' }),
    releases.map((target) => `${target} failed WorkflowNodeError: Integer exceeds 64-bit range`),
  );
});

test("a name that the code binds itself before anything else is nobody's leftover", async () => {
  const differ = async (code: string) => elsewhere(python(text, code), returned('{"r": "a"}'));
  for (const head of ["import sys", "import sys, traceback  # for later", "import sys.flags"]) {
    assert.deepEqual(await differ(`${head}\ndef main(): return {'r': sys.version}`), [], head);
  }
  for (const head of ["import sys as system", "from sys import version", "def load():\n    import sys"]) {
    const said = await differ(`${head}\ndef main(): return {'r': sys.version}`);
    assert.equal(said.length, releases.length, head);
    assert.match(said[0] ?? "", /already there, left by the sandbox/);
  }
});

test("the error strategy takes over elsewhere too, and a stopped run is judged nowhere", async () => {
  const node: CodeNode = { ...python(text), errorStrategy: "fail-branch" };
  const found = await elsewhere(node, returned('{"r": "a", "debug": 1}'));
  assert.ok(found.every((line) => line.includes(" exception CodeNodeError")));
  const stopped: RunOutcome = { kind: "stopped", limit: "cancelled", message: "", console: [], elapsedMs: 1 };
  assert.deepEqual(await elsewhere(node, stopped), []);
});

test("time counts by each target's own limit", async () => {
  const slow = { ...returned('{"r": "a"}'), elapsedMs: 12_000 };
  assert.deepEqual(await elsewhere(python(text), slow, { target: "1.16" }), [
    "documented failed CodeExecutionError: error: timeout\nerror: signal: killed\n",
  ]);
});

interface Options {
  readonly target?: string;
  readonly given?: string;
}

async function elsewhere(node: CodeNode, outcome: RunOutcome, { target, given = "{}" }: Options = {}) {
  const inputs = readInputs(given);
  assert.ok(inputs.kind === "inputs");
  const report = await runNode({
    dialect: dify,
    target: targetOrDefault(dify, target),
    otherTargets: dify.targets,
    node,
    facts: readFacts(node.language, node.code.code),
    path: "a.yml",
    inputs: completedInputs(dify, node, inputs.inputs),
    once: true,
    signal: { aborted: false },
    run: async () => outcome,
    wait: async () => {},
  });
  return report.elsewhere.map((other) =>
    [other.target, other.status, other.error && `${other.error.type}: ${other.error.message}`, other.note]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}
