import { strict as assert } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";

suite("activation", () => {
  test("the extension is installed, and the start of VS Code alone does not wake it", () => {
    const events: readonly string[] = extension().packageJSON.activationEvents;
    assert.ok(events.includes("onLanguage:yaml") && events.includes("onLanguage:json"));
    assert.deepEqual(
      events.filter((event) => event === "*" || event === "onStartupFinished"),
      [],
    );
  });

  test("opening a workflow wakes it", async () => {
    const [workflow] = await vscode.workspace.findFiles("**/*.{yml,yaml}", undefined, 1);
    assert.ok(workflow, "the workspace holds no YAML file");
    await vscode.window.showTextDocument(workflow);
    for (const end = Date.now() + 300_000; !extension().isActive && Date.now() < end; ) await pause(50);
    assert.ok(extension().isActive, "not active five minutes after a workflow was opened");
  });
});

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension("code-nodes.code-nodes");
  assert.ok(found, "VS Code does not know the extension code-nodes.code-nodes");
  return found;
}
