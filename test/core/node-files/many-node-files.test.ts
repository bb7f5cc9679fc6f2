import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileStore } from "../../../src/core/node-files/file-store.ts";
import { saveNodeFile } from "../../../src/core/node-files/save-node-file.ts";
import { seenWorkflows } from "../../../src/core/node-files/seen-workflows.ts";
import { writeNodeFiles } from "../../../src/core/node-files/write-node-files.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { memoryStore } from "./memory-store.ts";

const workflowPath = "w/flow.json";

/** A folder with a workflow of so many nodes, which have been opened; `readings` counts those of the workflow. */
async function opened(count: number) {
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    name: `Node ${index}`,
    type: "n8n-nodes-base.code",
    typeVersion: 2,
    parameters: { jsCode: `return [${index}];` },
  }));
  const files = new Map([[workflowPath, JSON.stringify({ name: "W", settings: {}, nodes }, null, 2)]]);
  const memory = memoryStore(files);
  const readings = { count: 0 };
  const store: FileStore = {
    ...memory,
    read(path, role) {
      if (role === "workflow") readings.count++;
      return memory.read(path, role);
    },
  };
  const read = readSource({ path: workflowPath, text: files.get(workflowPath) ?? "" }) ?? assert.fail();
  const paths = (await writeNodeFiles(store, workflowPath, read, () => true)).map(({ path }) => path);
  const change = (path: string, from: string, to: string) => files.set(path, (files.get(path) ?? "").replace(from, to));
  const saveAll = async (act: (index: number) => void = () => {}) => {
    const workflows = seenWorkflows(store);
    const kinds: string[] = [];
    for (const [index, path] of paths.entries()) {
      kinds.push((await saveNodeFile(store, path, { workflows })).kind);
      act(index);
    }
    return kinds;
  };
  return { files, paths, readings, change, saveAll };
}

const times = (count: number, kind: string) => Array.from({ length: count }, () => kind);

test("the workflow of files that are in step with it is read once, however many there are", async () => {
  const { readings, saveAll } = await opened(50);
  assert.deepEqual(await saveAll(), times(50, "unchanged"));
  assert.equal(readings.count, 1);
});

test("it is read again for what has changed, and for nothing else", async () => {
  const { files, paths, readings, change, saveAll } = await opened(50);
  for (const index of [10, 30]) change(paths[index] ?? "", `return [${index}]`, `return ["${index}"]`);
  change(workflowPath, "return [40]", "return [-40]");
  const kinds = await saveAll();
  assert.deepEqual([kinds[10], kinds[30], kinds[40]], ["saved", "saved", "updated"]);
  assert.equal(kinds.filter((kind) => kind === "unchanged").length, 47);
  assert.ok(readings.count <= 7, `${readings.count}`);
  assert.match(files.get(workflowPath) ?? "", /return \[\\"10\\"\][\s\S]*return \[\\"30\\"\]/);
  assert.equal(files.get(paths[40] ?? ""), "return [-40];");
});

test("what somebody writes into the workflow meanwhile is seen before a file is written over it", async () => {
  const { files, paths, change, saveAll } = await opened(4);
  change(paths[2] ?? "", "return [2]", "return [22]");
  change(paths[3] ?? "", "return [3]", "return [33]");
  const kinds = await saveAll((index) => {
    if (index === 0) change(workflowPath, "return [2]", "return [-2]");
    if (index === 2) change(workflowPath, "return [1]", "return [-1]");
  });
  assert.deepEqual(kinds, ["unchanged", "unchanged", "conflict", "saved"]);
  for (const code of [/return \[-2\]/, /return \[-1\]/, /return \[33\]/])
    assert.match(files.get(workflowPath) ?? "", code);
});
