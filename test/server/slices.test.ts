import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { nodeText, workflowOf } from "../node-texts.ts";
import { probeWorkflow } from "../probe-workflow.ts";
import { type LspClient, startServer } from "./lsp-client.ts";

// A document with much in it is checked in slices: who asks for another one in the meantime is answered first.

let client: LspClient;
before(async () => {
  client = await startServer({ hangMs: 600_000 });
});
after(() => client.stop());

const lines = (id: number) =>
  Array.from({ length: 60 }, (_, line) => `    v${line} = [${id}, ${line}, str(v0)]\n`).join("");
const nodes = Array.from({ length: 300 }, (_, id) =>
  nodeText(`${id}`, `def main():\n    v0 = 0\n${lines(id)}    return {}\n`),
);
const large = workflowOf(nodes);
const largeUri = "file:///workspace/large.yml";
const smallUri = "file:///workspace/small.yml";

test("a small document is answered while a large one is being checked, and then the large one", async () => {
  client.openQuietly(largeUri, "yaml", large);
  const found = await client.open(smallUri, "yaml", probeWorkflow);
  assert.equal(found.length, 1);
  assert.equal((await client.codeLenses(smallUri)).length, 3);
  assert.ok(!client.published.includes(largeUri), "The large document was checked in one go.");
  assert.equal((await client.codeLenses(largeUri)).length, 3 * nodes.length);
  assert.equal(client.published.filter((uri) => uri === largeUri).length, 1);
});

test("the newest version wins: what is typed meanwhile is checked, and nothing of before is shown", async () => {
  const before = client.published.filter((uri) => uri === largeUri).length;
  client.changeQuietly(largeUri, large.replace("return {}", "return {'size': 1}"));
  await client.codeLenses(smallUri);
  const found = await client.change(largeUri, large.replaceAll("return {}", "return {'size': 1}"));
  assert.deepEqual(found, []);
  const published = client.published.filter((uri) => uri === largeUri).length - before;
  assert.ok(published <= 2, `${published}`);
});

test("a document that is closed while it is checked gets no findings any more", async () => {
  client.changeQuietly(largeUri, large);
  assert.deepEqual(await client.close(largeUri), []);
  const count = client.published.filter((uri) => uri === largeUri).length;
  await client.change(smallUri, `${probeWorkflow}\n`);
  await client.codeLenses(smallUri);
  assert.deepEqual(await client.codeLenses(largeUri), []);
  assert.equal(client.published.filter((uri) => uri === largeUri).length, count);
});

test("a file too large to be checked while it is edited has one finding that says so; other large files have none", async () => {
  const found = await client.open(
    "file:///workspace/huge.yml",
    "yaml",
    `${probeWorkflow}${"# much\n".repeat(1_200_000)}`,
  );
  assert.equal(found.length, 1);
  assert.match(
    `${found[0]?.message}`,
    /^This file is larger than 8 million characters, .*`code-nodes check` checks it/,
  );
  client.openQuietly("file:///workspace/data.yml", "yaml", "a: 1\n".repeat(2_000_000));
  assert.deepEqual(await client.codeLenses("file:///workspace/data.yml"), []);
  assert.ok(!client.published.includes("file:///workspace/data.yml"));
});
