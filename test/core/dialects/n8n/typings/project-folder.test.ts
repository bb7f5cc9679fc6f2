import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { test } from "node:test";
import * as ts from "typescript-5";

import { writeNodeFiles } from "../../../../../src/core/node-files/write-node-files.ts";
import { readSource } from "../../../../../src/core/sources/source-file.ts";
import { memoryStore } from "../../../node-files/memory-store.ts";
import { workflowText } from "../workflow-text.ts";

/** The files of a workflow's nodes, on a disk; TypeScript's own reading of the project in the folder of "One". */
async function projectOfOne(jsCode: string) {
  const root = mkdtempSync(join(tmpdir(), "code-nodes-project-"));
  const text = workflowText([{ name: "One", parameters: { jsCode } }, { name: "Two" }]);
  const files = new Map([["w.json", text]]);
  const read = readSource({ path: "w.json", text }) ?? assert.fail();
  await writeNodeFiles(memoryStore(files), "w.json", read, () => true);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const folder = join(root, ".code-nodes", "w.json");
  const { config } = ts.readConfigFile(join(folder, "one", "jsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, join(folder, "one"), { allowJs: true });
  const program = ts.createProgram(fileNames, { ...options, checkJs: true });
  return {
    files: fileNames.map((path) => relative(folder, path).split(sep).join("/")).toSorted(),
    errors: program
      .getSemanticDiagnostics()
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")),
    remove: () => rmSync(root, { recursive: true }),
  };
}

test("a node's project holds its own files and those that all nodes share, and no other node's", async () => {
  const project = await projectOfOne("const [time, two] = [DateTime.now().toISO(), $('Two').all()];\nMissing;");
  try {
    const shared = ["n8n.javascript.d.ts", "n8n.luxon.d.ts", "n8n.nodes.d.ts"];
    assert.deepEqual(project.files, [...shared, "one/n8n.names.d.ts", "one/n8n.workflow.d.ts", "one/one.js"]);
    assert.deepEqual(project.errors, ["Cannot find name 'Missing'."]);
  } finally {
    project.remove();
  }
});
