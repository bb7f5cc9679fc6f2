import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver/node";
import { probeWorkflow } from "../probe-workflow.ts";
import { type HealthyDocument, openHealthyDocument } from "./healthy-document.ts";
import { deepDocuments, type HostileDocument, oddDocuments } from "./hostile-documents.ts";
import { type LspClient, startServer } from "./lsp-client.ts";

// One bad document spoils nothing else: the built server is given what ended it or made it deaf, and a healthy document
// keeps getting its findings between any two of them. No time is asserted: a server that hangs is what fails.

const hangMs = 600_000;
const isWindows = process.platform === "win32";
const code = 'def main(text):\n    return {"size": len(text)}\n';

let base: string;
let folder: string;
let client: LspClient;
let healthy: HealthyDocument;

before(async () => {
  base = realpathSync.native(mkdtempSync(join(tmpdir(), "code-nodes-hostile-")));
  folder = join(base, "ws");
  mkdirSync(join(folder, "nodes"), { recursive: true });
  mkdirSync(join(base, "out"));
  for (const path of ["out/bot.yml", "ws/bot.yml"]) writeFileSync(join(base, path), probeWorkflow);
  writeFileSync(join(folder, "large.yml"), probeWorkflow + "#".repeat(9 * 1024 * 1024));
  if (!isWindows) {
    execFileSync("mkfifo", [
      join(folder, "pipe.yml"),
      join(folder, "pipe.env"),
      join(folder, "nodes", "piped.node.json"),
    ]);
    symlinkSync("/dev/zero", join(folder, "zero.yml"));
    symlinkSync("/dev/stdin", join(folder, "stdin.yml"));
    symlinkSync("../out/bot.yml", join(folder, "link.yml"));
    symlinkSync("../out", join(folder, "out"));
  }
  client = await startServer({ hangMs, workspaceFolders: [pathToFileURL(folder).href] });
  healthy = await openHealthyDocument(client);
});
after(async () => {
  await client.stop();
  rmSync(base, { recursive: true, force: true });
});

const names: readonly (readonly [from: string, says: RegExp | undefined, onWindows?: false])[] = [
  ["../bot.yml", undefined],
  ["../nodes/../bot.yml", undefined],
  ["a/".repeat(20_000), /longer than any path may be/],
  ["/dev/stdin", /an absolute path/],
  ["/dev/zero", /an absolute path/],
  ["//host/share/x.yml", /a place on another machine/],
  ["\\\\host\\share\\x.yml", /a place on another machine/],
  ["/\\host/share/x.yml", /a place on another machine/],
  ["\\\\.\\pipe\\x", /a place on another machine/],
  ["//a b/c.yml", /a place on another machine/],
  ["C:\\x.yml", /an absolute path/],
  ["c:x.yml", /an absolute path/],
  ["file:///dev/zero", /an address/],
  ["\ud800.yml", /which no file can be called/],
  ["x\udfff/y.yml", /which no file can be called/],
  ["a\0b.yml", /which no file can be called/],
  ["../../out/bot.yml", /it lies outside of .*ws/],
  ["../../../../../../../../../dev/zero", /it lies outside of .*ws/],
  ["../../ws/../out/bot.yml", /it lies outside of .*ws/],
  ["..%2f..%2fout%2fbot.yml", /no workflow file/],
  ["../none.yml", /no workflow file/],
  ["../nodes", /it is no regular file|EISDIR|EPERM/],
  ["..", /it is no regular file|EISDIR|EPERM/],
  ["../large.yml", /it is larger than 8 MB/],
  ["x".repeat(5000), /longer than any path may be/],
  ["../pipe.yml", /it is no regular file/, false],
  ["../zero.yml", /it lies outside of/, false],
  ["../stdin.yml", /it lies outside of/, false],
  ["../link.yml", /it lies outside of/, false],
  ["../out/bot.yml", /it lies outside of/, false],
];
test("a workflow is named by a path inside of the workspace, and anything else is a finding of the declaration", async () => {
  for (const [index, [from, says, onWindows]] of names.entries()) {
    if (isWindows && onWindows === false) continue;
    const uri = pathToFileURL(join(folder, "nodes", `from-${index}.py`)).href;
    const declaration = join(folder, "nodes", `from-${index}.node.json`);
    writeFileSync(declaration, JSON.stringify({ dialect: "dify", from: { workflow: from, node: "Measure" } }));
    const ofDeclaration = client.nextDiagnostics(pathToFileURL(declaration).href);
    assert.deepEqual(await client.open(uri, "python", code), [], from);
    const found = await ofDeclaration;
    assert.equal(found.length, says ? 1 : 0, `${from}: ${messages(found)}`);
    if (says) assert.match(messages(found), says);
    assert.equal((await client.codeLenses(uri)).length, says ? 0 : 2);
    await healthy.isServed();
  }
});

