import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { CodeAction, Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { ownPartOf } from "../../src/core/dialects/n8n/platform/n8n-node.ts";
import { readSource } from "../../src/core/sources/source-file.ts";
import { documentRange } from "../../src/core/text/embedded-text.ts";
import type { CodeNode } from "../../src/core/workflow/code-node.ts";
import { type LspClient, startServer } from "./lsp-client.ts";

// Quick fixes as any LSP client gets them: asked for at a place, and applied to the text.

let client: LspClient;
let folder: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-fixes-"));
  client = await startServer();
});
after(async () => {
  await client.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface LintVector {
  readonly id: string;
  readonly kind?: string;
  readonly mode: string;
  readonly binaryMode?: string;
  readonly code: string;
  readonly expect: { readonly diagnostics: readonly EditorDiagnostic[] };
}

interface EditorDiagnostic {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly fix?: { readonly name: string; readonly result: string };
}

const vectors: readonly LintVector[] = JSON.parse(readFileSync("test/vectors/n8n.json", "utf8")).vectors;

test("each fix of n8n's editor is offered at its place in the workflow file, and does what it does there", async () => {
  client.configure({ hints: { enabled: true } });
  let applied = 0;
  for (const vector of vectors.filter(({ kind }) => kind === "editor-lint")) {
    const { mode, code, binaryMode = "separate" } = vector;
    const text = workflowText({ language: "javaScript", mode, jsCode: code }, { binaryMode });
    const uri = `file:///workspace/${vector.id}.json`;
    await client.open(uri, "json", text);
    for (const { from, to, message, fix } of vector.expect.diagnostics) {
      const actions = await client.codeActions(uri, placeOf(text, from, to));
      const action = actions.find(({ diagnostics }) => diagnostics?.some((found) => found.message === message));
      assert.equal(action?.title, fix?.name, `${vector.id}: ${message}`);
      if (!action || !fix) continue;
      assert.equal(action.kind, "quickfix");
      assert.equal(onlyNode(applyTo(uri, text, action)).code.code, fix.result, vector.id);
      applied += 1;
    }
    await client.close(uri);
  }
  client.configure({});
  assert.equal(applied, 15);
});

test("a fix changes the place in the JSON string and nothing else; the sole sound one is preferred", async () => {
  const jsCode = 'const say = "\\tä\u{1F30D}";\r\nreturn [{ say, x: $input.item.json["a\\n"], y: $json }];';
  const text = workflowText({ jsCode });
  const uri = "file:///workspace/first.json";
  await client.open(uri, "json", text);
  const [fix, ...others] = await client.codeActions(uri, placeOfText(text, "item"));
  assert.deepEqual(others, []);
  assert.ok(fix);
  assert.equal(fix.isPreferred, true);
  assert.equal(applyTo(uri, text, fix), text.replace("$input.item.json", "$input.first().json"));
  const [removal] = await client.codeActions(uri, placeOfText(text, "$json"));
  assert.deepEqual([removal?.title, removal?.isPreferred], ["Remove", false]);
  assert.deepEqual(await client.codeActions(uri, placeOfText(text, "return")), []);
  assert.equal((await client.codeActions(uri, placeOfText(text, "item"), ["quickfix"])).length, 1);
  assert.deepEqual(await client.codeActions(uri, placeOfText(text, "item"), ["source.fixAll"]), []);
  await client.close(uri);
});

test("two findings that one edit puts right share it", async () => {
  const text = workflowText({ jsCode: "return [$('Start').item];" });
  const uri = "file:///workspace/shared.json";
  await client.open(uri, "json", text);
  const actions = await client.codeActions(uri, placeOfText(text, "item"));
  assert.deepEqual(
    actions.map(({ title, isPreferred, diagnostics }) => [title, isPreferred, diagnostics?.length]),
    [["Fix", true, 2]],
  );
  await client.close(uri);
});

const oldCode = 'for item in _input.all():\n\titem.json.name = f"{item.json.first} ä"\nreturn _input.all()';
const newCode = `for item in _items:\n\titem["json"]["name"] = f"{item['json']['first']} ä"\nreturn _items`;
const rewrite = "Rewrite for n8n 2 (native Python)";

test("code for Pyodide is rewritten together with the node's language", async () => {
  const nodes = [
    ["documented", "python"],
    ["1", "python"],
    ["2", "python"],
    ["2", "pythonNative"],
  ] as const;
  for (const [target, language] of nodes) {
    client.configure({ n8n: { target } });
    const parameters = { pythonCode: oldCode, language };
    const text = workflowText(parameters);
    const uri = `file:///workspace/${language}-${target}.json`;
    const found = await client.open(uri, "json", text);
    const check = target === "2" ? "missing-name" : "old-python";
    assert.ok(found.length > 0 && found.every(({ code }) => code === check));
    const [action, ...others] = await client.codeActions(uri, placeOfText(text, "_input"));
    assert.deepEqual([action?.title, action?.isPreferred, others], [rewrite, true, []]);
    assert.ok(action);
    const fixed = applyTo(uri, text, action);
    assert.equal(fixed, workflowText({ ...parameters, pythonCode: newCode, language: "pythonNative" }));
    assert.deepEqual(await client.change(uri, fixed), [], "there is nothing left to say");
    await client.close(uri);
  }
  client.configure({});
});

test("what cannot be brought over is said beforehand, and the fix is not preferred", async () => {
  const pythonCode = "day = _now.day\nlead = _('Leads').first()\nreturn [{'day': day, 'x': _json.x}]";
  const text = workflowText({ language: "python", pythonCode });
  const uri = "file:///workspace/by-hand.json";
  await client.open(uri, "json", text);
  const [action] = await client.codeActions(uri, placeOfText(text, "_now"));
  assert.ok(action);
  assert.deepEqual([action.title, action.isPreferred], [`${rewrite}; to be done by hand: _now, _`, false]);
  const node = onlyNode(applyTo(uri, text, action));
  assert.deepEqual(
    [node.code.code, ownPartOf(node)?.language],
    [pythonCode.replace("_json.x", '_items[0]["json"]["x"]'), "pythonNative"],
  );
  await client.close(uri);
});

test("in a node file the code changes, and its language where the node is declared", async () => {
  const declaration = '{ "dialect": "n8n",\r\n  "language": "python" }';
  const workflow = workflowText({ language: "python", pythonCode: "pass" });
  writeFileSync(join(folder, "own.node.json"), declaration);
  writeFileSync(join(folder, "orders 1.json"), workflow);
  const from = { workflow: "orders 1.json", node: "Code" };
  writeFileSync(join(folder, "mirror.node.json"), JSON.stringify({ dialect: "n8n", from }));
  const cases: readonly (readonly [file: string, declaredIn: string, text: string, fixed: string])[] = [
    ["own.py", "own.node.json", declaration, declaration.replace("python", "pythonNative")],
    ["mirror.py", "orders 1.json", workflow, workflow.replace('"python"', '"pythonNative"')],
  ];
  for (const [file, declaredIn, text, fixed] of cases) {
    const uri = pathToFileURL(join(folder, file)).href;
    await client.open(uri, "python", oldCode);
    const [action] = await client.codeActions(uri, {
      start: { line: 0, character: 12 },
      end: { line: 0, character: 12 },
    });
    assert.equal(action?.title, rewrite);
    assert.equal(applyTo(uri, oldCode, action), newCode);
    assert.equal(applyTo(pathToFileURL(join(folder, declaredIn)).href, text, action), fixed);
    assert.equal(Object.keys(action.edit?.changes ?? {}).length, 2);
    await client.close(uri);
  }
});

test("a fix goes by the workflow that a node file mirrors as it is when it is asked for", async () => {
  const path = join(folder, "moving.json");
  writeFileSync(path, workflowText({ language: "python", pythonCode: "pass" }));
  const from = { workflow: "moving.json", node: "Code" };
  writeFileSync(join(folder, "moved.node.json"), JSON.stringify({ dialect: "n8n", from }));
  const uri = pathToFileURL(join(folder, "moved.py")).href;
  await client.open(uri, "python", oldCode);
  const moved = workflowText({ notes: "Moves all that follows.", language: "python", pythonCode: "pass" });
  writeFileSync(path, moved);
  const [action] = await client.codeActions(uri, {
    start: { line: 0, character: 12 },
    end: { line: 0, character: 12 },
  });
  assert.ok(action);
  assert.equal(applyTo(pathToFileURL(path).href, moved, action), moved.replace('"python"', '"pythonNative"'));
  await client.close(uri);
});

/** A workflow of a trigger and the node, whose code stands in `parameters`. */
function workflowText(parameters: Readonly<Record<string, string>>, settings: object = {}): string {
  const code = { id: "c1", name: "Code", type: "n8n-nodes-base.code", typeVersion: 2, parameters };
  const start = { id: "s1", name: "Start", type: "n8n-nodes-base.manualTrigger", typeVersion: 1, parameters: {} };
  const connections = { Start: { main: [[{ node: "Code", type: "main", index: 0 }]] } };
  return JSON.stringify({ name: "W", nodes: [start, code], connections, settings }, null, 2);
}

function onlyNode(text: string): CodeNode {
  const [node, ...others] = readSource({ path: "w.json", text })?.reading.nodes ?? [];
  assert.deepEqual(others, []);
  return node ?? assert.fail("The file holds no node any more.");
}

/** Of a stretch of the node's code, in the workflow file. */
function placeOf(text: string, from: number, to: number): Range {
  const { start, end } = documentRange(onlyNode(text).code, { start: from, end: to });
  const document = TextDocument.create("file:///w.json", "json", 1, text);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** Where the words stand first in the node's code. */
function placeOfText(text: string, words: string): Range {
  const at = onlyNode(text).code.code.indexOf(words);
  assert.notEqual(at, -1, words);
  return placeOf(text, at, at + words.length);
}

/** The document as the client has it after the action. */
function applyTo(uri: string, text: string, { edit }: CodeAction): string {
  const edits = edit?.changes?.[uri];
  assert.ok(edits, `The action changes ${uri}.`);
  return TextDocument.applyEdits(TextDocument.create(uri, "json", 1, text), edits);
}
