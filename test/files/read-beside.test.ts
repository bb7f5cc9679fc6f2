import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { editorBoundary } from "../../src/files/boundary.ts";
import { readBeside } from "../../src/files/read-beside.ts";

const noLinks = process.platform === "win32" && "links need rights there";

let base: string;
before(() => {
  base = realpathSync.native(mkdtempSync(join(tmpdir(), "code-nodes-boundary-")));
});
after(() => rmSync(base, { recursive: true, force: true }));

/** Makes the file, and its folders, below the base. */
function file(path: string, text = "inside"): string {
  const whole = join(base, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

test("the innermost folder that holds the file counts; without one its own, or the one that holds .code-nodes", () => {
  const code = file("w/flows/nodes/x.py");
  const written = file("w/flows/.code-nodes/bot.yml/x.py");
  const at = (...names: string[]) => names.map((name) => join(base, name));
  assert.equal(editorBoundary(code, at("w", "w/flows", "elsewhere")), join(base, "w/flows"));
  assert.equal(editorBoundary(code, at("elsewhere")), join(base, "w/flows/nodes"));
  assert.equal(editorBoundary(written, at()), join(base, "w/flows"));
  assert.equal(editorBoundary(written, at("w")), join(base, "w"));
  // A folder below the workflow's takes nothing away from it.
  assert.equal(editorBoundary(written, at("w/flows/.code-nodes/bot.yml")), join(base, "w/flows"));
});

test("what lies inside is read, what lies outside is not, and what is not there is missing", () => {
  const code = file("r/ws/nodes/x.py");
  const boundary = join(base, "r/ws");
  file("r/ws/bot.yml");
  file("r/out.yml", "outside");
  assert.equal(textOf(code, "../bot.yml", boundary), "inside");
  assert.equal(textOf(code, "../nodes/../bot.yml", boundary), "inside");
  for (const name of [
    "../../out.yml",
    "../../ws/../out.yml",
    join(base, "r/out.yml"),
    "../../../../../../../etc/passwd",
  ])
    assert.match(textOf(code, name, boundary), /^it lies outside of .*ws\. Name a file inside of that folder\.$/);
  assert.equal(textOf(code, "../../ws/bot.yml", boundary), "inside");
  for (const name of ["../none.yml", "none/none.yml", "x.py/none.yml"])
    assert.equal(textOf(code, name, boundary), "missing", name);
  assert.match(textOf(code, "a\0b", boundary), /null bytes/);
  assert.match(textOf(code, "..", boundary), /regular|EISDIR|EPERM/);
});

test("a link is followed inside, and not looked behind when it leads out", { skip: noLinks }, () => {
  const code = file("l/ws/nodes/x.py");
  const boundary = join(base, "l/ws");
  file("l/ws/real/bot.yml");
  file("l/out/bot.yml", "outside");
  const link = (target: string, name: string) => symlinkSync(target, join(boundary, name));
  link("real/bot.yml", "good.yml");
  link("real", "folder");
  link(join(boundary, "real"), "whole");
  link("good.yml", "twice.yml");
  link("../ws/real/bot.yml", "round.yml");
  for (const name of ["good.yml", "folder/bot.yml", "whole/bot.yml", "twice.yml"])
    assert.equal(textOf(code, `../${name}`, boundary), "inside", name);
  assert.equal(textOf(code, "../round.yml", boundary), "inside");

  link("../out/bot.yml", "bad.yml");
  link("../out", "out");
  link(join(base, "l/out"), "far");
  link("bad.yml", "bad-twice.yml");
  link("folder/../../out/bot.yml", "winding.yml");
  link("/dev/stdin", "stdin.yml");
  link("/proc/self/environ", "environ.yml");
  link("//host/share/x.yml", "host.yml");
  link("../out/none.yml", "dangling.yml");
  for (const name of "bad.yml out/bot.yml far/bot.yml bad-twice.yml winding.yml stdin.yml environ.yml host.yml dangling.yml".split(
    " ",
  ))
    assert.match(textOf(code, `../${name}`, boundary), /^it lies outside of /, name);

  link("two", "one");
  link("one", "two");
  assert.match(textOf(code, "../one", boundary), /in a circle/);
});

test("pipes, devices and too much are refused inside too", { skip: noLinks }, () => {
  const code = file("d/x.py");
  const boundary = join(base, "d");
  execFileSync("mkfifo", [join(boundary, "pipe.yml")]);
  file("d/large.yml", "x".repeat(2048));
  assert.equal(textOf(code, "pipe.yml", boundary), "it is no regular file. Name an ordinary file.");
  assert.equal(textOf(code, "pipe.yml/x", boundary), "missing");
  const large = readBeside(code, "large.yml", boundary, { maxBytes: 1024 });
  assert.equal(large.kind, "refused");
});

test("a code file that is reached through a link of the user's counts where it really lies", { skip: noLinks }, () => {
  const code = file("u/real/nodes/x.py");
  file("u/real/bot.yml");
  symlinkSync(join(base, "u/real"), join(base, "u/link"));
  const spelt = join(base, "u/link/nodes/x.py");
  assert.equal(editorBoundary(spelt, [join(base, "u/link")]), join(base, "u/real"));
  assert.equal(textOf(spelt, "../bot.yml", editorBoundary(spelt, [join(base, "u/link")])), "inside");
  assert.equal(editorBoundary(code, [join(base, "u/link")]), join(base, "u/real"));
});

function textOf(path: string, name: string, boundary: string): string {
  const read = readBeside(path, name, boundary);
  if (read.kind === "bytes") return Buffer.from(read.bytes).toString();
  return read.kind === "missing" ? "missing" : read.message;
}
