import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkSource, checkSourceInSteps } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { sourceOverview } from "../../../src/core/sources/source-overview.ts";
import { withFault } from "../../faulty-dialect.ts";
import { nodeText, workflowOf } from "../../node-texts.ts";

// A fault of the program over one node or one file is a finding there, and nothing else is spoilt by it.

const text = workflowOf(["a", "b", "c"].map((id) => nodeText(id, "def main():\n    return {}\n")));

function check(source = { path: "bot.yml", text }) {
  const read = readSource(source) ?? assert.fail("no code nodes");
  return checkSource(source, read, targetOrDefault(read.dialect, undefined), readNodeFacts);
}

const overflow = () => {
  const deeper = (): number => 1 + deeper();
  return deeper();
};

test("a node whose check fails has one finding, where it begins, and the other nodes have theirs", () => {
  const before = check().findings;
  assert.deepEqual(
    before.map(({ nodeId, check: id }) => [nodeId, id]),
    ["a", "b", "c"].map((id) => [id, "missing-output"]),
  );
  withFault(
    "contract",
    (node) => "id" in node && node.id === "b" && overflow(),
    () => {
      const { findings } = check();
      assert.deepEqual([findings[0], findings[2]], [before[0], before[2]]);
      const [fault] = findings.filter(({ nodeId }) => nodeId === "b");
      assert.equal(fault?.check, "unreadable-code");
      assert.match(fault?.message ?? "", /^The node "Node b" could not be checked: .*RangeError.*Please report it/);
      const begins = readSource({ path: "bot.yml", text })?.reading.nodes[1]?.range.start;
      assert.deepEqual(fault?.range, { start: begins, end: begins });
    },
  );
});

test("a file whose reading fails has one finding, at its start", () => {
  for (const part of ["mayHoldNodes", "readWorkflow"] as const) {
    withFault(part, overflow, () => {
      const { findings } = check();
      assert.equal(findings.length, 1, part);
      assert.deepEqual(findings[0]?.range, { start: 0, end: 0 });
      assert.match(findings[0]?.message ?? "", /^This file could not be read: .*RangeError.*Please report it/);
    });
  }
});

test("a node file whose reading fails, or whose workflow's does, has one finding in the code", () => {
  const mirror = JSON.stringify({ dialect: "dify", from: { workflow: "bot.yml", node: "a" } });
  const code = { path: "a.py", text: "def main():\n    return {}\n" };
  withFault("readWorkflow", overflow, () => {
    const { findings, declarationFindings } = check({ ...code, declarationText: mirror, workflowText: text } as never);
    assert.deepEqual([findings.length, declarationFindings.length], [1, 0]);
  });
  withFault("readDeclaration", overflow, () => {
    const { findings } = check({ ...code, declarationText: '{ "dialect": "dify" }' } as never);
    assert.match(findings[0]?.message ?? "", /^This file could not be read/);
  });
});

test("whatever is thrown is said on one line", () => {
  for (const thrown of [undefined, null, "text", { a: 1 }, new Error("two\nlines"), new Error("x".repeat(10_000))]) {
    withFault(
      "contract",
      () => {
        throw thrown;
      },
      () => {
        for (const { message } of check().findings) {
          assert.match(message, /^[^\n]{1,500}$/);
          assert.match(message, /could not be checked/);
        }
      },
    );
  }
});

test("the list of workflows shows such a finding at its node", () => {
  withFault("contract", overflow, () => {
    const source = { path: "bot.yml", text };
    const read = readSource(source) ?? assert.fail("no code nodes");
    const { nodes } = sourceOverview(source, read, targetOrDefault(read.dialect, undefined));
    assert.deepEqual(
      nodes.map(({ findings }) => findings.length),
      [1, 1, 1],
    );
  });
});

test("in steps, the findings are the same, with a pause after each node", () => {
  const source = { path: "bot.yml", text };
  const read = readSource(source) ?? assert.fail("no code nodes");
  const target = targetOrDefault(read.dialect, undefined);
  const steps = checkSourceInSteps(source, read, target, readNodeFacts);
  let pauses = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) pauses++;
  assert.equal(pauses, 3);
  assert.deepEqual(step.value, checkSource(source, read, target, readNodeFacts));
});