test("a declaration that is a pipe is said in the code file", { skip: isWindows }, async () => {
  const uri = pathToFileURL(join(folder, "nodes", "piped.py")).href;
  assert.match(messages(await client.open(uri, "python", code)), /declaration beside this file .* no regular file/);
  await healthy.isServed();
});

const envFiles = [
  ...["/dev/zero", "/dev/stdin", "/dev/tty", "/proc/self/environ", "pipe.env", ".", "", " ", "../out/bot.yml"],
  ...[
    "\ud800",
    "\udfff.env",
    "a\0b",
    "//a b/c",
    "//host/share/.env",
    "\\\\host\\share\\.env",
    "C:\\x.env",
    "C:/x y.env",
  ],
  ...["%zz", "a%zz.env", "#?.env", "http://host/.env", "file:///dev/zero", "x".repeat(5000)],
];
test("whatever file a setting names, it is looked at first", async () => {
  for (const envFile of envFiles) {
    client.configure({ dify: { envFile }, n8n: { envFile } });
    await healthy.isServed();
  }
  client.configure({});
});

const uris = [
  ...["a%zz.yml", "file:///workspace/a%zz.yml", "file:///%.yml", "file:///%ff%fe.yml", "file:///a%00b.yml"],
  ...["untitled:Untitled-1", "untitled:a.py", "vscode-vfs://github/a/b.yml", "vscode-vfs://github/a/b.py"],
  ...["file://host/share/x.yml", "file://host/share/x.py", "file:////host/share/x.py", "file:///c%3A/x.py"],
  ...["", ".py", "/x.py", "\ud800.py", "file:///\ud800.yml", "file:", "file://", "file:///x.py?q#f", "http://h/x.py"],
];
test("a document of any URI is checked or left alone", async () => {
  for (const uri of uris) {
    client.openQuietly(uri, uri.includes(".py") ? "python" : "yaml", uri.includes(".py") ? code : probeWorkflow);
    const lenses = await client.codeLenses(uri);
    assert.equal(lenses.length, uri.includes(".py") ? 0 : 3, uri);
    await client.hover(uri, { line: 8, character: 40 });
    await client.codeActions(uri, { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } });
    await healthy.isServed();
  }
});

for (const document of [...oddDocuments, ...deepDocuments(1500), ...longDocuments(20_000), ...longDocuments(200_000)]) {
  test(`${document.name}: checked, or said what was not`, async () => {
    await isSurvived(document);
  });
}

test("the healthy document was served after each of them", () => {
  const least = envFiles.length + uris.length + 2 * (deepDocuments(1).length + oddDocuments.length);
  assert.ok(healthy.timesServed > least, `${healthy.timesServed}`);
});

/** A server whose reading grew faster than they do would say nothing here for minutes. */
function longDocuments(parts: number): readonly HostileDocument[] {
  const shapes = parts > 100_000 ? /'x'\+|1\+1|a\?\.b|\(\(a|\[\[a|not not|else/ : /./;
  return deepDocuments(parts).filter(({ name }) => shapes.test(name));
}

async function isSurvived({ uri, language, text }: HostileDocument): Promise<void> {
  client.openQuietly(uri, language, text);
  await healthy.isServed();
  const lenses = await client.codeLenses(uri);
  await healthy.isServed();
  await client.hover(uri, lenses[0]?.range.start ?? { line: 0, character: 0 });
  await client.codeActions(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } });
  client.notify("textDocument/didClose", { textDocument: { uri } });
  await healthy.isServed();
}

function messages(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ message }) => message).join("\n");
}
