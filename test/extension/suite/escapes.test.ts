import { strict as assert } from "node:assert";
import { join } from "node:path";
import * as vscode from "vscode";
import { createSandbox, type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { allAttempts, setTrap, type Trap } from "../../sandbox/escapes/trap.ts";

// The extension host is another engine than Node's own, and has more to protect: the editor and its other extensions.
const projectFolder = join(__dirname, "../../../..");
const extension = vscode.extensions.getExtension("code-nodes.code-nodes");

suite("escapes", () => {
  assert.ok(extension, "VS Code does not know the extension code-nodes.code-nodes");
  const { extensionPath } = extension;
  // Once, in the extension as users install it; the desktop's VS Code is only ever given the source.
  if (extensionPath === projectFolder && process.versions.electron === undefined) return;

  let sandbox: Sandbox;
  let trap: Trap;

  suiteSetup(async () => {
    sandbox = createSandbox({ assetsFolder: join(extensionPath, "dist", "sandbox") });
    sandbox.warm("python");
    trap = await setTrap();
  });

  suiteTeardown(async () => {
    await trap.close();
    await sandbox.dispose();
  });

  for (const language of ["python", "javascript"] as const) {
    test(`${language}: no attempt leaves evidence in the extension host`, async function () {
      this.timeout(1_800_000);
      const attempts = allAttempts(projectFolder).filter((attempt) => attempt.language === language);
      assert.ok(attempts.length > 70);
      assert.deepEqual(await trap.spring(sandbox, attempts), []);
      assert.deepEqual(trap.damage(), []);
    });
  }
});
