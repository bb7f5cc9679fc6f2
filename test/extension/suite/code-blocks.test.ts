import { strict as assert } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import { probeWorkflow } from "../../probe-workflow.ts";

// What the editor itself does inside a workflow file: comments in blocks, and hovers over escaped code.

suite("code in a workflow file", () => {
  for (const [code, commented] of [
    ["function main({ text }) {", "// function main({ text }) {"],
    ["words: { type:", "# words: { type:"],
    ["import re", "# import re"],
    ["  const words = text", "  // const words = text"],
  ] as const) {
    test(`Toggle Line Comment writes the comments of its language: ${commented}`, async () => {
      const [uri] = await vscode.workspace.findFiles("**/hand-written.yml", undefined, 1);
      assert.ok(uri, "the example is not there");
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document);
      const before = document.getText();
      const { line } = document.positionAt(before.indexOf(code));
      const place = document.lineAt(line).range.end;
      editor.selection = new vscode.Selection(place, place);
      await toggled(document, line, commented);
      await vscode.commands.executeCommand("editor.action.commentLine");
      assert.equal(document.getText(), before, "a second time takes it away again");
    });
  }

  test("a hover shows escaped code as it reads", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, "no folder is open");
    const uri = vscode.Uri.joinPath(folder.uri, "hover.yml");
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(probeWorkflow));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const position = document.positionAt(probeWorkflow.indexOf("print(text)"));
    let shown: string[] = [];
    for (const end = Date.now() + 300_000; Date.now() < end && shown.length === 0; await pause(50)) {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
      shown = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === "string" ? one : one.value)));
    }
    assert.match(
      shown.join("\n"),
      /Measure · Python, line 2 of 3\n\n```python\ndef main\(text\):\n {4}print\(text\)\n/,
    );
  });
});

/** Toggles until the line is as expected: the extension may still be starting, or hear of the cursor a moment later. */
async function toggled(document: vscode.TextDocument, line: number, expected: string): Promise<void> {
  const before = document.getText();
  for (const end = Date.now() + 300_000; ; ) {
    await vscode.commands.executeCommand("editor.action.commentLine");
    const text = document.lineAt(line).text;
    if (text.includes(expected)) return;
    if (Date.now() > end) assert.fail(`the line is ${text}`);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
    await pause(100);
  }
}
