import { strict as assert } from "node:assert";
import { join } from "node:path";
import * as vscode from "vscode";
import { createSandbox, type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { allAttempts, setTrap, type Trap } from "../../sandbox/escapes/trap.ts";

// The extension host is another engine than Node's own, and has more to protect: the editor and its other extensions.
const projectFolder = join(__dirname, "../../../..");

suite("escapes", () => {
  let sandbox: Sandbox;
  let trap: Trap;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension("code-nodes.code-nodes");
    assert.ok(extension, "VS Code does not know the extension code-nodes.code-nodes");
    sandbox = createSandbox({ assetsFolder: join(extension.extensionPath, "dist", "sandbox") });
    sandbox.warm("python");
    trap = await setTrap();
  });

  suiteTeardown(async () => {
    trap.close();
    await sandbox.dispose();
  });

  for (const language of ["python", "javascript"] as const) {
    test(`${language}: no attempt leaves evidence in the extension host`, async function () {
      this.timeout(180_000);
      const attempts = allAttempts(projectFolder).filter((attempt) => attempt.language === language);
      assert.ok(attempts.length > 70);
      assert.deepEqual(await trap.spring(sandbox, attempts), []);
      assert.deepEqual(trap.damage(), []);
    });
  }
});
