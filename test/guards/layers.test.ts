import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";

// Each row is a violation of the architecture; the guard is worth its name only if it reports every one.
const violations: readonly (readonly [folder: string, imported: string])[] = [
  ["src/core/checks", "node:fs"],
  ["src/core/checks", "vscode"],
  ["src/core/checks", "vscode-languageserver/node"],
  ["src/core/checks", "pyodide"],
  ["src/core/run", "../../sandbox/sandbox.ts"],
  ["src/core/run", "../../panel/messages.ts"],
  ["src/core/sources", "../../files/replace-file.ts"],
  ["src/core/node-files", "node:path"],
  ["src/core/text", "../workflow/code-node.ts"],
  ["src/core/json", "../text/offset-range.ts"],
  ["src/core/workflow", "../languages/code-facts.ts"],
  ["src/core/languages", "../contract/node-contract.ts"],
  ["src/core/contract", "../checks/check.ts"],
  ["src/core/checks", "../run/request.ts"],
  ["src/core/run", "../checks/check.ts"],
  ["src/core/dialects", "../sources/source-file.ts"],
  ["src/core/dialects/n8n", "../../sources/source-file.ts"],
  ["src/core/sources", "../node-files/paths.ts"],
  ["src/server", "vscode"],
  ["src/server", "../sandbox/sandbox.ts"],
  ["src/server", "../extension/trust.ts"],
  ["src/sandbox", "vscode"],
  ["src/sandbox", "../extension/trust.ts"],
  ["src/cli", "vscode"],
  ["src/cli", "../server/server.ts"],
  ["src/files", "vscode"],
  ["src/files", "../sandbox/sandbox.ts"],
  ["src/panel", "vscode"],
  ["src/panel", "node:path"],
  ["src/panel", "../extension/trust.ts"],
  ["src/extension", "pyodide"],
  ["src/extension", "../cli/usage.ts"],
];

const allowed: readonly (readonly [folder: string, imported: string])[] = [
  ["src/core/checks", "yaml"],
  ["src/core/text/yaml", "../json/json-string.ts"],
  ["src/core/workflow", "../text/offset-range.ts"],
  ["src/core/dialects", "../checks/check.ts"],
  ["src/core/sources", "../dialects/dialect.ts"],
  ["src/core/node-files", "../sources/source-file.ts"],
  ["src/server", "vscode-languageserver/node"],
  ["src/server", "../core/sources/check-nodes.ts"],
  ["src/extension", "vscode"],
  ["src/extension", "../sandbox/sandbox.ts"],
  ["src/sandbox", "pyodide"],
  ["src/cli", "../sandbox/sandbox.ts"],
  ["src/cli", "../files/replace-file.ts"],
  ["src/extension", "../files/replace-file.ts"],
];

let folder: string;
let reportedFiles: ReadonlySet<string>;

// The project's own lint settings over a folder of probes: one file for each row.
before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "code-nodes-layers-")));
  copyFileSync("biome.json", join(folder, "biome.json"));
  for (const row of [...violations, ...allowed]) {
    const file = join(folder, probePath(row));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { probe } from "${row[1]}";\nprobe();\n`);
  }
  const rules = ["--only=style/noRestrictedImports", "--only=correctness/noNodejsModules"];
  const report = run("biome", ["lint", ...rules, "--reporter=json", "--max-diagnostics=none", "src"], folder);
  const { diagnostics } = JSON.parse(report) as { diagnostics: readonly { location: { path: string } }[] };
  reportedFiles = new Set(diagnostics.map(({ location }) => location.path));
});
after(() => rmSync(folder, { recursive: true, force: true }));

for (const row of violations) {
  test(`${row[0]} may not import ${row[1]}`, () => assert.ok(reportedFiles.has(probePath(row)), "not reported"));
}
for (const row of allowed) {
  test(`${row[0]} may import ${row[1]}`, () => assert.ok(!reportedFiles.has(probePath(row)), "reported"));
}

test("the core compiles without Node's, the editor's or the browser's types", () => {
  const config = JSON.parse(run("tsc", ["-p", "src/core", "--showConfig"], "."));
  assert.deepEqual(config.compilerOptions.types, []);
  assert.ok(!config.compilerOptions.lib.some((library: string) => library.toLowerCase().startsWith("dom")));
});

function probePath([folderPath, imported]: readonly [string, string]): string {
  return `${folderPath}/${imported.replaceAll(/[^a-z]+/g, "-")}.ts`;
}

function run(tool: string, args: readonly string[], cwd: string): string {
  const { stdout, error } = spawnSync(resolve("node_modules/.bin", tool), args, { cwd, encoding: "utf8" });
  if (error) throw error;
  return stdout;
}
