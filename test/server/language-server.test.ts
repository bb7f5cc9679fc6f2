import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver/node";
import { probeWorkflow } from "../probe-workflow.ts";
import { type LspClient, startServer } from "./lsp-client.ts";

// The built server as any LSP client starts it: a process that speaks over stdio.

let client: LspClient;
let folder: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-lsp-"));
  client = await startServer();
});
after(async () => {
  await client.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a finding stands at its true place inside an escaped scalar, and follows the typing", async () => {
  const uri = "file:///workspace/support-bot.yml";
  const first = await client.open(uri, "yaml", probeWorkflow);
  assert.deepEqual(briefly(probeWorkflow, first), [['\\"debug\\"', "undeclared-output", 2]]);

  const repaired = probeWorkflow.replace(', \\"debug\\": text', "");
  assert.deepEqual(briefly(repaired, await client.change(uri, repaired)), []);

  const broken = probeWorkflow.replace("main(text)", "main(txt)");
  assert.deepEqual(briefly(broken, await client.change(uri, broken)), [
    ["(txt)", "missing-parameter", 1],
    ["txt", "unknown-parameter", 1],
    ['\\"debug\\"', "undeclared-output", 2],
  ]);
  assert.deepEqual(await client.close(uri), []);
});

test("lenses stand on the node's first line and name it", async () => {
  const uri = "file:///workspace/lenses.yml";
  await client.open(uri, "yaml", probeWorkflow);
  const lenses = await client.codeLenses(uri);
  assert.deepEqual(
    lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command, command?.arguments]),
    [
      [7, "▶ Run", "codeNodes.run", [{ uri, nodeId: "1712" }]],
      [7, "Run with…", "codeNodes.runWith", [{ uri, nodeId: "1712" }]],
      [7, "Edit code", "codeNodes.editCode", [{ uri, nodeId: "1712" }]],
    ],
  );
  await client.close(uri);
});

test("a JSON document with n8n nodes is checked under the settings for n8n; other JSON is left alone", async () => {
  const code = "const c = require('crypto');\nreturn [{ \"a\": c, b: $('Tirgger').first().json }];";
  const node = { id: "n1", name: "Sign", type: "n8n-nodes-base.code", typeVersion: 2, parameters: { jsCode: code } };
  const trigger = { id: "n0", name: "Trigger", type: "n8n-nodes-base.manualTrigger", typeVersion: 1, parameters: {} };
  const text = JSON.stringify({ name: "W", nodes: [trigger, node], connections: {}, settings: {} }, null, 2);
  const uri = "file:///workspace/sign.json";
  const reference: readonly [string, string, number] = ["'Tirgger'", "wrong-reference", 1];
  assert.deepEqual(briefly(text, await client.open(uri, "json", text)), [["'crypto'", "blocked-import", 1], reference]);
  const repaired = text.replace("Tirgger", "Trigger");
  assert.deepEqual(briefly(repaired, await client.change(uri, repaired)), [["'crypto'", "blocked-import", 1]]);
  assert.deepEqual(
    (await client.codeLenses(uri)).map(({ command }) => command?.arguments),
    [[{ uri, nodeId: "n1" }], [{ uri, nodeId: "n1" }], [{ uri, nodeId: "n1" }]],
  );
  await client.close(uri);
  client.configure({ n8n: { allowBuiltin: "crypto,url" } });
  const allowed = "file:///workspace/allowed.json";
  assert.deepEqual(briefly(text, await client.open(allowed, "json", text)), [reference]);
  await client.close(allowed);
  client.configure({});
});

test("settings hide the lenses, at once", async () => {
  const uri = "file:///workspace/no-lenses.yml";
  await client.open(uri, "yaml", probeWorkflow);
  const refreshed = client.nextLensRefresh();
  client.configure({ codeLens: { enabled: false } });
  await refreshed;
  assert.deepEqual(await client.codeLenses(uri), []);
  client.configure({ codeLens: { enabled: true } });
  assert.equal((await client.codeLenses(uri)).length, 3);
  await client.close(uri);
});

test("a YAML file of another kind gets neither findings nor lenses", async () => {
  const uri = "file:///workspace/compose.yml";
  client.openQuietly(uri, "yaml", "services:\n  web:\n    image: nginx\n");
  assert.deepEqual(await client.codeLenses(uri), []);
});

test("a half-typed workflow gives findings, not silence and not a crash", async () => {
  const uri = "file:///workspace/half.yml";
  const half = `${probeWorkflow.slice(0, probeWorkflow.indexOf("type: number"))}type: [`;
  assert.notEqual((await client.open(uri, "yaml", half)).length, 0);
  await client.close(uri);
});

test("a code file gets its lenses when a declaration appears beside it", async () => {
  const uri = pathToFileURL(join(folder, "later.py")).href;
  client.openQuietly(uri, "python", "def main():\n    return {}\n");
  assert.deepEqual(await client.codeLenses(uri), []);
  const declarationPath = join(folder, "later.node.json");
  writeFileSync(declarationPath, '{ "dialect": "dify", "inputs": {}, "outputs": {} }');
  const refreshed = client.nextLensRefresh();
  client.fileChanged(pathToFileURL(declarationPath).href);
  await refreshed;
  assert.equal((await client.codeLenses(uri)).length, 2);
  await client.close(uri);
});

