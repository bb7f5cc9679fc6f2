import assert from "node:assert/strict";
import { test } from "node:test";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { mirroredNode } from "../../../src/core/workflow/mirrored-node.ts";

const workflowText = `app: { mode: workflow }
kind: app
workflow:
  graph:
    nodes:
    - id: "1"
      data:
        type: code
        title: Summarise
        code: "def main(text): return {}"
        code_language: python3
        variables: [{ variable: text, value_selector: ["0", text] }]
        outputs: { result: { type: string } }
`;
const from = (node: string) => JSON.stringify({ dialect: "dify", from: { workflow: "../bot.yml", node } });
const code = "def main(text):\n    return {'result': text}\n";

test("a node file that mirrors a node takes its declarations from the workflow", () => {
  for (const wanted of ["1", "Summarise"]) {
    const read = readSource({ path: "/nodes/summarise.py", text: code, declarationText: from(wanted), workflowText });
    const [node, ...others] = read?.reading.nodes ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(
      [node?.id, node?.title, node?.code.code, node?.inputs[0]?.name, node?.outputs[0]?.name, node?.range],
      ["1", "Summarise", code, "text", "result", { start: 0, end: code.length }],
    );
    assert.deepEqual(read?.reading.problems, []);
  }
});

const problems = [
  [
    "a `from` without a node",
    { declarationText: '{ "from": { "workflow": "../bot.yml" } }', workflowText },
    /must name/,
  ],
  ["a `from` that is text", { declarationText: '{ "from": "../bot.yml" }' }, /must name a workflow file and one/],
  ["no such workflow", { declarationText: from("1") }, /no workflow file \.\.\/bot\.yml/],
  ["no such node", { declarationText: from("Translate"), workflowText }, /no readable Code node "Translate"/],
  ["another language", { declarationText: from("1"), workflowText, path: "summarise.js" }, /written in python/],
] as const;
for (const [name, source, message] of problems) {
  test(`${name} to mirror is a problem of the declaration`, () => {
    const read = readSource({ path: "summarise.py", text: code, ...source });
    assert.deepEqual(read?.reading.nodes, []);
    const [problem] = read?.reading.problems ?? [];
    assert.match(problem?.message ?? "", message);
    assert.deepEqual(problem?.range, { start: 0, end: source.declarationText.length });
  });
}

/** By what each is called, in all spellings of separators. */
const refused: Readonly<Record<string, readonly string[]>> = {
  "a place on another machine": [
    "//host/share/x.yml",
    "\\\\host\\share\\x.yml",
    "/\\host/share/x.yml",
    "\\/host/share/x.yml",
    "\\\\?\\C:\\x.yml",
    "\\\\.\\pipe\\x",
    "//a b/c.yml",
    "///etc/x.yml",
  ],
  "an absolute path": ["/etc/x.yml", "\\x.yml", "/dev/stdin", "/", "\\", "C:\\x.yml", "c:/x.yml", "C:x.yml", "C:"],
  "an address": ["file:///etc/x.yml", "https://host/x.yml", "vscode-remote:\\\\x"],
  "which no file can be called": ["\ud800.yml", "x\udfff", "a\0b.yml", "/\0"],
};
for (const [what, names] of Object.entries(refused)) {
  test(`a workflow that is ${what} is refused before anything is looked for`, () => {
    for (const workflow of names) {
      const declarationText = JSON.stringify({ dialect: "dify", from: { workflow, node: "1" } });
      const expected = `"from" names ${workflow}, ${what}. Name the workflow by its path from this file, such as "../bot.yml".`;
      const read = readSource({ path: "/a/x.py", text: code, declarationText });
      assert.equal(read?.reading.problems[0]?.message, expected);
    }
  });
}

test("a path that nobody reads to its end is quoted by its beginning", () => {
  const declarationText = JSON.stringify({ from: { workflow: "a/".repeat(20_000), node: "1" } });
  const read = readSource({ path: "/a/x.py", text: code, declarationText });
  const { message = "" } = read?.reading.problems[0] ?? {};
  assert.match(message, /^"from" names (?:a\/){150}…, longer than any path may be\. Name/);
});

test("why a workflow is not read is said in the words of who tried", () => {
  const workflowRefusal = "but it is no regular file. Name an ordinary file.";
  const read = readSource({ path: "x.py", text: code, declarationText: from("1"), workflowRefusal });
  assert.equal(
    read?.reading.problems[0]?.message,
    '"from" names ../bot.yml, but it is no regular file. Name an ordinary file.',
  );
});

test("a declaration of any depth is survived", () => {
  for (const text of ["[".repeat(50_000), '{"from":'.repeat(50_000)]) {
    assert.equal(mirroredNode(text), undefined);
    assert.equal(readSource({ path: "x.py", text: code, declarationText: text })?.reading.problems.length, 1);
  }
});
