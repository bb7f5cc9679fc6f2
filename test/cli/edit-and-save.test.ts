import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
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
  const { code, stderr } = cli("save", "probe.yml");
  assert.equal(code, 2);
  assert.match(stderr, /probe\.yml: it is not UTF-8/);
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

test("--watch carries every save to the other side until it is interrupted", async () => {
  const watching = spawn(process.execPath, [program, "edit", "probe.yml", "--watch"], { cwd: folder });
  let said = "";
  watching.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
  });
  const ended = new Promise((resolve) => watching.once("exit", resolve));
  const until = async (isDone: () => boolean) => {
    for (let tries = 0; tries < 600 && !isDone(); tries++) await wait(50);
    assert.ok(isDone(), said);
  };
  try {
    await until(() => said.includes("Watching") && existsSync(at(nodeFile)));
    edit(nodeFile, "def main(", "# from the file\ndef main(");
    await until(() => text("probe.yml").includes("# from the file"));
    edit("probe.yml", "# from the file", "# from the workflow");
    await until(() => text(nodeFile).includes("# from the workflow"));
    await until(() => /saved[\s\S]*updated/.test(said));
  } finally {
    watching.kill("SIGINT");
  }
  assert.equal(await ended, 0);
  assert.deepEqual(readdirSync(folder).sort(), [".code-nodes", "probe.yml"], "nothing unfinished lies about");
});
