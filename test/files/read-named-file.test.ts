import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readNamedFile } from "../../src/files/read-named-file.ts";

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-named-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("a file is read whole", () => {
  const path = join(folder, "a.txt");
  writeFileSync(path, "x".repeat(200_000));
  const file = readNamedFile(path);
  assert.equal(file.kind === "bytes" && Buffer.from(file.bytes).toString(), "x".repeat(200_000));
});

test("what is not there is missing, also below a file", () => {
  writeFileSync(join(folder, "b.txt"), "");
  assert.deepEqual(readNamedFile(join(folder, "none.txt")), { kind: "missing" });
  assert.deepEqual(readNamedFile(join(folder, "b.txt", "none.txt")), { kind: "missing" });
});

test("a folder, a pipe and a device are refused at once", {
  skip: process.platform === "win32" && "no such files",
}, () => {
  mkdirSync(join(folder, "folder"));
  execFileSync("mkfifo", [join(folder, "pipe")]);
  for (const path of [join(folder, "folder"), join(folder, "pipe"), "/dev/zero", "/dev/null"]) {
    assert.deepEqual(readNamedFile(path), {
      kind: "refused",
      message: "it is no regular file. Name an ordinary file.",
    });
  }
});

test("a file over the limit is refused, also when its size is not said", () => {
  const path = join(folder, "large.txt");
  writeFileSync(path, "x".repeat(2 * 1024 * 1024));
  const expected = { kind: "refused", message: "it is larger than 1 MB. Name a smaller file." };
  assert.deepEqual(readNamedFile(path, { maxBytes: 1024 * 1024 }), expected);
});

test("a link is followed, or refused where a folder brought it along", () => {
  writeFileSync(join(folder, "real.txt"), "real");
  symlinkSync(join(folder, "real.txt"), join(folder, "link.txt"));
  assert.equal(readNamedFile(join(folder, "link.txt")).kind, "bytes");
  assert.deepEqual(readNamedFile(join(folder, "link.txt"), { followsLink: false }), {
    kind: "refused",
    message: "it is a link. Put the file itself there.",
  });
});
