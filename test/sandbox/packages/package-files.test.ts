import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readPackageFile } from "../../../src/sandbox/packages/package-files.ts";
import { readPackageLock } from "../../../src/sandbox/packages/package-lock.ts";
import { lockTextOf, makeWheel } from "./wheels.ts";

const wheel = makeWheel("cn_base", { "cn_base.py": "word = 'base'\n" });
const [wanted = assert.fail()] = readPackageLock(lockTextOf(wheel)).packages;

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-package-files-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("a pipe, a device, a folder or a file without end in a package's place is not read", {
  skip: process.platform === "win32" && "no such files",
}, async () => {
  const places: readonly (readonly [make: (path: string) => void, reason: RegExp])[] = [
    [(path) => execFileSync("mkfifo", [path]), /it is no regular file/],
    [(path) => symlinkSync("/dev/zero", path), /it is no regular file/],
    [(path) => symlinkSync("/dev/stdin", path), /it is no regular file|it cannot be read \(ENXIO\)/],
    [(path) => mkdirSync(path), /it cannot be read \(EISDIR\)/],
    [(path) => sparse(path, 600 * 1024 * 1024), /it is larger than 512 MB/],
  ];
  for (const [make, reason] of places) {
    const path = join(folder, wanted.fileName);
    make(path);
    const reading = await readPackageFile(folder, wanted);
    assert.match(reading.kind === "unusable" ? reading.reason : reading.kind, reason);
    rmSync(path, { recursive: true });
  }
});

function sparse(path: string, bytes: number): void {
  writeFileSync(path, "");
  truncateSync(path, bytes);
}
