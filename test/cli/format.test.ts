import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

// The built command line as a user starts it.

const escaped = `app:
  mode: workflow
workflow:
  graph:
    nodes:
    - data:
        code: "def main(text):\\n    return {\\"size\\": len(text)}\\n"  # counts
        code_language: python3
        outputs: {}
        title: Measure
        type: code
        variables: []
      id: '1'
    - data:
        code: "def main():\\r\\n    return {}"
        code_language: python3
        outputs: {}
        title: From Windows
        type: code
        variables: []
      id: '2'
`;
const readable = escaped.replace(
  /code: "def main\(text\).*/,
  `code: |  # counts
          def main(text):
              return {"size": len(text)}`,
);
const n8n = JSON.stringify({
  nodes: [
    {
      name: "Code",
      type: "n8n-nodes-base.code",
      typeVersion: 2,
      position: [0, 0],
      parameters: { jsCode: "return [];" },
    },
  ],
  connections: {},
});

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-format-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("format rewrites what can be rewritten, changes nothing else, and says why a node stays", () => {
  write("bot.yml", `\ufeff${escaped}`);
  const { code, json } = cli("format", "bot.yml", "--format", "json");
  assert.equal(code, 1);
  assert.equal(read("bot.yml"), `\ufeff${readable}`);
  const [file] = json.files;
  assert.deepEqual([file.path, file.nodes, file.rewritten], ["bot.yml", 2, [{ node: "1", title: "Measure" }]]);
  const [refused] = file.refused;
  assert.deepEqual([refused.node, refused.title, refused.reason], ["2", "From Windows", "unwritable-code"]);
  assert.match(refused.message, /^Line 1 of the code of "From Windows" holds a carriage return \(a Windows line end\)/);

  const { mtimeMs } = statSync(join(folder, "bot.yml"));
  assert.deepEqual(cli("format", "bot.yml", "--format", "json").json.files[0].rewritten, []);
  assert.equal(statSync(join(folder, "bot.yml")).mtimeMs, mtimeMs);
});

test("--check writes nothing and exits with 1 only when something would be rewritten", () => {
  write("bot.yml", escaped);
  const { code, stdout } = cli("format", "bot.yml", "--check");
  assert.equal(code, 1);
  assert.match(stdout, /^bot\.yml: 2 nodes, 1 to rewrite, 1 left as it is\n {2}Measure 1\n {2}Line 1 of the code/);
  assert.equal(read("bot.yml"), escaped);
  write("bot.yml", readable);
  assert.equal(cli("format", "bot.yml", "--check").code, 0);
});

test("a JSON file stays as it is, and the reason is said", () => {
  write("orders.json", n8n);
  const { code, stdout } = cli("format", "orders.json");
  assert.equal(code, 1);
  assert.match(
    stdout,
    /orders\.json: 1 node, 0 rewritten, 1 left as it is\n {2}The code of "Code" stands in a JSON file/,
  );
  assert.equal(read("orders.json"), n8n);
  assert.equal(cli("format", "orders.json", "--check").code, 0);
});

test("when one file cannot be used, none is written, and the exit code is 2", () => {
  write("bot.yml", escaped);
  write("broken.yml", escaped.replace("id: '2'", "id: '2"));
  write("latin.yml", Buffer.from(escaped.replace("Measure", "Gr\xf6\xdfe"), "latin1"));
  for (const [bad, message] of [
    ["broken.yml", /broken\.yml: Line \d+ is not valid YAML/],
    ["latin.yml", /Cannot rewrite latin\.yml: it is not UTF-8/],
    ["missing.yml", /Cannot read missing\.yml: there is no such file/],
  ] as const) {
    const { code, stderr } = cli("format", "bot.yml", bad);
    assert.equal(code, 2);
    assert.match(stderr, message);
    assert.equal(read("bot.yml"), escaped);
  }
});

function cli(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve("dist/cli.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return {
    code: status,
    stdout,
    stderr,
    json: args.includes("json") && stdout !== "" ? JSON.parse(stdout) : undefined,
  };
}

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, name), content);
}

function read(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}
