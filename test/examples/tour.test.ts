import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { nodeFiles, workflowFiles } from "./example-files.ts";

const tour = readFileSync("examples/README.md", "utf8");

test("the tour links every example, and nothing that is not there", () => {
  const linked = [...tour.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => `examples/${path}`);
  assert.deepEqual(
    linked.filter((path) => !existsSync(path)),
    [],
  );
  assert.deepEqual(
    [...workflowFiles, ...nodeFiles].filter((path) => !linked.includes(path)),
    [],
  );
});

test("each statement of the documents leads to a node that exists", () => {
  const rows = [...tour.matchAll(/^\| (.+) \| (\S+\.yml) \| (.+) \|$/gm)];
  assert.ok(rows.length > 30);
  for (const [, statement, file, title] of rows) {
    const { nodes } = parse(readFileSync(`examples/dify/${file}`, "utf8")).workflow.graph;
    const titles = nodes.map(({ data }: { data: { title: string } }) => data.title);
    assert.ok(titles.includes(title), `"${statement}" leads to "${title}", which ${file} does not hold`);
  }
});
