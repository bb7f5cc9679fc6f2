import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openNodeFiles } from "../../../src/core/node-files/open-node-files.ts";
import { type SaveOptions, saveNodeFile } from "../../../src/core/node-files/save-node-file.ts";
import { readSource } from "../../../src/core/workflow/source-file.ts";
import { memoryStore } from "./memory-store.ts";

const flow = `kind: app
workflow:
  graph:
    edges: []
    nodes:
    - id: '1'
      data: {type: code, title: Sum up, code_language: python3, variables: [], outputs: {}, code: "def main():\\n  return {}\\n"}
    - id: '2'
      data:
        type: code
        title: Sum up
        code_language: javascript
        variables: []
        outputs: {}
        code: |-
          function main() {
            return {}
          }
`;
const python = "flows/.code-nodes/bot.yml/sum-up.py";
const javascript = "flows/.code-nodes/bot.yml/sum-up-2.js";

/** A folder with one workflow, whose nodes have been opened. */
async function opened(text = flow, unifiesLineEnds = false) {
  const files = new Map([["flows/bot.yml", text]]);
  const store = memoryStore(files, unifiesLineEnds);
  const open = async () => {
    const source = { path: "flows/bot.yml", text: files.get("flows/bot.yml") ?? "" };
    const read = readSource(source) ?? assert.fail("the workflow is recognised");
    const found = await openNodeFiles(store, source.path, read, () => true);
    return found.map(({ path, status }) => `${status} ${path}`);
  };
  const codeInWorkflow = (id: string) =>
    readSource({ path: "bot.yml", text: files.get("flows/bot.yml") ?? "" })?.reading.nodes.find(
      (node) => node.id === id,
    )?.code.code;
  const change = (path: string, from: string, to: string) => {
    assert.ok(files.get(path)?.includes(from), `${path} holds ${from}`);
    files.set(path, (files.get(path) ?? "").replace(from, to));
  };
  const save = (path: string, options?: SaveOptions) => saveNodeFile(store, path, options);
  const first = await open();
  return { files, store, open, save, change, codeInWorkflow, first };
}

test("each node becomes a file that git does not see, and opening again changes nothing", async () => {
  const { files, first, open } = await opened();
  assert.deepEqual(first, [`created ${python}`, `created ${javascript}`]);
  assert.equal(files.get(python), "def main():\n  return {}\n");
  assert.equal(files.get("flows/.code-nodes/.gitignore"), "*\n");
  assert.deepEqual(JSON.parse(files.get("flows/.code-nodes/bot.yml/sum-up.node.json") ?? ""), {
    dialect: "dify",
    from: { workflow: "../../bot.yml", node: "1", title: "Sum up", code: "def main():\n  return {}\n" },
  });
  const before = new Map(files);
  assert.deepEqual(await open(), [`unchanged ${python}`, `unchanged ${javascript}`]);
  assert.deepEqual(files, before);
});

test("a node file declares its node through the workflow, in any depth", async () => {
  const { files } = await opened();
  const read = readSource({
    path: python,
    text: files.get(python) ?? "",
    declarationText: files.get("flows/.code-nodes/bot.yml/sum-up.node.json") ?? "",
    workflowText: flow,
  });
  assert.deepEqual(
    read?.reading.nodes.map(({ title }) => title),
    ["Sum up"],
  );
});

test("saving puts the code into its one scalar, and says so once", async () => {
  const { files, change, save, codeInWorkflow } = await opened();
  change(python, "{}", '{"a": "ä"}');
  assert.equal((await save(python)).kind, "saved");
  assert.equal(codeInWorkflow("1"), 'def main():\n  return {"a": "ä"}\n');
  assert.equal(codeInWorkflow("2"), "function main() {\n  return {}\n}");
  assert.equal(files.get("flows/bot.yml")?.split("- id: '2'")[1], flow.split("- id: '2'")[1]);
  assert.equal((await save(python)).kind, "unchanged");
});

test("a clean file follows the workflow, an edited one is kept, and two changes are a conflict", async () => {
  const { files, change, save, open } = await opened();
  change("flows/bot.yml", "  return {}\n          }", "  return 1\n          }");
  assert.equal((await save(javascript)).kind, "updated");
  assert.match(files.get(javascript) ?? "", /return 1/);

  change(javascript, "return 1", "return 2");
  assert.deepEqual(await open(), [`unchanged ${python}`, `kept ${javascript}`]);

  change("flows/bot.yml", "return 1", "return 3");
  assert.deepEqual(await open(), [`unchanged ${python}`, `conflict ${javascript}`]);
  const before = new Map(files);
  const result = await save(javascript);
  assert.ok(result.kind === "conflict");
  assert.match(result.message, /"Sum up" has changed in bot\.yml and in sum-up-2\.js/);
  const { synced, file, workflow } = result.conflict;
  assert.deepEqual(
    [synced, file, workflow].map((code) => /return \d/.exec(code)?.[0]),
    ["return 1", "return 2", "return 3"],
  );
  assert.deepEqual(files, before, "nothing was written");

  change(javascript, "return 2", "return 2 + 3");
  const merged = await save(javascript, { replaces: result.conflict.workflow });
  assert.equal(merged.kind, "saved");
  assert.match(files.get("flows/bot.yml") ?? "", /return 2 \+ 3/);
});

