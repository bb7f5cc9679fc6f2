import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileStore } from "../../../src/core/node-files/file-store.ts";
import { saveNodeFile } from "../../../src/core/node-files/save-node-file.ts";
import { seenWorkflows } from "../../../src/core/node-files/seen-workflows.ts";
import { writeNodeFiles } from "../../../src/core/node-files/write-node-files.ts";
import { writeTogether } from "../../../src/core/node-files/write-together.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { declarationPath } from "../../../src/core/workflow/node-file.ts";
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
  const writings = { count: 0 };
  const store: FileStore = {
    ...memory,
    read(path, role) {
      if (role === "workflow") readings.count++;
      return memory.read(path, role);
    },
    writeWorkflow(...given) {
      writings.count++;
      return memory.writeWorkflow(...given);
    },
  };
  const read = readSource({ path: workflowPath, text: files.get(workflowPath) ?? "" }) ?? assert.fail();
  const paths = (await writeNodeFiles(store, workflowPath, read, () => true)).map(({ path }) => path);
  const change = (path: string, from: string, to: string) => files.set(path, (files.get(path) ?? "").replace(from, to));
  const saveAll = async (act: (index: number) => void = () => {}, together?: "forced" | "unforced") => {
    const workflows = seenWorkflows(store);
    const all = together && (await writeTogether(store, paths, workflows, together === "forced"));
    const kinds: string[] = [];
    act(-1);
    for (const [index, path] of paths.entries()) {
      const written = all?.get(path);
      kinds.push((await saveNodeFile(store, path, { workflows, ...(written && { written }) })).kind);
      act(index);
    }
    return kinds;
  };
  return { files, paths, readings, writings, change, saveAll };
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

test("many that have changed are written into their workflow at once, and change back without a trace", async () => {
  const { files, paths, readings, writings, change, saveAll } = await opened(50);
  const before = files.get(workflowPath);
  for (const [index, path] of paths.entries()) change(path, `return [${index}]`, `return ["${index}"]`);
  assert.deepEqual(await saveAll(undefined, "unforced"), times(50, "saved"));
  assert.equal(writings.count, 1);
  assert.ok(readings.count <= 2, `${readings.count}`);
  for (const [index, path] of paths.entries()) change(path, `return ["${index}"]`, `return [${index}]`);
  assert.deepEqual(await saveAll(undefined, "unforced"), times(50, "saved"));
  assert.equal(files.get(workflowPath), before);
});

test("of files written at once each is told what became of it", async () => {
  const { files, paths, writings, change, saveAll } = await opened(6);
  for (const index of [1, 2, 3]) change(paths[index] ?? "", `return [${index}]`, `return ["${index}"]`);
  for (const index of [3, 4]) change(workflowPath, `return [${index}]`, `return [-${index}]`);
  change(paths[5] ?? "", "return [5]", "return [5] // \ud800");
  const kinds = ["unchanged", "saved", "saved", "conflict", "updated", "refused"];
  assert.deepEqual(await saveAll(undefined, "unforced"), kinds);
  assert.equal(writings.count, 1);
  assert.deepEqual((await saveAll(undefined, "forced"))[3], "saved");
  assert.match(files.get(workflowPath) ?? "", /return \[\\"3\\"\]/);
});

test("what is changed once more while its workflow is written is saved as well, and takes back all of it", async () => {
  const { files, paths, change, saveAll } = await opened(3);
  const before = files.get(workflowPath);
  for (const index of [0, 1, 2]) change(paths[index] ?? "", `return [${index}]`, `return ["${index}"]`);
  const kinds = await saveAll((index) => {
    if (index === -1) change(paths[1] ?? "", 'return ["1"]', "return [11]");
    if (index === -1) change(workflowPath, 'return [\\"2\\"]', "return [22]");
  }, "unforced");
  assert.deepEqual(kinds, ["saved", "saved", "conflict"]);
  assert.match(files.get(workflowPath) ?? "", /return \[11\]/);
  change(paths[0] ?? "", 'return ["0"]', "return [0]");
  change(paths[1] ?? "", "return [11]", "return [1]");
  change(paths[2] ?? "", 'return ["2"]', "return [2]");
  change(workflowPath, "return [22]", "return [2]");
  await saveAll();
  assert.equal(files.get(workflowPath), before);
});

test("copies of a node's file are not both written", async () => {
  const { files, paths, change, saveAll } = await opened(3);
  const [first = "", second = ""] = paths;
  files.set(declarationPath(second), files.get(declarationPath(first)) ?? "");
  files.set(second, "return [0];");
  change(first, "return [0]", "return [1]");
  change(second, "return [0]", "return [2]");
  assert.deepEqual((await saveAll(undefined, "unforced")).slice(0, 2), ["saved", "conflict"]);
  assert.match(files.get(workflowPath) ?? "", /return \[1\]/);
});

test("what the files of all nodes share is written once, and again with their workflow when it was lost", async () => {
  const { files, paths, change, saveAll } = await opened(20);
  const shared = () => [...files.keys()].filter((path) => /^w\/\.code-nodes\/flow\.json\/[^/]+\.d\.ts$/.test(path));
  assert.equal(shared().length, 3);
  const sizes = [...files].filter(([path]) => path.includes("/node-")).map(([, text]) => text.length);
  assert.ok(Math.max(...sizes) < 20_000, "no node has much beside it");
  for (const path of shared()) files.delete(path);
  change(workflowPath, "Node 3", "Node III");
  await saveAll();
  assert.match(files.get("w/.code-nodes/flow.json/n8n.nodes.d.ts") ?? "", /"Node III": Item/);
  // Where a node file was moved out of the folder together with what lies beside it, all of it goes on.
  const [first = ""] = paths;
  const moved = first.replace("w/.code-nodes/flow.json/", "own/");
  for (const [path, text] of [...files]) {
    if (!path.startsWith(first.replace(/[^/]*$/, ""))) continue;
    files.set(
      path.replace("w/.code-nodes/flow.json/", "own/"),
      text.replace("../../../flow.json", "../../w/flow.json"),
    );
  }
  assert.equal((await saveNodeFile(memoryStore(files), moved)).kind, "unchanged");
  assert.ok(files.has(moved.replace(/[^/]*$/, "n8n.luxon.d.ts")));
});