test("a node file is checked against the declaration beside it, on disk or open", async () => {
  const codePath = join(folder, "measure.py");
  const declarationPath = join(folder, "measure.node.json");
  writeFileSync(
    declarationPath,
    '{ "dialect": "dify", "inputs": { "text": {} }, "outputs": { "size": { "type": "number" } } }',
  );
  const code = 'def main(text):\n    return {"length": len(text)}\n';
  const uri = pathToFileURL(codePath).href;
  assert.deepEqual(briefly(code, await client.open(uri, "python", code)), [
    ['return {"length": len(text)}', "missing-output", 1],
    ['"length"', "undeclared-output", 2],
  ]);
  assert.equal((await client.codeLenses(uri)).length, 2);

  const declarationUri = pathToFileURL(declarationPath).href;
  const nextFindings = client.nextDiagnostics(uri);
  const noProblems = client.nextDiagnostics(declarationUri);
  client.openQuietly(
    declarationUri,
    "json",
    '{ "dialect": "dify", "inputs": { "text": {} }, "outputs": { "length": { "type": "number" } } }',
  );
  assert.deepEqual(briefly(code, await nextFindings), []);
  assert.deepEqual(await noProblems, []);

  const ofDeclaration = client.nextDiagnostics(declarationUri);
  client.changeQuietly(declarationUri, '{ "dialect": "dify", "outputs": { "length": { "type": "text" } } }');
  const [problem] = await ofDeclaration;
  assert.match(String(problem?.message), /"?text"?/);
  assert.equal(problem?.code, "refused-declaration");
});

test("a node file takes the declarations of the workflow's node that it mirrors", async () => {
  writeFileSync(join(folder, "bot #1, 100%.yml"), probeWorkflow);
  const from = { workflow: "bot #1, 100%.yml", node: "Measure" };
  writeFileSync(join(folder, "mirror.node.json"), JSON.stringify({ dialect: "dify", from }));
  const code = 'def main(text):\n    return {"length": len(text)}\n';
  const uri = pathToFileURL(join(folder, "mirror.py")).href;
  assert.deepEqual(briefly(code, await client.open(uri, "python", code)), [
    ['return {"length": len(text)}', "missing-output", 1],
    ['"length"', "undeclared-output", 2],
  ]);

  // The workflow is followed: open in the editor, or changed on disk.
  const workflowUri = pathToFileURL(join(folder, "bot #1, 100%.yml")).href;
  const renamed = probeWorkflow.replace("size: {", "length: {");
  const whileTyping = client.nextDiagnostics(uri);
  await client.open(workflowUri, "yaml", renamed);
  assert.deepEqual(briefly(code, await whileTyping), []);
  const onDisk = client.nextDiagnostics(uri);
  await client.close(workflowUri);
  client.fileChanged(workflowUri);
  assert.equal((await onDisk).length, 2);
});

test("the target and the .env of the settings count, and what is wrong in the file is shown there", async () => {
  const path = join(folder, "server.env");
  const text = "CODE_MAX_DEPTH=deep\nCODE_MAX_STRNG_LENGTH=5\n";
  writeFileSync(path, text);
  const uri = "file:///workspace/settings.yml";
  await client.open(uri, "yaml", probeWorkflow);
  const ofEnv = client.nextDiagnostics(pathToFileURL(path).href);
  const findings = client.nextDiagnostics(uri);
  const watched = client.nextWatchedFile();
  client.configure({ dify: { target: "1.16", envFile: path } });
  assert.deepEqual(briefly(text, await ofEnv), [
    ["CODE_MAX_DEPTH=deep", "env-file", 1],
    ["CODE_MAX_STRNG_LENGTH=5", "env-file", 2],
  ]);
  assert.deepEqual(briefly(probeWorkflow, await findings), [['\\"debug\\"', "undeclared-output", 1]]);

  // The file is watched: what it says now is shown without another keystroke, and goes with the setting.
  const envUri = pathToFileURL(path).href;
  assert.equal(await watched, envUri);
  const changed = "CODE_MAX_DEPTH=4\nCODE_MAX_STRNG_LENGTH=5\n";
  writeFileSync(path, changed);
  const afterChange = client.nextDiagnostics(envUri);
  client.fileChanged(envUri);
  assert.deepEqual(briefly(changed, await afterChange), [["CODE_MAX_STRNG_LENGTH=5", "env-file", 2]]);
  const afterwards = client.nextDiagnostics(envUri);
  client.configure({});
  assert.deepEqual(await afterwards, []);
  await client.close(uri);
});

/** The underlined text, the check and the LSP severity. */
function briefly(text: string, diagnostics: readonly Diagnostic[]): unknown[] {
  const lines = text.split("\n");
  return diagnostics.map(({ range: { start, end }, code, severity }) => {
    assert.equal(start.line, end.line);
    return [(lines[start.line] ?? "").slice(start.character, end.character), code, severity];
  });
}