test("what is gone is said, and the file keeps its code", async () => {
  const { files, change, save } = await opened();
  change("flows/bot.yml", "id: '2'", "id: '3'");
  change(javascript, "{}", "{ a: 1 }");
  const kept = files.get(javascript);
  const gone = await save(javascript);
  assert.ok(gone.kind === "refused");
  assert.match(gone.message, /bot\.yml has no readable Code node "Sum up" any more\. sum-up-2\.js keeps its code/);
  files.delete("flows/bot.yml");
  const noWorkflow = await save(python);
  assert.ok(noWorkflow.kind === "refused");
  assert.match(noWorkflow.message, /bot\.yml is not there any more/);
  assert.equal(files.get(javascript), kept);
});

test("a renamed node keeps its file, and the file learns the name", async () => {
  const { files, change, save, open } = await opened();
  change("flows/bot.yml", "title: Sum up, ", "title: Added up, ");
  assert.equal((await save(python)).kind, "unchanged");
  assert.match(files.get("flows/.code-nodes/bot.yml/sum-up.node.json") ?? "", /"title": "Added up"/);
  assert.deepEqual(await open(), [`unchanged ${python}`, `unchanged ${javascript}`]);
});

test("a declaration that was written by hand is left alone", async () => {
  const { files, save } = await opened();
  files.set("flows/mine.node.json", '{ "dialect": "dify", "from": { "workflow": "bot.yml", "node": "1" } }');
  files.set("flows/mine.py", "def main(): return {}");
  assert.equal((await save("flows/mine.py")).kind, "not-mirrored");
  assert.equal(files.get("flows/bot.yml"), flow);
});

test("a workflow that cannot be written is said, and the file's change waits for a save that can", async () => {
  const { files, store, change, save, codeInWorkflow } = await opened();
  change(python, "{}", "{1: 2}");
  const before = new Map(files);
  const readOnly = { ...store, edit: () => Promise.reject(new Error("bot.yml: the file system is read-only.")) };
  await assert.rejects(saveNodeFile(readOnly, python), /read-only/);
  assert.deepEqual(files, before);
  assert.equal((await save(python)).kind, "saved");
  assert.match(codeInWorkflow("1") ?? "", /\{1: 2\}/);
});

test("a change that another window has written meanwhile is not written over", async () => {
  const { files, store, change, codeInWorkflow } = await opened();
  change(python, "{}", "{1: 2}");
  const theirs = flow.replace("return {}\\n", "return {3: 4}\\n");
  // The other window saves between this one's look at the files and its own save.
  const late = {
    ...store,
    read: async (path: string) => {
      const text = await store.read(path);
      if (path === python) files.set("flows/bot.yml", theirs);
      return text;
    },
  };
  assert.equal((await saveNodeFile(late, python)).kind, "conflict");
  assert.match(codeInWorkflow("1") ?? "", /\{3: 4\}/);
});

test("line ends are as they were written, unless an editor made them alike", async () => {
  const onDisk = await opened();
  onDisk.files.set(python, "def main():\r\n  return {}\r");
  assert.equal((await onDisk.save(python)).kind, "saved");
  assert.equal(onDisk.codeInWorkflow("1"), "def main():\r\n  return {}\r");
  const inEditor = await opened(flow, true);
  inEditor.files.set(python, "def main():\r\n  return {}\r\n");
  assert.equal((await inEditor.save(python)).kind, "unchanged");
  inEditor.files.set(python, "def main():\r\n  return {1: 2}\r\n");
  assert.equal((await inEditor.save(python)).kind, "saved");
  assert.equal(inEditor.codeInWorkflow("1"), "def main():\n  return {1: 2}\n");
});

test("code that no YAML can hold is refused with a reason", async () => {
  const { files, save } = await opened();
  files.set(python, "def main():\n  return '\ud800'");
  const result = await save(python);
  assert.ok(result.kind === "refused");
  assert.match(result.message, /half a character/);
  assert.equal(files.get("flows/bot.yml"), flow);
});

// Whatever happens on both sides, each text that someone wrote is in the file, in the workflow, or was replaced knowingly.
test("no change is ever lost, however the two sides change", async () => {
  const step = fc.tuple(fc.constantFrom("file", "workflow", "save", "open"), fc.nat(3));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { files, save, open, codeInWorkflow } = await opened();
      let [synced, file, workflow] = [codeInWorkflow("2"), files.get(javascript), codeInWorkflow("2")];
      for (const [action, number] of steps) {
        const code = `function main() {\n  return ${number}\n}`;
        if (action === "file") {
          file = code;
          files.set(javascript, code);
        } else if (action === "workflow") {
          files.set(
            "flows/bot.yml",
            (files.get("flows/bot.yml") ?? "").replace(/return \S+\n {10}\}/, `return ${number}\n          }`),
          );
          workflow = codeInWorkflow("2");
        } else {
          await (action === "save" ? save(javascript) : open());
          if (file === workflow) synced = file;
          else if (file === synced) synced = file = workflow;
          else if (workflow === synced && action === "save") synced = workflow = file;
        }
        assert.equal(files.get(javascript), file);
        assert.equal(codeInWorkflow("2"), workflow);
      }
    }),
    { numRuns: 60 },
  );
});
