import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type SaveOptions, saveNodeFile } from "../../../src/core/node-files/save-node-file.ts";
import { writeNodeFiles } from "../../../src/core/node-files/write-node-files.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
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
async function opened(text = flow) {
  const files = new Map([["flows/bot.yml", text]]);
  const store = memoryStore(files);
  const open = async () => {
    const source = { path: "flows/bot.yml", text: files.get("flows/bot.yml") ?? "" };
    const read = readSource(source) ?? assert.fail("the workflow is recognised");
    const found = await writeNodeFiles(store, source.path, read, () => true);
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
  assert.match(gone.message, /bot\.yml has no Code node "Sum up" any more\. sum-up-2\.js keeps its code/);
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
  const readOnly = {
    ...store,
    writeWorkflow: () => Promise.reject(new Error("bot.yml: the file system is read-only.")),
  };
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

test("line ends are as they were written, unless an editor or git made them alike", async () => {
  const mixed = await opened();
  mixed.files.set(python, "def main():\r\n  return {}\r");
  assert.equal((await mixed.save(python)).kind, "saved");
  assert.equal(mixed.codeInWorkflow("1"), "def main():\r\n  return {}\r");
  const inEditor = await opened();
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

test("a node that is written in another language now gets a new file, and the old one never goes into it", async () => {
  const { files, change, open, save, codeInWorkflow } = await opened();
  change(javascript, "{}", "{ a: 1 }");
  change("flows/bot.yml", "code_language: javascript", "code_language: python3");
  const before = new Map(files);
  const early = await save(javascript);
  assert.ok(early.kind === "refused");
  assert.match(
    early.message,
    /"Sum up" is written in Python in bot\.yml now, and sum-up-2\.js is not\. It keeps its code/,
  );
  assert.deepEqual(files, before);
  assert.deepEqual(await open(), [`unchanged ${python}`, "created flows/.code-nodes/bot.yml/sum-up-2.py"]);
  assert.equal((await save(javascript)).kind, "refused");
  assert.match(codeInWorkflow("2") ?? "", /return \{\}/);
  assert.match(files.get(javascript) ?? "", /a: 1/);
});

test("a file whose declaration is lost is never written over", async () => {
  const torn = '{ "dialect": "dify", "from": {\n<<<<<<< mine\n  "workflow": "../../bot.yml", "node": "1", "code": ""\n';
  for (const loss of [undefined, "", "\n", torn]) {
    const { files, change, open, save } = await opened();
    change(python, "{}", "{1: 2}");
    const declaration = "flows/.code-nodes/bot.yml/sum-up.node.json";
    if (loss === undefined) files.delete(declaration);
    else files.set(declaration, loss);
    assert.equal((await save(python)).kind, "not-mirrored");
    assert.deepEqual(await open(), [`conflict ${python}`, `unchanged ${javascript}`]);
    assert.match(files.get(python) ?? "", /\{1: 2\}/);
    const result = await save(python);
    assert.ok(result.kind === "conflict");
    assert.equal((await save(python, { replaces: result.conflict.workflow })).kind, "saved");
    assert.match(files.get("flows/bot.yml") ?? "", /\{1: 2\}/);
  }
});

test("a copy of a node file does not take its place", async () => {
  const { files, change, open } = await opened();
  for (const [path, text] of [...files]) {
    if (path.includes("/sum-up.")) files.set(path.replace("sum-up", "sum-up-1-copy"), text);
  }
  change(python, "{}", "{1: 2}");
  assert.deepEqual(await open(), [`kept ${python}`, `unchanged ${javascript}`]);
});

test("a file that somebody declared by hand keeps its place", async () => {
  const byHand = new Map([
    ["flows/bot.yml", flow],
    [python, "def main(): return {'mine': 1}"],
    ["flows/.code-nodes/bot.yml/sum-up.node.json", '{ "dialect": "dify", "inputs": {}, "outputs": {} }'],
  ]);
  const read = readSource({ path: "flows/bot.yml", text: flow }) ?? assert.fail();
  const found = await writeNodeFiles(memoryStore(byHand), "flows/bot.yml", read, ({ id }) => id === "1");
  assert.deepEqual(
    found.map(({ path }) => path),
    ["flows/.code-nodes/bot.yml/sum-up-2.py"],
  );
  assert.match(byHand.get(python) ?? "", /mine/);
});

test("a declaration by hand is left alone though it has mistakes, and without code too", async () => {
  const read = readSource({ path: "flows/bot.yml", text: flow }) ?? assert.fail();
  const declaration = "flows/.code-nodes/bot.yml/sum-up.node.json";
  for (const byHand of [
    '{ "dialect": "dify", "inputs": { "text": "string", "outputs": {} }',
    '{ "dialect": "dify", "from": { "workflow": "../../bot.yml", "node": "1" ',
    "inputs: text",
    '{ "dialect": "n8n", "from": { "workflow": "../../bot.yml", "node": "1" }, "variables": [{ "name": "code" } }',
    '{ "from": { "workflow": "a", "node": "b", "x": 1 } } "code"',
    "[".repeat(300),
  ]) {
    const files = new Map([
      ["flows/bot.yml", flow],
      [python, "def main(): return {'mine': 1}"],
      [declaration, byHand],
    ]);
    const found = await writeNodeFiles(memoryStore(files), "flows/bot.yml", read, ({ id }) => id === "1");
    assert.deepEqual(
      found.map(({ path, status }) => `${status} ${path}`),
      ["created flows/.code-nodes/bot.yml/sum-up-2.py"],
    );
    assert.equal(files.get(declaration), byHand);
    const alone = new Map([...files].filter(([path]) => path === "flows/bot.yml" || path === declaration));
    const [refused] = await writeNodeFiles(memoryStore(alone), "flows/bot.yml", read, ({ id }) => id === "1");
    assert.ok(refused?.status === "refused");
    assert.match(refused.message, /^sum-up\.node\.json was written by hand, and is left alone\. Move it/);
    assert.deepEqual([...alone.keys()].sort(), [declaration, "flows/bot.yml"].sort());
  }
});

test("files of two nodes keep their places though they are called alike", async () => {
  const { files, open, codeInWorkflow } = await opened();
  const moved = {
    [python]: "flows/.code-nodes/bot.yml/a/same.py",
    [javascript]: "flows/.code-nodes/bot.yml/b/same.js",
  };
  for (const [from, to] of Object.entries(moved)) {
    for (const ending of [/\.(?:py|js)$/, /\.node\.json$/]) {
      const [old] = [...files.keys()].filter((path) => path.startsWith(from.replace(/\w+$/, "")) && ending.test(path));
      files.set(to.replace(/\.\w+$/, ending.exec(old ?? "")?.[0] ?? ""), files.get(old ?? "") ?? "");
      files.delete(old ?? "");
    }
  }
  assert.deepEqual(
    await open(),
    Object.values(moved).map((path) => `unchanged ${path}`),
  );
  assert.equal(files.get(moved[python] ?? ""), codeInWorkflow("1"));
  assert.deepEqual(
    [...files.keys()].filter((path) => path.endsWith(".py") || path.endsWith(".js")),
    Object.values(moved),
  );
});

test("what appears while files are made is not written over", async () => {
  const read = readSource({ path: "flows/bot.yml", text: flow }) ?? assert.fail();
  const declaration = "flows/.code-nodes/bot.yml/sum-up.node.json";
  for (const late of ["flows/.code-nodes/.gitignore", python, declaration]) {
    const files = new Map([["flows/bot.yml", flow]]);
    const store = memoryStore(files);
    let isThere = false;
    const write: typeof store.write = (path, text, before) => {
      // After the look at it, and before it is written.
      if (path === late && !isThere) files.set(path, "somebody's");
      isThere ||= path === late;
      return store.write(path, text, before);
    };
    await writeNodeFiles(
      { ...store, write, writeAfter: (_other, ...rest) => write(...rest) },
      "flows/bot.yml",
      read,
      ({ id }) => id === "1",
    );
    assert.equal(files.get(late), "somebody's", late);
  }
});

test("two saves at once are both in the workflow", async () => {
  const { change, save, codeInWorkflow } = await opened();
  change(python, "{}", "{1: 2}");
  change(javascript, "{}", "{ a: 1 }");
  const results = await Promise.all([save(python), save(javascript)]);
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ["saved", "saved"],
  );
  assert.match(codeInWorkflow("1") ?? "", /\{1: 2\}/);
  assert.match(codeInWorkflow("2") ?? "", /a: 1/);
});

test("a file that is edited while it follows the workflow keeps the edit", async () => {
  const { files, store, change } = await opened();
  change("flows/bot.yml", "return {}\\n", "return {3: 4}\\n");
  // Somebody saves the file between this one's look at it and its own write.
  const late = {
    ...store,
    write: (path: string, text: string, before?: string) => {
      if (path === python) files.set(python, "def main():\n  return {1: 2}\n");
      return store.write(path, text, before);
    },
  };
  assert.equal((await saveNodeFile(late, python)).kind, "conflict");
  assert.match(files.get(python) ?? "", /\{1: 2\}/);
});

test("node files that were copied or moved along with their workflow go into that one alone", async () => {
  const { files, change, save, store } = await opened();
  for (const [path, text] of [...files]) files.set(path.replaceAll("bot.yml", "copy.yml"), text);
  const copied = python.replace("bot.yml", "copy.yml");
  change(copied, "{}", "{1: 2}");
  const before = new Map(files);
  const early = await save(copied);
  assert.ok(early.kind === "refused");
  assert.match(early.message, /lies with the node files of copy\.yml, but its declaration names bot\.yml/);
  assert.deepEqual(files, before);

  const read = readSource({ path: "flows/copy.yml", text: flow }) ?? assert.fail();
  const found = await writeNodeFiles(store, "flows/copy.yml", read, () => true);
  assert.deepEqual(
    found.map(({ status }) => status),
    ["kept", "unchanged"],
  );
  assert.equal((await save(copied)).kind, "saved");
  assert.match(files.get("flows/copy.yml") ?? "", /\{1: 2\}/);
  assert.equal(files.get("flows/bot.yml"), flow);
});

test("nodes with one id have a file each", async () => {
  const { first, change, save, codeInWorkflow } = await opened(flow.replace("id: '2'", "id: '1'"));
  assert.deepEqual(first, [`created ${python}`, `created ${javascript}`]);
  change(javascript, "{}", "{ a: 1 }");
  assert.equal((await save(javascript)).kind, "saved");
  assert.match(codeInWorkflow("1 (2)") ?? "", /a: 1/);
  assert.equal(codeInWorkflow("1"), "def main():\n  return {}\n");
});

test("who deletes what hides the node files from git does so once", async () => {
  const { files, open } = await opened();
  files.delete("flows/.code-nodes/.gitignore");
  await open();
  assert.equal(files.has("flows/.code-nodes/.gitignore"), false);
});

test("a byte order mark that a program puts before the file is none of the code's", async () => {
  const { files, save, codeInWorkflow } = await opened();
  files.set(python, "\ufeffdef main():\n  return {1: 2}\n");
  assert.equal((await save(python)).kind, "saved");
  assert.equal(codeInWorkflow("1"), "def main():\n  return {1: 2}\n");
  const marked = await opened(flow.replace('code: "def', 'code: "\\uFEFFdef'));
  marked.files.set(python, "def main():\n  return {}\n");
  assert.equal((await marked.save(python)).kind, "unchanged");
});

test("code that no file can hold is refused when it is opened, and the other nodes are not", async () => {
  const node = (id: string, code: string) =>
    `{"id":"${id}","name":"${id}","type":"n8n-nodes-base.code","typeVersion":2,"parameters":{"jsCode":"${code}"}}`;
  const text = `{"nodes":[${node("half", "return \\ud83d")},${node("whole", "return []")}],"connections":{}}`;
  const files = new Map([["w.json", text]]);
  const read = readSource({ path: "w.json", text }) ?? assert.fail();
  const [half, whole] = await writeNodeFiles(memoryStore(files), "w.json", read, () => true);
  assert.ok(half?.status === "refused");
  assert.match(half.message, /Line 1 of the code of "half" holds half a character/);
  assert.equal(whole?.status, "created");
  assert.equal(files.has(half.path), false);
});

test("a workflow that is broken is called broken, and not without its node", async () => {
  const { change, save } = await opened();
  change("flows/bot.yml", "    - id: '2'", "<<<<<<< mine\n    - id: '2'");
  change(javascript, "{}", "{ a: 1 }");
  const result = await save(javascript);
  assert.ok(result.kind === "refused");
  assert.match(result.message, /cannot be read in bot\.yml\. .*(?:YAML|Line).*save it again when that is mended/is);
});

test("what stands beside an n8n node's code follows the workflow with each save", async () => {
  const node = { id: "n", name: "N", type: "n8n-nodes-base.code", typeVersion: 2, parameters: { jsCode: "return []" } };
  const source = { id: "s", name: "S", type: "n8n-nodes-base.set", typeVersion: 3, parameters: {} };
  const connections = { S: { main: [[{ node: "N", type: "main", index: 0 }]] } };
  const workflow = (name: string) =>
    JSON.stringify({ nodes: [source, node], connections, pinData: { S: [{ json: { [name]: 1 } }] } });
  const files = new Map([["w.json", workflow("old")]]);
  const store = memoryStore(files);
  const read = readSource({ path: "w.json", text: workflow("old") }) ?? assert.fail();
  const [opened] = await writeNodeFiles(store, "w.json", read, () => true);
  const types = ".code-nodes/w.json/n/n8n.workflow.d.ts";
  assert.match(files.get(types) ?? "", /\bold\b/);
  files.set("w.json", workflow("fresh"));
  assert.equal((await saveNodeFile(store, opened?.path ?? "")).kind, "unchanged");
  assert.match(files.get(types) ?? "", /\bfresh\b/);
});

test("what somebody has put into a declaration of ours stays when it is written anew", async () => {
  const { files, change, save } = await opened();
  const declaration = python.replace(".py", ".node.json");
  change(declaration, '"dialect"', '// mine\n"owner": "Ada", "dialect"');
  change(declaration, '"workflow"', '"reviewed": [1], "workflow"');
  change(python, "return {}", "return {'a': 1}");
  assert.equal((await save(python)).kind, "saved");
  const now = files.get(declaration) ?? "";
  for (const kept of [/"owner": "Ada"/, /"reviewed": \[\s*1/]) assert.match(now, kept);
  change(python, "return {'a': 1}", "return {}");
  assert.equal((await save(python)).kind, "saved");
  assert.equal(files.get("flows/bot.yml"), flow);
  assert.doesNotMatch(files.get(declaration) ?? "", /"first"/);
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
