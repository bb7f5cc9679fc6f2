import assert from "node:assert/strict";
import { test } from "node:test";
import { readDifyWorkflow } from "../../../../../src/core/dialects/dify/reading/read-workflow.ts";
import { difyExport, difyNode, lines } from "../../../growth/shapes.ts";

const code = (length: number) => `&a "${"x = 1\\n".repeat(length / 7)}"`;

function copies(size: number, length: number): string {
  return difyExport(lines(size, (index) => difyNode({ id: index, code: index === 0 ? code(length) : "*a" })));
}

test("a code that a few aliases share is read in all its nodes", () => {
  const { nodes, problems } = readDifyWorkflow(copies(8, 20_000));
  assert.deepEqual(problems, []);
  assert.equal(nodes.length, 8);
  assert.equal(new Set(nodes.map((node) => node.code)).size, 1, "it is decoded once");
});

test("aliases that stand for far more than the file holds are followed up to a bound, and one finding says so", () => {
  for (const size of [40, 160, 640]) {
    const text = copies(size, 48_000);
    const { nodes, problems } = readDifyWorkflow(text);
    const read = nodes.reduce((sum, node) => sum + node.code.code.length, 0);
    assert.ok(nodes.length >= 4 && read <= 2 * text.length + 300_000, `${size}: ${read}`);
    assert.deepEqual(
      problems.map(({ message }) => message.replace(/\d+/, "N")),
      [
        "Line N: the alias *a and those before it stand for far more text than the file holds, which cannot be read in full. Write out what they stand for where it is used, in several files if need be.",
      ],
    );
  }
});

test("a laugh a billion times is one finding, and the nodes beside it are read", () => {
  const laughs = lines(40, (index) => `k${index + 1}: &a${index + 1} [*a${index}, *a${index}]`);
  const { nodes, problems } = readDifyWorkflow(difyExport(difyNode(), { before: `k0: &a0 [x, x]\n${laughs}\n` }));
  assert.equal(nodes.length, 1);
  assert.equal(problems.length, 1);
});

test("an alias inside of what it stands for is one finding, and its node is read without it", () => {
  const outputs = ` &o\n${lines(40, (index) => `          o${index}: {type: object, children: *o}`)}`;
  const { nodes, problems } = readDifyWorkflow(difyExport(`${difyNode({ outputs })}\n${difyNode({ id: 2 })}`));
  assert.deepEqual(
    nodes.map(({ id }) => id),
    ["1", "2"],
  );
  assert.deepEqual(
    problems.map(({ message }) => message),
    [
      "Line 16: the alias *o stands inside of what it stands for, so that it has no end. Write out what is meant there.",
    ],
  );
});

test("raw line separators are found where Dify cannot import the file for them, and left alone elsewhere", () => {
  const at = (text: string) => readDifyWorkflow(difyExport(difyNode({ code: text }))).problems;
  for (const separator of ["\x85", "\u2028", "\u2029"]) {
    const [problem, ...others] = at(`|\n          def main():\n              return "a${separator}b"`);
    assert.match(problem?.message ?? "", /at which YAML breaks the line/);
    assert.deepEqual(others, []);
    assert.deepEqual(at(`"def main():\\n  return 'a${separator}b'"`), []);
    assert.deepEqual(at(`|\n          def main():${separator}              return {}`), []);
  }
});
