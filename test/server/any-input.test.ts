import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { probeWorkflow } from "../probe-workflow.ts";
import { type HealthyDocument, openHealthyDocument } from "./healthy-document.ts";
import { type LspClient, startServer } from "./lsp-client.ts";

// Settings of any content, documents of any name, and notifications that make no sense: the built server answers on.

const hangMs = 120_000;

let client: LspClient;
let healthy: HealthyDocument;
let section: unknown = null;

before(async () => {
  client = await startServer({ hangMs, initializationOptions: { dify: [1], n8n: "\ud800" } });
  healthy = await openHealthyDocument(client);
});
after(() => client.stop());

/** With lone surrogates, control characters and names of prototypes in it. */
const anyText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "/dev/zero",
    "//host/x",
    "\ud800",
    "%zz",
    "documented",
    "*",
    "\0",
  ),
  fc.string(),
);
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    anyText,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(anyText, tie("value"), { maxKeys: 3 }),
  ),
})).value;
/** The names that are read, so that something comes of it. */
const anySection = fc.record(
  Object.fromEntries(
    ["dify", "n8n", "codeLens", "hints", "__proto__x"].map((name) => [
      name,
      fc.oneof(
        anyValue,
        fc.record(
          {
            target: fc.oneof(anyText, anyValue),
            envFile: fc.oneof(anyText, anyValue),
            allowBuiltin: fc.oneof(anyText, anyValue),
            python: fc.oneof(anyValue, fc.record({ stdlibAllow: anyText, externalAllow: anyValue })),
            enabled: fc.oneof(fc.boolean(), anyValue),
          },
          { requiredKeys: [] },
        ),
      ),
    ]),
  ),
  { requiredKeys: [] },
);

/** `__proto__` as JSON has it: a member like any other. */
function asMember(value: unknown): object {
  return JSON.parse(JSON.stringify({ value }).replaceAll("__proto__x", "__proto__")).value;
}

test("settings of any content are read as far as they make sense", async () => {
  await fc.assert(
    fc.asyncProperty(anySection, async (given) => {
      client.configure(asMember(given));
      await answersAreSane();
    }),
    { numRuns: 60 },
  );
  for (const settings of [null, 1, "text", [], [[]], { codeNodes: null }, { codeNodes: [1] }, { codeNodes: "\ud800" }])
    client.notify("workspace/didChangeConfiguration", { settings });
  client.configure({});
  await healthy.isServed();
});

test("settings that the server asks for may be anything too", async () => {
  const other = await startServer({ hangMs, section: () => section });
  const its = await openHealthyDocument(other);
  for (const value of [
    null,
    1,
    [],
    "text",
    { dify: { envFile: "\ud800" } },
    { n8n: 5, dify: null },
    { dify: { target: {} } },
  ]) {
    section = value;
    other.notify("workspace/didChangeConfiguration", { settings: null });
    await its.isServed();
  }
  await other.stop();
});

test("a document of any URI and text is opened, looked at and closed", async () => {
  const uri = fc.oneof(
    anyText,
    fc
      .tuple(fc.constantFrom("file:///", "file://", "untitled:", "vscode-vfs://h/", "a:", ""), anyText)
      .map(([scheme, rest]) => scheme + rest),
  );
  const name = fc
    .tuple(uri, fc.constantFrom("", ".yml", ".json", ".py", ".js", ".node.json", "%zz.py"))
    .map(([start, end]) => start + end);
  const text = fc.oneof(anyText, fc.constant(probeWorkflow), fc.constant('{ "from": { "workflow": "\\ud800" } }'));
  await fc.assert(
    fc.asyncProperty(name, text, fc.integer(), fc.integer(), async (of, content, line, character) => {
      client.openQuietly(of, "yaml", content);
      const position = { line, character };
      await client.codeLenses(of);
      await client.hover(of, position);
      await client.codeActions(of, { start: position, end: { line: character, character: line } });
      client.notify("textDocument/didChange", {
        textDocument: { uri: of, version: 2 },
        contentChanges: [{ range: { start: position, end: position }, text: content }],
      });
      client.fileChanged(of);
      client.notify("textDocument/didClose", { textDocument: { uri: of } });
      await healthy.isServed();
    }),
    { numRuns: 60 },
  );
});

test("notifications that make no sense are passed over", async () => {
  const uri = "file:///workspace/not-open.yml";
  const notifications: readonly (readonly [method: string, params: object])[] = [
    ["textDocument/didChange", { textDocument: { uri, version: 3 }, contentChanges: [{ text: "a: 1" }] }],
    ["textDocument/didClose", { textDocument: { uri } }],
    ["textDocument/didClose", {}],
    ["textDocument/didOpen", {}],
    ["textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text: 5 } }],
    ["textDocument/didClose", { textDocument: { uri } }],
    ["textDocument/didOpen", { textDocument: { uri: 5, languageId: 5, version: "x", text: "kind: app" } }],
    ["workspace/didChangeWatchedFiles", {}],
    ["workspace/didChangeWatchedFiles", { changes: [{}, { uri: null }, { uri: "%zz.node.json" }] }],
    ["workspace/didChangeWorkspaceFolders", { event: {} }],
    ["$/setTrace", {}],
    ["no/such", { a: 1 }],
  ];
  for (const [method, params] of notifications) {
    client.notify(method, params);
    await healthy.isServed();
  }
});

/** Under settings that may hide lenses and name targets, what is found differs; that something is answered does not. */
async function answersAreSane(): Promise<void> {
  const uri = "file:///workspace/under-settings.yml";
  const findings = await client.open(uri, "yaml", probeWorkflow);
  assert.ok(
    findings.every(({ message }) => !/Please report/.test(`${message}`)),
    JSON.stringify(findings),
  );
  assert.ok([0, 3].includes((await client.codeLenses(uri)).length));
  await client.close(uri);
}
