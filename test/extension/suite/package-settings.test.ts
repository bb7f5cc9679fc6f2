import { strict as assert } from "node:assert";
import * as vscode from "vscode";

suite("package settings", () => {
  test("a workspace can neither name where packages come from nor allow their download", async () => {
    const settings = vscode.workspace.getConfiguration("codeNodes.python.packages");
    assert.equal(settings.get("download"), "ask");
    for (const [name, value] of [
      ["source", "https://example.invalid/"],
      ["download", "always"],
    ] as const) {
      await assert.rejects(async () => settings.update(name, value, vscode.ConfigurationTarget.Workspace), name);
      assert.equal(settings.inspect(name)?.workspaceValue, undefined);
    }
  });
});
