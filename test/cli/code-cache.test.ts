import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test("the first command keeps the compiled program, the next one uses it", () => {
  const cache = newFolder();
  assert.equal(help(cache), 0);
  const path = keptIn(cache);
  const first = statSync(path);
  assert.equal(help(cache), 0);
  assert.equal(statSync(path).mtimeMs, first.mtimeMs, "it was not made anew");
});

for (const [title, spoil] of [
  ["a changed byte", (content: Buffer) => content.fill(255, content.length - 9, content.length - 8)],
  ["a cut-off file", (content: Buffer) => content.subarray(0, content.length >> 1)],
  ["an empty file", () => Buffer.alloc(0)],
] as const) {
  test(`${title} is replaced, and the command does not notice`, () => {
    const cache = newFolder();
    help(cache);
    const path = keptIn(cache);
    writeFileSync(path, spoil(readFileSync(path)));
    assert.equal(help(cache), 0);
    const replaced = readFileSync(path);
    assert.ok(createHash("sha256").update(replaced.subarray(32)).digest().equals(replaced.subarray(0, 32)));
    assert.ok(replaced.length > 32);
  });
}

test("what an earlier version left for the same engine goes", () => {
  const cache = newFolder();
  const outdated = `command-line-${process.versions.v8}-0123456789abcdef.v8-code`;
  const ofAnotherEngine = "command-line-1.2.3-0123456789abcdef.v8-code";
  help(cache);
  rmSync(keptIn(cache));
  for (const name of [outdated, ofAnotherEngine]) writeFileSync(join(cache, "code-nodes", name), "");
  help(cache);
  const names = readdirSync(join(cache, "code-nodes"));
  assert.ok(!names.includes(outdated) && names.includes(ofAnotherEngine), names.join(", "));
});

test("a cache that cannot be written costs time only", () => {
  const cache = newFolder();
  writeFileSync(join(cache, "code-nodes"), "a file in the way");
  chmodSync(cache, 0o500);
  assert.equal(help(cache), 0);
});

function help(cache: string): number | null {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve("dist/cli.js"), "--help"], {
    encoding: "utf8",
    env: { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: cache },
  });
  assert.match(stdout, /^Usage: code-nodes/);
  assert.equal(stderr, "");
  return status;
}

function keptIn(cache: string): string {
  const folder =
    process.platform === "darwin" ? join(cache, "Library", "Caches", "code-nodes") : join(cache, "code-nodes");
  const names = readdirSync(folder).filter((name) => name.endsWith(".v8-code"));
  assert.equal(names.length, 1, names.join(", "));
  return join(folder, names[0] ?? "");
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "code-nodes-code-cache-"));
  folders.push(folder);
  return folder;
}
