import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, beforeEach, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { probeWorkflow } from "../probe-workflow.ts";

const program = resolve("dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "code-nodes-edit-"));
const nodeFile = ".code-nodes/probe.yml/measure.py";
const at = (path: string) => join(folder, path);
const text = (path: string) => readFileSync(at(path), "utf8");

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(at("probe.yml"), probeWorkflow);
});
after(() => rmSync(folder, { recursive: true, force: true }));

function cli(...args: readonly string[]) {
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code, stdout, stderr };
}

function edit(path: string, from: string, to: string): void {
  assert.ok(text(path).includes(from), `${path} holds ${from}`);
  writeFileSync(at(path), text(path).replace(from, to));
}

test("edit writes a file, save puts it back, and nothing else changes", () => {
  const { code, stdout } = cli("edit", "probe.yml", "--format", "json");
  assert.equal(code, 0);
  const [file, ...others] = JSON.parse(stdout).files;
  assert.deepEqual([file, others], [{ path: nodeFile, node: "1712", status: "created" }, []]);
  edit(nodeFile, "def main(", "# é\ndef main(");
  assert.match(cli("save", "probe.yml").stdout, /^saved /);
  const [head, tail] = probeWorkflow.split(/"def main.*"/);
  assert.ok(text("probe.yml").startsWith(head ?? "") && text("probe.yml").endsWith(tail ?? ""), text("probe.yml"));
  assert.match(text("probe.yml"), /"# é\\ndef main/);
  assert.match(cli("save", nodeFile).stdout, /^unchanged /);
  assert.equal(cli("check", nodeFile).code, cli("check", "probe.yml").code);
});

test("a conflict is exit code 1 and writes nothing; --force takes the file", () => {
  cli("edit", "probe.yml");
  edit(nodeFile, "def main(", "# mine\ndef main(");
  edit("probe.yml", "def main(", "# theirs\\ndef main(");
  const before = text("probe.yml");
  const { code, stdout } = cli("save", "probe.yml");
  assert.equal(code, 1);
  assert.match(stdout, /^conflict .*\n {2}"Measure" has changed in probe\.yml and in measure\.py\..*`--force`/i);
  assert.equal(text("probe.yml"), before);
  assert.equal(cli("edit", "probe.yml").code, 1);
  assert.equal(cli("save", "probe.yml", "--force").code, 0);
  assert.match(text("probe.yml"), /# mine/);
});

test("what cannot be meant is said with its remedy, and is exit code 2", () => {
  writeFileSync(at("own.py"), "");
  writeFileSync(at("own.node.json"), '{ "dialect": "dify" }');
  for (const [args, message] of [
    [["edit", "probe.yml", "--node", "Nope"], /no readable Code node "Nope"\. It has "Measure"/],
    [["edit", "own.py"], /is a node file already/],
    [["save", "probe.yml"], /There are no node files under \.code-nodes\/probe\.yml\. `code-nodes edit probe\.yml`/],
    [["save", "own.py"], /kept in step with no workflow/],
    [["save", "nope.yml"], /Cannot read nope\.yml: there is no such file/],
  ] as const) {
    const { code, stderr } = cli(...args);
    assert.equal(code, 2, args.join(" "));
    assert.match(stderr, message);
  }
});

test("a workflow that is no UTF-8 is not written", () => {
  cli("edit", "probe.yml");
  edit(nodeFile, "def main(", "# mine\ndef main(");
  const latin = Buffer.concat([Buffer.from(`# Pr\xfcfung\n`, "latin1"), Buffer.from(probeWorkflow)]);
  writeFileSync(at("probe.yml"), latin);
  const { code, stdout } = cli("save", "probe.yml");
  assert.equal(code, 2);
  assert.match(stdout, /^unusable .*measure\.py\n {2}Cannot rewrite probe\.yml: it is not UTF-8/);
  assert.deepEqual(readFileSync(at("probe.yml")), latin);
});

test("a link stays a link, and permissions stay", () => {
  writeFileSync(at("real.yml"), probeWorkflow);
  chmodSync(at("real.yml"), 0o640);
  rmSync(at("probe.yml"));
  symlinkSync("real.yml", at("probe.yml"));
  cli("edit", "probe.yml");
  edit(nodeFile, "def main(", "# mine\ndef main(");
  assert.equal(cli("save", "probe.yml").code, 0);
  assert.ok(lstatSync(at("probe.yml")).isSymbolicLink());
  assert.match(text("real.yml"), /# mine/);
  assert.equal(statSync(at("real.yml")).mode & 0o777, 0o640);
});

test("a save that is killed leaves the old workflow or the new one", async () => {
  cli("edit", "probe.yml");
  const code = text(nodeFile);
  const whole = new Set([text("probe.yml")]);
  for (let round = 0; round < 12; round++) {
    writeFileSync(at(nodeFile), `${code}# ${"x".repeat(200_000)}-${round}-\n`);
    const before = text("probe.yml");
    const saving = spawn(process.execPath, [program, "save", "probe.yml"], { cwd: folder });
    const ended = new Promise((resolve) => saving.once("exit", resolve));
    // Times around the write, whenever that is on this machine.
    await wait(60 + round * 25);
    saving.kill("SIGKILL");
    await ended;
    const after = text("probe.yml");
    if (after !== before) {
      assert.ok(after.includes(`x-${round}-`), "the new code is there to its end");
      assert.ok(after.trimEnd().endsWith(before.trimEnd().slice(-40)), "and so is what follows it");
    }
    whole.add(after);
    assert.equal(cli("save", "probe.yml").code, 0, "the next save goes on from there");
  }
});

test("the node is found by its title of now, and a declaration stands for its code", () => {
  cli("edit", "probe.yml");
  edit("probe.yml", "title: Measure", "title: Gauge");
  edit(nodeFile, "def main(", "# mine\ndef main(");
  const renamed = cli("edit", "probe.yml");
  assert.match(renamed.stdout, /^kept /);
  assert.match(cli("save", "probe.yml", "--node", "Gauge").stdout, /^saved /);
  assert.match(text("probe.yml"), /# mine/);
  assert.match(cli("save", nodeFile.replace(".py", ".node.json")).stdout, /^unchanged .*measure\.py/);
  edit("probe.yml", "title: Gauge", "title: Scale");
  assert.match(cli("edit", "probe.yml").stdout, /"Gauge" is called "Scale" now/);
});

test("it does not matter from where and how a path is given", () => {
  mkdirSync(at("sub"));
  for (const [index, path] of ["./probe.yml", "sub/../probe.yml", at("probe.yml"), `./${nodeFile}`].entries()) {
    cli("edit", path.includes("measure") ? "probe.yml" : path);
    edit(nodeFile, "def main(", `#${index}\ndef main(`);
    assert.equal(cli("save", path).stdout, `saved ${nodeFile}\n`, path);
    assert.match(text("probe.yml"), new RegExp(`#${index}`));
  }
  // A folder that was copied belongs to the copied workflow, also for who stands in it.
  cpSync(at("probe.yml"), at("copy.yml"));
  cpSync(at(".code-nodes/probe.yml"), at(".code-nodes/copy.yml"), { recursive: true });
  const before = text("probe.yml");
  edit(nodeFile.replace("probe", "copy"), "def main(", "# in the copy\ndef main(");
  const { status, stdout } = spawnSync(process.execPath, [program, "save", "measure.py"], {
    cwd: at(".code-nodes/copy.yml"),
    encoding: "utf8",
  });
  assert.equal(status, 1);
  assert.match(stdout, /lies with the node files of copy\.yml, but its declaration names probe\.yml/);
  assert.equal(text("probe.yml"), before);
});

test("a file without its declaration is said, and edit takes it up without losing it", () => {
  cli("edit", "probe.yml");
  edit(nodeFile, "def main(", "# two hours of work\ndef main(");
  rmSync(at(nodeFile.replace(".py", ".node.json")));
  const { code, stdout } = cli("save", "probe.yml");
  assert.equal(code, 1);
  assert.match(
    stdout,
    /refused .*\n {2}.*measure\.node\.json is missing, .* `code-nodes edit probe\.yml` binds the files of its nodes again/,
  );
  assert.match(cli("edit", "probe.yml").stdout, /^conflict /);
  assert.match(text(nodeFile), /two hours of work/);
  assert.equal(cli("save", "probe.yml", "--force").code, 0);
  assert.match(text("probe.yml"), /two hours of work/);
});

test("a file that is named twice is saved once, and says so", () => {
  cli("edit", "probe.yml");
  writeFileSync(join(folder, nodeFile), `${readFileSync(join(folder, nodeFile), "utf8")}# twice\n`);
  assert.match(cli("save", nodeFile, nodeFile).stdout, /^saved .*\nunchanged /);
});

test("one file that cannot be used does not keep the others from being saved", () => {
  cli("edit", "probe.yml");
  writeFileSync(at("other.yml"), probeWorkflow);
  cli("edit", "other.yml");
  writeFileSync(at(nodeFile), Buffer.from("def main(): return 'Pr\xfcfung'", "latin1"));
  edit(nodeFile.replace("probe.yml", "other.yml"), "def main(", "# mine\ndef main(");
  const { code, stdout } = cli("save", "probe.yml", "other.yml");
  assert.equal(code, 2);
  assert.match(stdout, /unusable .*measure\.py\n {2}.*not UTF-8[\s\S]*saved .*measure\.py/);
  assert.match(text("other.yml"), /# mine/);
});

test("a node that cannot be read is said by edit", () => {
  writeFileSync(at("probe.yml"), probeWorkflow.replace("code_language: python3", "code_language: ruby"));
  const { code, stderr } = cli("edit", "probe.yml");
  assert.equal(code, 2);
  assert.match(stderr, /probe\.yml holds no Code node that can be read\. .*ruby/);
});

test("a file that may not be written stays as it is; one that may keeps its owner", () => {
  cli("edit", "probe.yml");
  edit(nodeFile, "def main(", "# mine\ndef main(");
  if (process.getuid?.() === 0) {
    chownSync(at("probe.yml"), 4321, 4321);
    assert.equal(cli("save", "probe.yml").code, 0);
    const { uid, gid } = statSync(at("probe.yml"));
    assert.deepEqual([uid, gid], [4321, 4321]);
  } else {
    chmodSync(at("probe.yml"), 0o444);
    const { code, stdout } = cli("save", "probe.yml");
    assert.equal(code, 2);
    assert.match(stdout, /Cannot write probe\.yml: it is read-only\. Make it writable first\./);
    assert.equal(text("probe.yml"), probeWorkflow);
  }
});

test("programs that save nodes of one workflow at the same time lose nothing", async () => {
  const [node = ""] = / {4}- data:\n[\s\S]*id: "1712"\n/.exec(probeWorkflow) ?? [];
  writeFileSync(at("probe.yml"), probeWorkflow.replace(node, node + node.replace("1712", "1713")));
  cli("edit", "probe.yml");
  const files = [nodeFile, nodeFile.replace("measure", "measure-2")];
  for (let round = 0; round < 5; round++) {
    for (const [index, file] of files.entries()) edit(file, "def main(", `#file-${index}-round-${round}\ndef main(`);
    const saves = files.map(
      (file) =>
        new Promise((resolve) =>
          spawn(process.execPath, [program, "save", file], { cwd: folder }).once("exit", resolve),
        ),
    );
    assert.deepEqual(await Promise.all(saves), [0, 0]);
    for (const index of files.keys()) assert.match(text("probe.yml"), new RegExp(`#file-${index}-round-${round}`));
  }
  assert.deepEqual(readdirSync(folder).sort(), [".code-nodes", "probe.yml"], "no lock lies about");
});

test("programs that open the nodes of one workflow at the same time all find their files", async () => {
  for (let round = 0; round < 3; round++) {
    rmSync(at(".code-nodes"), { recursive: true, force: true });
    const edits = Array.from(
      { length: 6 },
      () =>
        new Promise((resolve) =>
          spawn(process.execPath, [program, "edit", "probe.yml"], { cwd: folder }).once("exit", resolve),
        ),
    );
    assert.deepEqual(await Promise.all(edits), [0, 0, 0, 0, 0, 0]);
    assert.match(text(nodeFile), /def main/);
    assert.equal(text(".code-nodes/.gitignore"), "*\n");
    assert.match(cli("save", "probe.yml").stdout, /^unchanged/);
  }
});

test("--watch ends with a word when its folder goes, and watches what was asked for, line by line", async () => {
  const { said, until, watching, ended } = watch("--format", "json", "--node", "Measure");
  try {
    await until(() => existsSync(at(nodeFile)) && said().includes("created"));
    edit(nodeFile, "def main(", "# mine\ndef main(");
    await until(() => said().includes("saved"));
    for (const line of said().trim().split("\n")) assert.ok(Array.isArray(JSON.parse(line).files), line);
    rmSync(at(".code-nodes"), { recursive: true });
    await until(() => watching.exitCode !== null);
  } finally {
    watching.kill();
  }
  assert.equal(await ended, 2);
  assert.match(
    said(),
    /\.code-nodes\/probe\.yml cannot be watched: .*`code-nodes edit --watch probe\.yml` writes it again/,
  );
});

test("--watch carries every save to the other side until it is interrupted", async () => {
  const { said, until, watching, ended } = watch();
  try {
    await until(() => said().includes("Watching") && existsSync(at(nodeFile)));
    edit(nodeFile, "def main(", "# from the file\ndef main(");
    await until(() => text("probe.yml").includes("# from the file"));
    edit("probe.yml", "# from the file", "# from the workflow");
    await until(() => text(nodeFile).includes("# from the workflow"));
    await until(() => /saved[\s\S]*updated/.test(said()));
    // The file that was replaced is still watched.
    edit(nodeFile, "# from the workflow", "# from the file again");
    await until(() => text("probe.yml").includes("# from the file again"));
    await until(() => /saved[\s\S]*updated[\s\S]*saved/.test(said()));
    writeFileSync(at(nodeFile.replace(".py", ".node.json")), "");
    await until(() => /refused [\s\S]*is missing, broken or written by hand/.test(said()));
  } finally {
    watching.kill("SIGINT");
  }
  assert.equal(await ended, 0);
  assert.deepEqual(readdirSync(folder).sort(), [".code-nodes", "probe.yml"], "nothing unfinished lies about");
});

test("--watch does not follow a workflow that becomes a link meanwhile", {
  skip: process.platform === "win32" && "links need rights",
}, async () => {
  const { said, until, watching, ended } = watch();
  const elsewhere = mkdtempSync(join(tmpdir(), "code-nodes-edit-"));
  try {
    await until(() => said().includes("Watching") && existsSync(at(nodeFile)));
    const mine = text("probe.yml");
    writeFileSync(join(elsewhere, "mine.yml"), mine);
    rmSync(at("probe.yml"));
    symlinkSync(join(elsewhere, "mine.yml"), at("probe.yml"));
    edit(nodeFile, "def main(", "# not for mine\ndef main(");
    await until(() => said().includes("probe.yml leads to another file now than when it was named. Name it again"));
    assert.equal(readFileSync(join(elsewhere, "mine.yml"), "utf8"), mine);
  } finally {
    watching.kill("SIGINT");
    rmSync(elsewhere, { recursive: true, force: true });
  }
  assert.equal(await ended, 0);
});

test("a stream has no folder for node files", { skip: process.platform === "win32" && "no such streams" }, () => {
  for (const stream of ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]) {
    const { code, stderr } = cli("edit", stream);
    assert.equal(code, 2);
    assert.match(stderr, /is no file, and node files lie beside one\. Save it to a file first\./);
  }
});

/** `edit --watch` in a process of its own; the caller ends it. */
function watch(...options: readonly string[]) {
  const watching = spawn(process.execPath, [program, "edit", "probe.yml", "--watch", ...options], { cwd: folder });
  let said = "";
  for (const stream of [watching.stdout, watching.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
  }
  const ended = new Promise((resolve) => watching.once("exit", resolve));
  const until = async (isDone: () => boolean) => {
    for (let tries = 0; tries < 600 && !isDone(); tries++) await wait(50);
    assert.ok(isDone(), said);
  };
  return { watching, ended, until, said: () => said };
}
