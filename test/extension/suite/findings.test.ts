import { strict as assert } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import { probeWorkflow } from "../../probe-workflow.ts";

// What a user sees of the language server inside VS Code: problems, lenses, and that they follow the typing.

suite("findings", () => {
  test("stand in Problems at their place in the escaped code, and follow an edit and its undo", async () => {
    const document = await openFile("probe.yml", probeWorkflow);
    const [finding] = await findingsOf(document, (found) => found.length === 1);
    assert.equal(document.getText(finding?.range), '\\"debug\\"');
    assert.equal(finding?.source, "Code Nodes");
    assert.equal(finding?.code, "undeclared-output");
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Warning);

    const edit = new vscode.WorkspaceEdit();
    const start = document.positionAt(document.getText().indexOf(', \\"debug\\": text'));
    edit.delete(document.uri, new vscode.Range(start, start.translate(0, ', \\"debug\\": text'.length)));
    await vscode.workspace.applyEdit(edit);
    await findingsOf(document, (found) => found.length === 0);
    await vscode.commands.executeCommand("undo");
    await findingsOf(document, (found) => found.length === 1);
  });

  test("lenses stand above the node", async () => {
    const document = await openFile("lenses.yml", probeWorkflow);
    await findingsOf(document, (found) => found.length === 1);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command, range }) => [range.start.line, command?.title]),
      [
        [7, "▶ Run"],
        [7, "Run with…"],
        [7, "Edit code"],
      ],
    );
  });

  test("a node file is checked against the declaration beside it", async () => {
    await writeFile(
      "measure.node.json",
      '{ "dialect": "dify", "inputs": { "text": {} }, "outputs": { "size": { "type": "number" } } }',
    );
    const document = await openFile("measure.py", 'def main(words):\n    return {"size": len(words)}\n');
    const found = await findingsOf(document, (all) => all.length === 2);
    assert.deepEqual(
      found.map(({ code }) => code),
      ["missing-parameter", "unknown-parameter"],
    );
    await writeFile(
      "measure.node.json",
      '{ "dialect": "dify", "inputs": { "words": {} }, "outputs": { "size": { "type": "number" } } }',
    );
    await findingsOf(document, (all) => all.length === 0);
  });

  test("what is wrong in the server's .env follows the file on disk", async () => {
    const env = await writeFile("server.env", "CODE_MAX_DEPTH=deep\n");
    const settings = vscode.workspace.getConfiguration("codeNodes.dify");
    await settings.update("envFile", "server.env", vscode.ConfigurationTarget.Workspace);
    try {
      await openFile("with-env.yml", probeWorkflow);
      const [problem] = await findingsOf({ uri: env }, (found) => found.length === 1);
      assert.match(problem?.message ?? "", /CODE_MAX_DEPTH/);
      await writeFile("server.env", "CODE_MAX_DEPTH=4\n");
      await findingsOf({ uri: env }, (found) => found.length === 0);
      await writeFile("server.env", "CODE_MAX_DEPTHS=4\n");
      await findingsOf({ uri: env }, (found) => found.length === 1);
    } finally {
      await settings.update("envFile", undefined, vscode.ConfigurationTarget.Workspace);
    }
    await findingsOf({ uri: env }, (found) => found.length === 0);
  });

  test("a YAML file of another kind is left alone", async () => {
    const document = await openFile("compose.yml", "services:\n  web:\n    image: nginx\n");
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
    );
    assert.deepEqual(lenses, []);
    assert.deepEqual(ours(document), []);
  });
});

async function openFile(name: string, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(await writeFile(name, text));
  await vscode.window.showTextDocument(document);
  return document;
}

async function writeFile(name: string, text: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "no folder is open");
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

function ours(document: Pick<vscode.TextDocument, "uri">): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Code Nodes");
}

/** Waits until the findings are as expected; fails with what they are instead. */
async function findingsOf(
  document: Pick<vscode.TextDocument, "uri">,
  isExpected: (found: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  const end = Date.now() + 300_000;
  while (Date.now() < end) {
    if (isExpected(ours(document))) return ours(document);
    await pause(50);
  }
  assert.fail(`the findings are ${JSON.stringify(ours(document).map(({ code, message }) => ({ code, message })))}`);
}
