import assert from "node:assert/strict";
import { test } from "node:test";
import { assembleSource, workflowToRead } from "../../../src/core/sources/assemble-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";

const naming = (workflow: string) =>
  JSON.stringify({ dialect: "dify", from: { workflow, node: "1", title: "Summarise", code: "" } });
const file = { path: "/folder/a.py", text: "def main():\n    return {}\n" };

test("a workflow is read where a declaration names one beside it", () => {
  assert.equal(workflowToRead(naming("../bot.yml")), "../bot.yml");
  for (const workflow of ["", "/etc/bot.yml", "//host/share/bot.yml", "C:\\bot.yml"]) {
    assert.equal(workflowToRead(naming(workflow)), undefined, workflow);
  }
  assert.equal(workflowToRead("{}"), undefined);
  assert.equal(workflowToRead("{"), undefined);
});

test("what is not read is said, with the reason", () => {
  const said = (source: Parameters<typeof readSource>[0]) =>
    readSource(source)?.reading.problems.map(({ message }) => message);
  const absolute = naming("/etc/bot.yml");
  assert.match(String(said(assembleSource(file, absolute))), /^"from" names \/etc\/bot\.yml, /);
  const refused = { kind: "refused", message: "it is a pipe. Name an ordinary file." } as const;
  assert.deepEqual(said(assembleSource(file, naming("bot.yml"), refused)), [
    '"from" names bot.yml, but it is a pipe. Name an ordinary file.',
  ]);
  assert.match(String(said(assembleSource(file, naming("bot.yml")))), /^There is no workflow file bot\.yml/);
});
