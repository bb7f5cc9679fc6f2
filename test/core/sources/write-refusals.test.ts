import assert from "node:assert/strict";
import { test } from "node:test";
import { makeReadable, type WorkflowText, writeCode } from "../../../src/core/sources/write-code.ts";
import { applyEdit } from "../../../src/core/text/text-edit.ts";
import { workflowText } from "./sound-files.ts";

function dify(nodes: string, top = ""): WorkflowText {
  return workflowText(`${top}workflow:\n  graph:\n    nodes:\n${nodes}`);
}

function node(id: string, code: string, rest = ""): string {
  return `    - id: '${id}'\n      data:\n        type: code\n        title: T${id}\n        code_language: python3\n        code: ${code}\n${rest}`;
}

function write(file: WorkflowText, code: string, index = 0) {
  const target = file.reading.nodes[index];
  assert.ok(target, JSON.stringify(file.reading.problems));
  return writeCode(file, target, code);
}

function expectRefusal(writing: ReturnType<typeof writeCode>, reason: string, message: RegExp): void {
  assert.ok(writing.kind === "refusal", JSON.stringify(writing));
  assert.equal(writing.reason, reason);
  assert.match(writing.message, message);
}

test("code that several places share is not changed behind their backs", () => {
  const anchored = dify(node("1", '&shared "x"') + node("2", "*shared"));
  for (const index of [0, 1])
    expectRefusal(write(anchored, "y", index), "shared-code", /^The code of "T." is used in several places.*\*shared/);
  const elsewhere = dify(node("1", "*shared"), "snippets:\n  one: &shared |\n    x\n");
  expectRefusal(write(elsewhere, "y"), "shared-code", /Write it out where it is used\.$/);
  const merged = dify(
    node("1", "x").replace("data:", "data: &base") +
      "    - id: '2'\n      data:\n        <<: *base\n        title: T2\n",
  );
  for (const index of [0, 1]) expectRefusal(write(merged, "y", index), "shared-code", /T[12]/);
  const wholeNode = dify(`    - &one\n${node("1", "x").replace("- id", "  id")}    - *one\n`);
  expectRefusal(write(wholeNode, "y"), "shared-code", /^"T1" and "T1" take their code from the same place/);
});

test("an anchor that nothing uses, and a tag, stay where they are", () => {
  for (const before of ["&mine ", "!!str ", "!!str &mine "]) {
    const file = dify(node("1", `${before}"x"`));
    const writing = write(file, "a\n b");
    assert.ok(writing.kind === "edit");
    assert.match(applyEdit(file.text, writing), new RegExp(`code: ${before}"a\\\\n b"\n`));
  }
});

test("in a flow mapping the code stays on its line", () => {
  const file = dify(`    - {id: '1', data: {type: code, title: T, code_language: python3, code: "x"}}\n`);
  const writing = write(file, `def main():\n    return ${"long ".repeat(40)}`);
  assert.ok(writing.kind === "edit");
  assert.doesNotMatch(writing.newText, /\n/);
  expectRefusal(makeReadable(file, file.reading.nodes[0] as never), "unsuitable-place", /inside braces \{ … \}/);
});

test("data that nest as deep as they like are in no code's way", () => {
  const deep = "[".repeat(300_000) + "]".repeat(300_000);
  const file = workflowText(
    `{"pinData":${deep},"nodes":[{"id":"a","name":"C","type":"n8n-nodes-base.code","typeVersion":2,"parameters":{"jsCode":"x"}}],"connections":{}}`,
  );
  const writing = write(file, "y");
  assert.ok(writing.kind === "edit", JSON.stringify(writing));
  assert.equal(applyEdit(file.text, writing), file.text.replace('"x"', '"y"'));
});

test("a broken file is mended first", () => {
  expectRefusal(
    write(dify(`${node("1", '"x"')}      position: "open\n`), "y"),
    "broken-file",
    /not valid YAML.*Mend that before "T1" is saved\.$/s,
  );
  const json = workflowText(
    `{"nodes": [{"name": "C", "type": "n8n-nodes-base.code", "parameters": {"jsCode": "x"}}], }`,
  );
  expectRefusal(write(json, "y"), "broken-file", /not valid JSON/);
});

test("what no file can hold, or what n8n takes away, is refused with its line", () => {
  const message = /^Line 2 of the code of "T1" holds half a character \(U\+D83C\)/;
  expectRefusal(write(dify(node("1", '"x"')), "a\nb\ud83c"), "unwritable-code", message);
  const n8n = (type: string) =>
    workflowText(
      `{"nodes": [{"name": "T1", "type": "n8n-nodes-base.${type}", "parameters": {"jsCode": "=x", "functionCode": "x"}}]}`,
    );
  expectRefusal(write(n8n("code"), "=a"), "unwritable-code", /begins with "=", which n8n takes away/);
  expectRefusal(write(n8n("code"), "a\nb\ud83c"), "unwritable-code", message);
  assert.equal(write(n8n("function"), "=a").kind, "edit");
});

test("a node of another state of the file is refused", () => {
  const [file, other] = [dify(node("1", '"x"')), dify(node("1", '"x"'))];
  const target = other.reading.nodes[0];
  assert.ok(target);
  expectRefusal(writeCode(file, target, "y"), "stale-node", /Read the file again\.$/);
  expectRefusal(makeReadable(file, target), "stale-node", /Read the file again\.$/);
});

test("a node of n8n without code gets some, with the file's indentation and escapes", () => {
  const text = `{\n    "nodes": [\n        {\n            "name": "C\\u00e9",\n            "type": "n8n-nodes-base.code",\n            "typeVersion": 2,\n            "parameters": {}\n        }\n    ]\n}`;
  const file = workflowText(text);
  const writing = write(file, "return 'é';");
  assert.ok(writing.kind === "edit");
  assert.equal(
    applyEdit(text, writing),
    text.replace(`{}`, `{\n                "jsCode": "return '\\u00e9';"\n            }`),
  );
  const small = workflowText(`{"nodes":[{"type":"n8n-nodes-base.code","name":"C"}],"connections":{}}`);
  const added = write(small, "x");
  assert.ok(added.kind === "edit");
  assert.deepEqual(JSON.parse(applyEdit(small.text, added)).nodes[0], {
    type: "n8n-nodes-base.code",
    name: "C",
    parameters: { jsCode: "x" },
  });
});

test("made readable: what a literal block cannot hold, and what would become part of it", () => {
  const readable = (code: string, rest = "") => {
    const file = dify(node("1", code, rest));
    return makeReadable(file, file.reading.nodes[0] as never);
  };
  for (const [code, message] of [
    ['"a\\r\\nb"', /carriage return/],
    ['"a\\0"', /null character/],
    ['"a\\x07"', /U\+0007/],
    ['"a\\N"', /U\+0085/],
    ['"a\\L"', /U\+2028/],
    ['"a\\P"', /U\+2029/],
    ['"\\uFEFFa"', /byte order mark/],
    ['"a\\uD83C"', /U\+D83C/],
  ] as const) {
    expectRefusal(readable(code), "unwritable-code", message);
  }
  expectRefusal(readable('"a\\n\\n"', "\n\n\n"), "unsuitable-place", /blank lines/);
  expectRefusal(readable('"a"', "          # a comment\n"), "unwritable-code", /would not be read back/);
  for (const fine of ['"a \\n\\tb  "', '"\\tx"', '"\\n\\n  a"', '"  \\n"', '"\\n"', '"😀\\u00a0"', '"a\\n\\n"']) {
    assert.equal(readable(fine).kind, "edit", fine);
  }
});
