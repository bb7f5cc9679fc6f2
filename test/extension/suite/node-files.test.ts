import { strict as assert } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import { probeWorkflow } from "../../probe-workflow.ts";

// `Edit code` as a user meets it: a file that saves itself back, and follows its workflow.

const nodeId = "1712";
const original = 'def main(text):\n    print(text)\n    return {"size": len(text), "debug": text}\n';

suite("node files", () => {
  teardown(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("Edit code opens the node, and saving puts it back into a file that is not open", async () => {
    const { workflow, code } = await edited("one.yml");
    assert.equal(code.getText(), original);
    assert.equal(vscode.window.activeTextEditor?.document, code);
    await vscode.commands.executeCommand("workbench.action.closeOtherEditors");
    await change(code, "print(text)", "print(text.upper())");
    await code.save();
    await until(async () => (await onDisk(workflow)).includes("print(text.upper())"));
    const [head, tail] = probeWorkflow.split(/"def main.*"/);
    const now = await onDisk(workflow);
    assert.ok(now.startsWith(head ?? "") && now.endsWith(tail ?? ""), now);
  });

  test("the place of the cursor in the escaped code is the place in the file", async () => {
    const workflow = await openFile("cursor.yml", probeWorkflow);
    const at = workflow.positionAt(workflow.getText().indexOf('\\"debug\\"'));
    const editor = await vscode.window.showTextDocument(workflow, { selection: new vscode.Range(at, at) });
    assert.equal(editor.document, workflow);
    await vscode.commands.executeCommand("codeNodes.editCode", { uri: workflow.uri.toString(), nodeId });
    const code = vscode.window.activeTextEditor;
    assert.equal(code?.document.offsetAt(code.selection.active), original.indexOf('"debug"'));
  });

  test("a save changes the open workflow so that it can be undone, and the file follows the undo", async () => {
    const { workflow, code } = await edited("undo.yml");
    await change(code, "print(text)", "pass");
    await code.save();
    await until(() => workflow.getText().includes("pass"));
    await until(() => !workflow.isDirty);
    await vscode.window.showTextDocument(workflow);
    await vscode.commands.executeCommand("undo");
    await until(() => workflow.getText() === probeWorkflow);
    await until(() => code.getText() === original);
    await workflow.save();
  });

  test("what the user has not saved in the workflow stays unsaved beside the node's code", async () => {
    const { workflow, code } = await edited("dirty.yml");
    await change(workflow, "name: Probe", "name: Mine");
    await change(code, "print(text)", "pass");
    await code.save();
    await until(() => workflow.getText().includes("pass"));
    assert.ok(workflow.isDirty && workflow.getText().includes("name: Mine"));
    assert.equal(await onDisk(workflow), probeWorkflow);
  });

  test("what was saved into a workflow that is then left unsaved is still in the file", async () => {
    const { workflow, code } = await edited("discarded.yml");
    const declaration = code.uri.with({ path: code.uri.path.replace(/\.py$/, ".node.json") });
    const declared = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(declaration));
    await change(workflow, "name: Probe", "name: Mine");
    await change(code, "print(text)", "print(8)");
    await code.save();
    await until(() => workflow.getText().includes("print(8)"));
    await pause(600);
    assert.doesNotMatch(await declared(), /print\(8\)/);
    await vscode.window.showTextDocument(workflow);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await until(() => workflow.getText() === probeWorkflow);
    await pause(1000);
    assert.match(code.getText(), /print\(8\)/);
    assert.match(await onDisk(code), /print\(8\)/);

    await change(workflow, "name: Probe", "name: Mine");
    await change(code, "print(8)", "print(9)");
    await code.save();
    await until(() => workflow.getText().includes("print(9)"));
    await workflow.save();
    await until(async () => (await declared()).includes("print(9)"));
  });

  test("a clean file follows a change on disk, as after a pull", async () => {
    const { workflow, code } = await edited("pull.yml");
    await vscode.workspace.fs.writeFile(workflow.uri, bytes(probeWorkflow.replace("print(text)", "print(1)")));
    await until(() => code.getText().includes("print(1)"));
    await until(() => !code.isDirty);
  });

  test("changes on both sides are kept until someone decides, and a merge goes back", async () => {
    const { workflow, code } = await edited("both.yml");
    await change(code, "print(text)", "print(2)");
    const theirs = probeWorkflow.replace("print(text)", "print(3)");
    await vscode.workspace.fs.writeFile(workflow.uri, bytes(theirs));
    await until(() => workflow.getText() === theirs);
    await code.save();
    await pause(1000);
    assert.equal(await onDisk(workflow), theirs, "the save wrote over nothing");
    assert.match(code.getText(), /print\(2\)/);

    await vscode.commands.executeCommand("codeNodes.mergeCode", code.uri);
    await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.label.startsWith("Merging") === true);
    await change(code, "print(2)", "print(2 + 3)");
    await code.save();
    await until(async () => (await onDisk(workflow)).includes("print(2 + 3)"));
  });

  test("a merge that is left undecided decides nothing", async () => {
    const { workflow, code } = await edited("undecided.yml");
    await change(code, "print(text)", "print(2)");
    const theirs = probeWorkflow.replace("print(text)", "print(3)");
    await vscode.workspace.fs.writeFile(workflow.uri, bytes(theirs));
    await until(() => workflow.getText() === theirs);
    await code.save();
    await vscode.commands.executeCommand("codeNodes.mergeCode", code.uri);
    const isMerging = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.startsWith("Merging") === true;
    await until(isMerging);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(() => !isMerging());
    const again = await vscode.workspace.openTextDocument(code.uri);
    await vscode.window.showTextDocument(again);
    await change(again, "print(2)", "print(7)");
    await again.save();
    await pause(1000);
    assert.equal(await onDisk(workflow), theirs);
    assert.match(await onDisk(again), /print\(7\)/);
  });

  test("a node that is renamed keeps its file", async () => {
    const { workflow, code } = await edited("renamed.yml");
    await change(workflow, "title: Measure", "title: Measure it");
    await workflow.save();
    const declaration = code.uri.with({ path: code.uri.path.replace(/\.py$/, ".node.json") });
    await until(async () =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(declaration)).includes("Measure it"),
    );
    await change(code, "print(text)", "print(5)");
    await code.save();
    await until(() => workflow.getText().includes("print(5)"));
  });

  test("a node that is gone leaves its file alone", async () => {
    const { workflow, code } = await edited("gone.yml");
    await vscode.workspace.fs.writeFile(workflow.uri, bytes(probeWorkflow.replace('"1712"', '"1799"')));
    await until(() => workflow.getText().includes("1799"));
    await change(code, "print(text)", "print(4)");
    await code.save();
    await pause(500);
    assert.match(await onDisk(code), /print\(4\)/);
    assert.doesNotMatch(await onDisk(workflow), /print\(4\)/);
  });

  test("Edit Code goes to the line that it is given", async () => {
    const workflow = await openFile("line.yml", probeWorkflow);
    await vscode.commands.executeCommand("codeNodes.editCode", { uri: workflow.uri.toString(), nodeId }, { line: 2 });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor, "the node's file is in front");
    assert.match(editor.document.uri.path, /\.py$/);
    assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [1, 0]);
  });

  test("Make Code Readable spells the code as a block, in one step", async () => {
    const workflow = await openFile("readable.yml", probeWorkflow);
    await vscode.commands.executeCommand("codeNodes.makeReadable", { uri: workflow.uri.toString(), nodeId });
    assert.match(workflow.getText(), /code: \|\n {10}def main\(text\):\n {14}print/);
    await vscode.commands.executeCommand("undo");
    assert.equal(workflow.getText(), probeWorkflow);
  });

  test("TypeScript completes n8n's names and the pinned data", async () => {
    const node = {
      id: "n1",
      name: "Sum",
      type: "n8n-nodes-base.code",
      typeVersion: 2,
      parameters: { jsCode: "return $input.all()[0].json.customer." },
    };
    const trigger = { id: "n0", name: "Start", type: "n8n-nodes-base.manualTrigger", typeVersion: 1, parameters: {} };
    const text = JSON.stringify({
      name: "W",
      nodes: [trigger, node],
      connections: { Start: { main: [[{ node: "Sum", type: "main", index: 0 }]] } },
      pinData: { Start: [{ json: { customer: { street: "High Street", number: 7 } } }] },
      settings: {},
    });
    const { code } = await edited("sum.json", text, "n1");
    await until(async () => {
      const at = code.positionAt(code.getText().length);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        code.uri,
        at,
      );
      const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
      return labels.includes("street") && labels.includes("number");
    });
    const messages = () =>
      vscode.languages
        .getDiagnostics(code.uri)
        .filter(({ source }) => source === "js" || source === "ts")
        .map(({ message }) => message);
    await until(() => messages().length > 0);
    assert.deepEqual(messages(), ["Identifier expected."], "only what is unfinished is said of a top-level return");
  });
});

/** A workflow, open, and its node's file beside it, in front. */
async function edited(name: string, text = probeWorkflow, id = nodeId) {
  const workflow = await openFile(name, text);
  await vscode.commands.executeCommand("codeNodes.editCode", { uri: workflow.uri.toString(), nodeId: id });
  const code = vscode.window.activeTextEditor?.document;
  assert.ok(code && code !== workflow, "the node's file is in front");
  return { workflow, code };
}

async function openFile(name: string, text: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "no folder is open");
  const uri = vscode.Uri.joinPath(folder.uri, "edit", name);
  await vscode.workspace.fs.writeFile(uri, bytes(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function change(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${document.uri.path} holds ${from}`);
  const edits = new vscode.WorkspaceEdit();
  edits.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(edits));
}

async function onDisk({ uri }: vscode.TextDocument): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 300_000;
  while (!(await isSo())) {
    if (Date.now() > end) assert.fail("It did not come to that.");
    await pause(50);
  }
}
