import assert from "node:assert/strict";
import { n8nTargets } from "../../../src/core/dialects/n8n/platform/targets.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { corpusTest, corpusWorkflows } from "../../support/workflow-files.ts";

// Every error on the real files, each looked at and found right: a new one here is a false alarm until it is shown to be
// right too. Imports are those that no stock server allows; $env is read at the top of the code, where it throws; the
// bundle of 22 fills an `exports` that nobody gives it; the native Python of 23 calls Pyodide's `_()`; the node of 17 has no
// code at all; the Python of 40 lost its indentation.
const expected: readonly (readonly [file: string, node: string, check: string, underlined: string])[] = [
  ["01", "Init", "missing-function", "$env.TZ"],
  ["01", "Init", "missing-function", "$env.N8N_ADMIN_EMAIL"],
  ["01", "Init", "missing-function", "$env.N8N_PROJECTS_DIR"],
  ["01", "Init", "missing-function", "$env.N8N_BACKUP_FOLDER"],
  ["01", "Init", "missing-function", "$env.N8N_FTP_BACKUP_FOLDER"],
  ["06", "Build APKG ZIP", "blocked-import", "'jszip'"],
  ["06", "Build APKG ZIP", "blocked-import", "'sql.js'"],
  ["16", "Extract COE Price Data", "blocked-import", "'cheerio'"],
  ["17", "Extract Content & Keywords", "wrong-result", "{}"],
  ["18", "Mask PII and PHI Data", "blocked-import", "'crypto'"],
  ["22", "Validate data", "missing-name", "exports"],
  ["22", "Validate data", "missing-name", "exports"],
  ["23", "generate-prompt", "missing-name", "_"],
  ["38", "Parse Lead List", "blocked-import", "'crypto'"],
  ["40", "Capture Frames", "unreadable-code", "with open(video_path, 'wb') as video_fil"],
  ["50", "Build Query", "blocked-import", "'crypto'"],
];

corpusTest("the errors found in the real n8n workflows are these and no others", () => {
  const found = corpusWorkflows("n8n").flatMap(({ name, text }) => {
    const source = { path: name, text };
    const read = readSource(source);
    assert.equal(read?.dialect.id, "n8n", `${name} is read`);
    const { findings } = checkSource(source, read, n8nTargets[0], readNodeFacts);
    const titles = new Map(read.reading.nodes.map(({ id, title }) => [id, title]));
    return findings
      .filter(({ severity }) => severity === "error")
      .map(({ check, nodeId = "", range }) => [
        name.slice(0, 2),
        titles.get(nodeId),
        check,
        text.slice(range.start, range.end).slice(0, 40),
      ]);
  });
  assert.deepEqual(found.sort(), [...expected].sort());
});
