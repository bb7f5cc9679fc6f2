import assert from "node:assert/strict";
import { execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { probeWorkflow } from "../probe-workflow.ts";

// What a stranger's folder names and brings along, through the built command line. A command that does not end is ended
// here, and fails the test.

const isWindows = process.platform === "win32";
const code = 'def main(text):\n    return {"size": len(text)}\n';

let base: string;
let folder: string;
before(() => {
  base = realpathSync.native(mkdtempSync(join(tmpdir(), "code-nodes-strange-")));
  folder = join(base, "ws");
  mkdirSync(join(folder, "nodes"), { recursive: true });
  mkdirSync(join(base, "out"));
  writeFileSync(join(base, "out", "bot.yml"), probeWorkflow);
  writeFileSync(join(folder, "bot.yml"), probeWorkflow);
  writeFileSync(join(folder, "nodes", "good.py"), code);
  writeFileSync(join(folder, "nodes", "good.node.json"), declaration("../bot.yml"));
  if (isWindows) return;
  execFileSync("mkfifo", [join(folder, "pipe.yml")]);
  symlinkSync("/dev/zero", join(folder, "zero.yml"));
  symlinkSync("/dev/stdin", join(folder, "stdin.yml"));
  symlinkSync("../out/bot.yml", join(folder, "link.yml"));
  symlinkSync("../out", join(folder, "out"));
});
after(() => rmSync(base, { recursive: true, force: true }));

const names: readonly (readonly [from: string, says: RegExp, onWindows?: false])[] = [
  ["/dev/stdin", /an absolute path/],
  ["/dev/zero", /an absolute path/],
  ["//host/share/x.yml", /a place on another machine/],
  ["\\\\host\\share\\x.yml", /a place on another machine/],
  ["//a b/c.yml", /a place on another machine/],
  ["C:\\x.yml", /an absolute path/],
  ["\ud800.yml", /which no file can be called/],
  ["a\0b.yml", /which no file can be called/],
  ["../../out/bot.yml", /it lies outside of .*ws/],
  ["../../../../../../../../../dev/zero", /it lies outside of .*ws/],
  ["../none.yml", /no workflow file/],
  ["../nodes", /it is no regular file|EISDIR|EPERM/],
  ["../pipe.yml", /it is no regular file/, false],
  ["../zero.yml", /it lies outside of/, false],
  ["../stdin.yml", /it lies outside of/, false],
  ["../link.yml", /it lies outside of/, false],
  ["../out/bot.yml", /it lies outside of/, false],
];
for (const [from, says, onWindows] of names) {
  test(`"from" ${JSON.stringify(from)} is a finding of the declaration, and the other files are checked`, {
    skip: isWindows && onWindows === false && "no such files",
  }, () => {
    writeFileSync(join(folder, "nodes", "bad.py"), code);
    writeFileSync(join(folder, "nodes", "bad.node.json"), declaration(from));
    const files = ["nodes/bad.py", "nodes/good.py"];
    const checked = cli("check", ...files, "--format", "json");
    assert.equal(checked.status, 1, checked.stderr);
    const [, ofDeclaration, good] = JSON.parse(checked.stdout).files;
    assert.equal(ofDeclaration.path, "nodes/bad.node.json");
    assert.equal(ofDeclaration.findings.length, 1);
    assert.match(ofDeclaration.findings[0].message, says);
    assert.deepEqual([good.path, good.nodes, good.findings], ["nodes/good.py", 1, []]);
    for (const command of ["list", "run"]) {
      const { status, stderr, stdout } = cli(command, "nodes/bad.py");
      assert.equal(status, 2, stdout);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });
}

test("a workflow above the current folder is read when a repository holds both", () => {
  const inside = join(folder, "nodes");
  assert.match(run(inside, "check", "good.py").stdout, /it lies outside of .*nodes/);
  mkdirSync(join(folder, ".git"), { recursive: true });
  assert.match(run(base, "check", "ws/nodes/good.py").stdout, /1 node, nothing to report/);
});

test("pipes and devices among the files of a pattern, and beside a file, end no command", { skip: isWindows }, () => {
  for (const name of ["pipe.yml", "zero.yml", "stdin.yml", "/dev/zero"]) {
    for (const command of ["check", "list", "run", "edit", "save", "format"]) {
      const { status, stderr } = cli(command, name);
      assert.notEqual(status, 0, `${command} ${name}`);
      assert.match(
        stderr + cli(command, name, "--format", "json").stdout,
        /no regular file|no ordinary file|leads nowhere|There are no node files/,
        `${command} ${name}`,
      );
    }
  }
  execFileSync("mkfifo", [join(folder, "bot.yml.cases.json"), join(folder, "nodes", "alone.node.json")]);
  writeFileSync(join(folder, "nodes", "alone.py"), code);
  assert.match(cli("run", "bot.yml", "--case", "a").stderr, /cases\.json: it is no regular file/);
  assert.match(cli("check", "nodes/alone.py").stderr, /alone\.node\.json: it is no regular file/);
  execFileSync("mkfifo", [join(folder, ".env"), join(folder, "inputs.json")]);
  assert.match(cli("check", "bot.yml", "-e", ".env").stderr, /\.env: it is no regular file/);
  assert.match(cli("run", "bot.yml", "--inputs", "inputs.json").stderr, /inputs\.json: it is no regular file/);
});

test("what the shell has opened for the command is read, once", { skip: isWindows }, () => {
  const piped = run(folder, ["check", "/dev/stdin"], probeWorkflow);
  assert.match(piped.stdout, /\/dev\/stdin: 1 node, 1 finding/);
  const ran = run(folder, ["run", "/dev/stdin", "--inputs", '{"text":"four"}', "--format", "json"], probeWorkflow);
  assert.equal(JSON.parse(ran.stdout).runs[0].outputs.size, 4);
  const command = `"$0" "$1" run bot.yml --inputs <(echo '{"text":"four"}') -e <(echo CODE_MAX_NUMBER=3) --format json`;
  const substituted = spawnSync("bash", ["-c", command, process.execPath, resolve("dist/cli.js")], {
    cwd: folder,
    encoding: "utf8",
    timeout: hangMs,
  });
  assert.match(JSON.parse(substituted.stdout).runs[0].violations[0].message, /between -999999999 and 3/);
});

const hangMs = 120_000;

function declaration(workflow: string): string {
  return JSON.stringify({ dialect: "dify", from: { workflow, node: "Measure" } });
}

function cli(...args: readonly string[]): SpawnSyncReturns<string> {
  return run(folder, args);
}

function run(cwd: string, args: readonly string[] | string, ...rest: readonly string[]): SpawnSyncReturns<string> {
  const [given, input] = typeof args === "string" ? [[args, ...rest], ""] : [args, rest[0] ?? ""];
  const ended = spawnSync(process.execPath, [resolve("dist/cli.js"), ...given], {
    cwd,
    input,
    encoding: "utf8",
    timeout: hangMs,
  });
  assert.equal(ended.signal, null, `${given.join(" ")} did not end.`);
  return ended;
}

test("a workflow in a place where nobody reads one is told of by every command", () => {
  const workflow = { name: "W", nodes: [{ type: "n8n-nodes-base.code", parameters: { jsCode: "return [];" } }] };
  writeFileSync(join(folder, "reply.json"), JSON.stringify({ data: workflow }));
  writeFileSync(join(folder, "wide.json"), Buffer.from(JSON.stringify(workflow), "utf16le"));
  const says = { "reply.json": /a workflow at \.data/, "wide.json": /Save it as UTF-8/ };
  for (const [file, message] of Object.entries(says)) {
    const checked = cli("check", file);
    assert.equal(checked.status, 1, checked.stdout);
    assert.match(checked.stdout, message);
    for (const command of ["list", "run", "format", "edit"]) {
      const { status, stderr } = cli(command, file);
      assert.equal(status, 2, command);
      assert.match(stderr, message, command);
    }
  }
});

test("a path that is longer than any is no file, for every command", () => {
  const path = `${"a/".repeat(20_000)}w.json`;
  for (const command of ["check", "list", "run", "format", "edit", "save"]) {
    const { status, stderr } = cli(command, path);
    assert.equal(status, 2, command);
    assert.match(stderr, /Cannot read/, command);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});
