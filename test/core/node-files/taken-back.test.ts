import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { saveNodeFile } from "../../../src/core/node-files/save-node-file.ts";
import { writeNodeFiles } from "../../../src/core/node-files/write-node-files.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { memoryStore } from "./memory-store.ts";

// A change in a node file that is saved and taken back leaves the workflow as it was, byte for byte.

const end = fc.constantFrom("\n", "\r\n", "\r");
const line = fc.string({ unit: fc.constantFrom("a", " ", "'", '"', ":", "#", "\\", "ä", "😀", "\t"), maxLength: 6 });
const mixedText = fc
  .tuple(fc.array(fc.tuple(line, end), { minLength: 1, maxLength: 8 }), line)
  .map(([lines, last]) => lines.map((parts) => parts.join("")).join("") + last);

interface Change {
  readonly at: number;
  readonly removed: number;
  readonly added: readonly string[];
}

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({ at: fc.nat(9), removed: fc.nat(3), added: fc.array(line, { maxLength: 2 }) }),
  { minLength: 1, maxLength: 3 },
);

/** Every save as an editor does it: all lines with the same end. */
async function savesAndTakesBack(name: string, workflow: string, all: readonly Change[], editorEnd: string) {
  const files = new Map([[name, workflow]]);
  const store = memoryStore(files);
  const read = readSource({ path: name, text: workflow });
  const [opened] = read ? await writeNodeFiles(store, name, read, () => true) : [];
  if (opened?.status !== "created") return "not-opened";
  const lines = (files.get(opened.path) ?? "").split(/\r\n?|\n/);
  const save = async (each: readonly string[]): Promise<string> => {
    files.set(opened.path, each.join(editorEnd));
    return (await saveNodeFile(store, opened.path)).kind;
  };
  let now = lines;
  for (const { at, removed, added } of all) {
    now = now.toSpliced(at, removed, ...added);
    const kind = await save(now);
    if (kind === "refused") return kind;
    assert.ok(kind === "saved" || kind === "unchanged", kind);
    const before = files.get(name);
    assert.equal(await save(now), "unchanged", "the same text again is no change");
    assert.equal(files.get(name), before);
  }
  await save(lines);
  assert.equal(files.get(name), workflow);
  return "taken-back";
}

function yamlFlow(scalar: string, lineBreak = "\n"): string {
  return `kind: app
workflow:
  graph:
    edges: []
    nodes:
    - id: '1'
      data:
        type: code
        title: Sum up
        code_language: python3
        variables: []
        outputs: {}
        code: ${scalar}
    - id: '2'
      data: {type: code, title: Other, code_language: python3, variables: [], outputs: {}, code: "x"}
`.replace(/(?<!\r)\n/g, lineBreak);
}

test("whatever line ends the code has, in YAML and in JSON", async () => {
  let takenBack = 0;
  await fc.assert(
    fc.asyncProperty(mixedText, changes, end, fc.boolean(), async (code, all, editorEnd, isJson) => {
      const parameters = { jsCode: code };
      const node = { id: "n", name: "N", type: "n8n-nodes-base.code", typeVersion: 2, parameters };
      const workflow = isJson ? JSON.stringify({ nodes: [node], connections: {} }) : yamlFlow(JSON.stringify(code));
      const outcome = await savesAndTakesBack(isJson ? "w.json" : "w.yml", workflow, all, editorEnd);
      if (outcome === "taken-back") takenBack += 1;
    }),
    { numRuns: 500 },
  );
  assert.ok(takenBack > 300, `${takenBack} were tried to their end`);
});

test("whatever line ends the workflow file has, and however its code is spelt", async () => {
  const block = fc.constantFrom("|", "|-", "|+", ">", ">-", "|2", "| # why", ">+ # why");
  const word = fc.string({ unit: fc.constantFrom("a", "'", ":", "#", "ä"), minLength: 1, maxLength: 6 });
  let takenBack = 0;
  await fc.assert(
    fc.asyncProperty(
      block,
      fc.array(fc.tuple(word, fc.constantFrom("\n", "\r\n")), { minLength: 1, maxLength: 6 }),
      changes,
      fc.constantFrom("\n", "\r\n"),
      async (header, lines, all, editorEnd) => {
        const body = lines.map(([text, lineEnd]) => `          x ${text}${lineEnd}`).join("");
        const [head = "", rest = ""] = yamlFlow("CODE").split(/CODE\n/);
        const outcome = await savesAndTakesBack("w.yml", `${head}${header}\r\n${body}${rest}`, all, editorEnd);
        if (outcome === "taken-back") takenBack += 1;
      },
    ),
    { numRuns: 500 },
  );
  assert.ok(takenBack > 300, `${takenBack} were tried to their end`);
});

test("spellings that no writer gives", async () => {
  const change = [{ at: 0, removed: 1, added: ["new", "'\t\u0007"] }];
  for (const scalar of [
    '"\\x64ef main():\\n  return {}"',
    '"def main():\\r\\n  return {}\\n  # \\u00e9\\x0d"',
    "'def main():\n\n          return {}'",
    "def main()",
    '!!str "def main()"',
    "&code |\n          def main():\n            return {}",
    "|\r\n          def main():\n            return {}\r\n",
    '"def main(): \\\n          return {}"  # folded',
  ]) {
    for (const lineBreak of ["\n", "\r\n"]) {
      assert.equal(await savesAndTakesBack("w.yml", yamlFlow(scalar, lineBreak), change, "\n"), "taken-back", scalar);
    }
  }
  const json = String.raw`{"nodes":[{"id":"n","name":"N","type":"n8n-nodes-base.code","typeVersion":2,
    "parameters":{"jsCode":"return \u005b\u005D;\r\n\/\/ \u00e9\n"}}],"connections":{}}`;
  assert.equal(await savesAndTakesBack("w.json", json, change, "\r\n"), "taken-back");
});

test("a declaration can bring nothing but this very code into the workflow", async () => {
  for (const [code, source, behind] of [
    ["def main(): pass", "def main(): pass\n        outputs: {stolen: {type: string}}", ""],
    ["def main(): pass", "def main(): pass # and a word", ""],
    ["def main(): pass", "def main(): pass\n    - id: '3'", ""],
    ["def main(): pass", "def main(): nothing", ""],
    ["def main(): pass", "def main(): pass", "\n    - id: '2'"],
  ] as const) {
    const workflow = yamlFlow("def main()");
    const files = new Map([["w.yml", workflow]]);
    const store = memoryStore(files);
    const read = readSource({ path: "w.yml", text: workflow }) ?? assert.fail();
    const [opened] = await writeNodeFiles(store, "w.yml", read, ({ id }) => id === "1");
    const declaration = ".code-nodes/w.yml/sum-up.node.json";
    const { dialect, from } = JSON.parse(files.get(declaration) ?? "");
    files.set(declaration, JSON.stringify({ dialect, from: { ...from, first: { code, source, behind } } }));
    files.set(opened?.path ?? "", code);
    assert.equal((await saveNodeFile(store, opened?.path ?? "")).kind, "saved");
    const expected = yamlFlow("'def main(): pass'");
    const written = files.get("w.yml");
    assert.ok(
      written === expected || written === yamlFlow('"def main(): pass"') || written === yamlFlow(code),
      written,
    );
  }
});
