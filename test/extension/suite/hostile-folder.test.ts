import { strict as assert } from "node:assert";
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import { probeWorkflow } from "../../probe-workflow.ts";

// What a folder from anybody may hold, opened and edited as a user does it: nothing outside of it changes.

const nodeId = "1712";
const original = 'def main(text):\n    print(text)\n    return {"size": len(text), "debug": text}\n';
/** So long the extension has for what it must not do. */
const waitMs = 1500;

suite("a hostile folder", () => {
  let folder: string;
  let outside: string;
  let before: string;
  let count = 0;

  setup(() => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail("no folder is open");
    // An editor remembers what it had open, so each test has a folder of its own.
    count += 1;
    folder = join(root, `hostile-${count}`);
    outside = join(dirname(root), `outside-${count}`);
    mkdirSync(folder);
    mkdirSync(outside);
    write("bot.yml", probeWorkflow);
    writeFileSync(join(outside, "profile"), original);
    writeFileSync(join(outside, "flow.yml"), probeWorkflow);
    before = stateOf(outside);
  });
  teardown(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("notifications.clearAll");
    for (const each of [folder, outside]) rmSync(each, { recursive: true, force: true });
  });

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  function link(path: string, target: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  }

  async function open(path: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, path)));
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  async function editCode(path = "bot.yml"): Promise<void> {
    const { uri } = await open(path);
    await vscode.commands.executeCommand("codeNodes.editCode", { uri: uri.toString(), nodeId });
  }

  const declaration = (workflow: string, code: string) =>
    JSON.stringify({ dialect: "dify", from: { workflow, node: nodeId, title: "Measure", code } });
  const stays = (message?: string) => assert.equal(stateOf(outside), before, message);

  test("opening a linked node file with a known declaration writes nothing", async () => {
    link(".code-nodes/bot.yml/measure.py", join(outside, "profile"));
    write(".code-nodes/bot.yml/measure.node.json", declaration("../../bot.yml", original));
    write("bot.yml", probeWorkflow.replace("print(text)", "print('evil')"));
    await open(".code-nodes/bot.yml/measure.py");
    await pause(waitMs);
    stays();
  });

  test("opening a node file of a workflow elsewhere writes nothing, and saving it neither", async () => {
    write("a.py", original.replace("print(text)", "print('evil')"));
    write("a.node.json", declaration(`../../outside-${count}/flow.yml`, original));
    const code = await open("a.py");
    await pause(waitMs);
    stays("opened");
    await change(code, "evil", "worse");
    await code.save();
    await pause(waitMs);
    stays("saved");
  });

  test("opening a node file that its workflow has left behind writes nothing in the folder either", async () => {
    const path = ".code-nodes/bot.yml/measure.py";
    write(path, original);
    write(".code-nodes/bot.yml/measure.node.json", declaration("../../bot.yml", original));
    write("bot.yml", probeWorkflow.replace("print(text)", "print(1)"));
    const inside = stateOf(folder);
    const code = await open(path);
    await pause(waitMs);
    assert.equal(stateOf(folder), inside);
    assert.ok(!code.isDirty && code.getText() === original);
    // Who works in it wants it to follow.
    write("bot.yml", probeWorkflow);
    await change(code, "print(text)", "print(2)");
    await code.save();
    await until(() => readFileSync(join(folder, "bot.yml"), "utf8").includes("print(2)"));
    write("bot.yml", readFileSync(join(folder, "bot.yml"), "utf8").replace("print(2)", "print(3)"));
    await until(() => code.getText().includes("print(3)") && !code.isDirty);
  });

  const places: readonly (readonly [name: string, prepare: () => void])[] = [
    ["a code file that leads to nothing yet", () => link(".code-nodes/bot.yml/measure.py", join(outside, "new"))],
    ["a code file that leads to a file", () => link(".code-nodes/bot.yml/measure.py", join(outside, "profile"))],
    [
      "a declaration that leads to a file",
      () => link(".code-nodes/bot.yml/measure.node.json", join(outside, "profile")),
    ],
    ["a declaration that leads to nothing", () => link(".code-nodes/bot.yml/measure.node.json", join(outside, "new"))],
    ["the folder of node files", () => link(".code-nodes", outside)],
    ["the workflow's folder of node files", () => link(".code-nodes/bot.yml", outside)],
    ["what hides them from git", () => link(".code-nodes/.gitignore", join(outside, "new"))],
  ];
  for (const [name, prepare] of places) {
    test(`Edit code goes through no link: ${name}`, async () => {
      prepare();
      await editCode();
      await pause(waitMs);
      stays();
    });
  }

  test("Edit code of a workflow in a linked folder writes nothing there", async () => {
    link("flows", outside);
    await editCode("flows/flow.yml");
    await pause(waitMs);
    stays();
  });

  test("Edit code and saving leave a companion that is a link or the user's own", async () => {
    const node = {
      id: nodeId,
      name: "Sum",
      type: "n8n-nodes-base.code",
      typeVersion: 2,
      parameters: { jsCode: "return [];" },
    };
    write("orders.json", JSON.stringify({ name: "W", nodes: [node], connections: {}, settings: {} }));
    const beside = ".code-nodes/orders.json/sum/";
    link(`${beside}jsconfig.json`, join(outside, "profile"));
    link(`${beside}n8n.names.d.ts`, join(outside, "new"));
    write(`${beside}n8n.workflow.d.ts`, "// mine\n");
    await editCode("orders.json");
    const code = vscode.window.activeTextEditor?.document ?? assert.fail();
    assert.equal(code.uri.fsPath, join(folder, beside, "sum.js"));
    await change(code, "[]", "[1]");
    await code.save();
    await until(() => readFileSync(join(folder, "orders.json"), "utf8").includes("[1]"));
    stays();
    assert.equal(readFileSync(join(folder, beside, "n8n.workflow.d.ts"), "utf8"), "// mine\n");
    assert.ok(existsSync(join(folder, beside, "../n8n.luxon.d.ts")));
  });

  test("a node file that shares its content with a file elsewhere is not written through", async () => {
    await editCode();
    const path = join(folder, ".code-nodes/bot.yml/measure.py");
    rmSync(path);
    linkSync(join(outside, "profile"), path);
    before = stateOf(outside);
    write("bot.yml", probeWorkflow.replace("print(text)", "print('evil')"));
    await pause(waitMs);
    stays();
  });

  test("a link that is put in the place of a file later is not followed", async () => {
    await editCode();
    const path = join(folder, ".code-nodes/bot.yml/measure.py");
    rmSync(path);
    symlinkSync(join(outside, "profile"), path);
    write("bot.yml", probeWorkflow.replace("print(text)", "print('evil')"));
    await pause(waitMs);
    stays();
  });
});

/** Every name, what it is, what it holds and when it was changed. */
function stateOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return JSON.stringify(
    names.map((name) => {
      const path = join(folder, name);
      const stats = lstatSync(path);
      const isFile = stats.isFile();
      return [
        relative(folder, path),
        stats.mode,
        isFile && readFileSync(path, "hex"),
        isFile && statSync(path).mtimeMs,
      ];
    }),
  );
}

async function change(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${document.uri.path} holds ${from}`);
  const edits = new vscode.WorkspaceEdit();
  edits.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(edits));
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 300_000;
  while (!(await isSo())) {
    if (Date.now() > end) assert.fail("It did not come to that.");
    await pause(50);
  }
}
