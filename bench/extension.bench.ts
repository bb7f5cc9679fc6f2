import { readdirSync, statSync } from "node:fs";
import { firstNodeLine } from "../test/ui/example-places.ts";
import { codeLens, goToLine, runCommand } from "../test/vscode-host/actions.ts";
import { inWorkbench, startHost } from "../test/vscode-host/workbench.ts";
import { median, milliseconds } from "./median.ts";

// What the extension weighs, and what VS Code itself measures of its activation when a workflow is opened.

const vsix = readdirSync(".").find((name) => name.endsWith(".vsix"));
if (!vsix) throw new Error("There is no .vsix yet: npm run package.");
console.log(`${vsix}  ${(statSync(vsix).size / 1e6).toFixed(2)} MB`);

const activations: number[] = [];
const rounds = 3;
for (let round = 0; round < rounds; round++) {
  const host = await startHost({ workspaceFolder: "examples" });
  try {
    await inWorkbench(host, "activation", { file: "dify/first-steps.yml" }, async (page) => {
      await goToLine(page, firstNodeLine("first-steps.yml"));
      await codeLens(page, "▶ Run").first().waitFor();
      await runCommand(page, "Developer: Show Running Extensions");
      const row = page.locator(".runtime-extensions-editor .monaco-list-row").filter({ hasText: "Code Nodes" });
      const activation = /(\d+)ms/.exec((await row.first().textContent()) ?? "");
      if (!activation) throw new Error("VS Code shows no activation time.");
      activations.push(Number(activation[1]));
    });
  } finally {
    await host.stop();
  }
}
console.log(`Activation, as VS Code reports it (median of ${rounds})  ${milliseconds(median(activations))}`);
