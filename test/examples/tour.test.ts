import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { declaredCodeNodes, difyFiles, n8nFiles, nodeFiles } from "./example-files.ts";

const tour = readFileSync("examples/README.md", "utf8");

test("the tour links every example, and nothing that is not there", () => {
  const linked = [...tour.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => `examples/${path}`);
  assert.deepEqual(
    linked.filter((path) => !existsSync(path)),
    [],
  );
  assert.deepEqual(
    [...difyFiles, ...n8nFiles, ...nodeFiles].filter((path) => !linked.includes(path)),
    [],
  );
});

test("each statement of the documents leads to a node that exists", () => {
  const rows = [...tour.matchAll(/^\| (.+) \| (\S+\.(?:yml|json)) \| (.+) \|$/gm)];
  assert.ok(rows.length > 60);
  for (const [, statement, file = "", title] of rows) {
    const path = file.endsWith(".yml") ? `examples/dify/${file}` : `examples/n8n/${file}`;
    const titles = declaredCodeNodes(path).map((node) => node.title);
    assert.ok(
      titles.some((one) => one === title),
      `"${statement}" leads to "${title}", which ${file} does not hold`,
    );
  }
});
