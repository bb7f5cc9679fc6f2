import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { after, before, test } from "node:test";
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { dify } from "../../src/core/dialects/dify/dify.ts";
import { n8n } from "../../src/core/dialects/n8n/n8n.ts";
import { startServer } from "../../src/server/server.ts";
import { makeFaulty } from "../faulty-dialect.ts";
import { nodeText, workflowOf } from "../node-texts.ts";

// The server itself, in this process, over dialects that have faults: what a fault spoils, and what not.

let client: ProtocolConnection;
const published: { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }[] = [];

before(async () => {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
  client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onNotification("textDocument/publishDiagnostics", (params) => {
    published.push(params);
  });
  client.listen();
  await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  await client.sendNotification("initialized", {});
});
after(() => client.dispose());

const fault = () => {
  throw new RangeError("Maximum call stack size exceeded");
};
const text = workflowOf(["a", "b"].map((id) => nodeText(id, "def main():\n    return {}\n")));

test("a fault over one node leaves the other nodes and the other documents their findings", async () => {
  const restore = makeFaulty(dify, "contract", (node) => "id" in node && node.id === "b" && fault());
  try {
    const found = await open("file:///w/one.yml", text);
    assert.deepEqual(
      found.map(({ code, range }) => [code, range.start.line]),
      [
        ["missing-output", 8],
        ["unreadable-code", 16],
      ],
    );
    assert.match(`${found[1]?.message}`, /^The node "Node b" could not be checked: .*RangeError/);
  } finally {
    restore();
  }
});

for (const part of ["mayHoldNodes", "readWorkflow", "readServerSettings"] as const) {
  test(`a fault in ${part} is one finding of the document, which goes with the fault`, async () => {
    await client.sendNotification("workspace/didChangeConfiguration", { settings: { dify: { envFile: "/x.env" } } });
    const uri = `file:///w/${part}.yml`;
    const other = "file:///w/other.json";
    const restore = makeFaulty(dify, part, fault);
    try {
      await client.sendNotification("textDocument/didOpen", documentOf(`file:///x.env`, "A=1\n"));
      const found = await open(uri, text);
      assert.equal(found.length, 1);
      assert.match(`${found[0]?.message}`, /^This file could not be (read|checked): .*Please report it/);
      assert.deepEqual(found[0]?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
      if (part === "readServerSettings") assert.equal((await open(other, n8nText)).length, 1);
    } finally {
      restore();
    }
    assert.equal((await change(uri, `${text}\n`)).length, 2);
  });
}

test("a fault while fixes are made is a finding, once, and the next version has its own findings again", async () => {
  const uri = "file:///w/fixes.json";
  assert.equal((await open(uri, n8nText)).length, 1);
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const ask = () =>
    client.sendRequest<unknown[]>("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
  assert.equal((await ask()).length, 1);
  const restore = makeFaulty(n8n, "writeCodes", fault);
  try {
    const next = findingsOf(uri);
    assert.deepEqual(await ask(), []);
    const found = await next;
    assert.equal(found.length, 2);
    assert.match(`${found[0]?.message}`, /^There could be no quick fixes for this file: .*RangeError/);
    const count = published.length;
    assert.deepEqual(await ask(), []);
    assert.equal(published.length, count);
  } finally {
    restore();
  }
  assert.equal((await change(uri, `${n8nText} `)).length, 1);
  assert.equal((await ask()).length, 1);
});

const n8nText = JSON.stringify({
  name: "W",
  nodes: [
    {
      id: "n1",
      name: "Code",
      type: "n8n-nodes-base.code",
      typeVersion: 2,
      parameters: { jsCode: "return $input.item;" },
    },
  ],
  connections: {},
  settings: {},
});

function open(uri: string, content: string): Promise<readonly Diagnostic[]> {
  const next = findingsOf(uri);
  client.sendNotification("textDocument/didOpen", documentOf(uri, content));
  return next;
}

function change(uri: string, content: string): Promise<readonly Diagnostic[]> {
  const next = findingsOf(uri);
  const textDocument = { uri, version: 2 };
  client.sendNotification("textDocument/didChange", { textDocument, contentChanges: [{ text: content }] });
  return next;
}

function documentOf(uri: string, content: string): object {
  return { textDocument: { uri, languageId: "yaml", version: 1, text: content } };
}

/** Those that are published next. */
async function findingsOf(uri: string): Promise<readonly Diagnostic[]> {
  const before = published.length;
  for (;;) {
    const found = published.slice(before).find((each) => each.uri === uri);
    if (found) return found.diagnostics;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
