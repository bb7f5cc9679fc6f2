import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readChosenFile } from "../../src/files/read-chosen-file.ts";

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-chosen-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("a file, or a link to one, is read whole", () => {
  const path = join(folder, "a.txt");
  writeFileSync(path, "é".repeat(100_000));
  assert.equal(Buffer.from(readChosenFile(path)).toString(), "é".repeat(100_000));
  if (process.platform === "win32") return;
  symlinkSync(path, join(folder, "link.txt"));
  assert.equal(readChosenFile(join(folder, "link.txt")).length, 200_000);
});

test("the file system's own errors are thrown", () => {
  assert.throws(() => readChosenFile(join(folder, "none.txt")), { code: "ENOENT" });
  assert.throws(() => readChosenFile(folder), { code: /EISDIR|EPERM/ });
});

test("a pipe without a writer, a device and a link to one are refused at once", {
  skip: process.platform === "win32" && "no such files",
}, () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  symlinkSync("/dev/zero", join(folder, "zero.yml"));
  symlinkSync("/dev/stdin", join(folder, "stdin.yml"));
  const paths = [join(folder, "pipe"), join(folder, "zero.yml"), "/dev/zero", "/dev/null"];
  for (const path of paths) assert.throws(() => readChosenFile(path), /no regular file\. Name an ordinary file/, path);
});
