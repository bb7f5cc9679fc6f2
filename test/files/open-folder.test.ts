import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { openFolder } from "../../src/files/open-folder.ts";
import { readRealFile } from "../../src/files/read-named-file.ts";

const skip = process.platform === "win32" && "links need rights";
const withoutHandles = process.platform !== "linux" && "only Linux has names for what is open";
let root: string;
beforeEach(() => {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), "code-nodes-open-folder-")));
  for (const folder of ["ws/in", "outside"]) {
    mkdirSync(at(folder), { recursive: true });
    writeFileSync(at(`${folder}/x.py`), folder);
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string) => join(root, path);
const exchange = (): void => {
  renameSync(at("ws/in"), at("ws/aside"));
  symlinkSync(at("outside"), at("ws/in"));
};
const code = (one: string) => ({ code: one });

test("what is done in a folder is done there, though a link has come into its place", { skip: withoutHandles }, () => {
  const folder = openFolder(at("ws/in"), true);
  exchange();
  assert.equal(readFileSync(folder.at("x.py"), "utf8"), "ws/in");
  writeFileSync(folder.at("new.py"), "new");
  folder.mustBeInPlace();
  assert.equal(folder.named(`EACCES, open '${folder.at("x.py")}'`), `EACCES, open '${at("ws/in/x.py")}'`);
  folder.close();
  assert.equal(readFileSync(at("ws/aside/new.py"), "utf8"), "new");
});

test("where folders have no handles, a second look tells of a link", { skip }, () => {
  const folder = openFolder(at("ws/in"), false);
  folder.mustBeInPlace();
  exchange();
  assert.throws(() => folder.mustBeInPlace(), code("ENOTDIR"));
  rmSync(at("ws/in"));
  assert.throws(() => folder.mustBeInPlace(), code("ENOENT"));
  mkdirSync(at("ws/in"));
  assert.throws(() => folder.mustBeInPlace(), /no folder any more/, "another folder is not the same one");
});

test("neither a link is opened, nor what lies behind one, nor what is no folder", { skip }, () => {
  exchange();
  mkdirSync(at("outside/deeper"));
  for (const holds of [...(withoutHandles ? [] : [true]), false]) {
    for (const path of ["ws/in", "ws/in/deeper", "outside/x.py"]) {
      assert.throws(() => openFolder(at(path), holds), code("ENOTDIR"), path);
    }
    assert.throws(() => openFolder(at("ws/none"), holds), code("ENOENT"));
  }
  assert.deepEqual(readRealFile(at("ws/in/x.py")), { kind: "missing" });
  assert.equal(readRealFile(at("outside/x.py")).kind, "bytes");
});
