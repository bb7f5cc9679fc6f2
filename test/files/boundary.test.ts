import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, parse, resolve } from "node:path";
import { after, before, test } from "node:test";
import { holds, realPath, terminalBoundary } from "../../src/files/boundary.ts";

let root: string;
before(() => {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), "code-nodes-boundary-")));
  for (const path of [
    "home/project/flows",
    "home/project/.git",
    "home/project/part/sub",
    "home/loose/flows",
    "elsewhere",
  ]) {
    mkdirSync(join(root, path), { recursive: true });
  }
});
after(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string) => join(root, path);
const boundary = (folder: string, currentFolder: string, homeFolder = "home") =>
  terminalBoundary(at(folder), { currentFolder: at(currentFolder), homeFolder: at(homeFolder) });

test("it is the innermost of the repository around and the current folder", () => {
  assert.equal(boundary("home/project/flows", "elsewhere"), at("home/project"));
  assert.equal(boundary("home/project/flows", "home"), at("home/project"));
  assert.equal(boundary("home/project/part/sub", "home/project/part"), at("home/project/part"));
  assert.equal(boundary("home/project/flows", "home/project/part"), at("home/project"));
  assert.equal(boundary("home/loose/flows", "home/loose"), at("home/loose"));
});

test("neither a home folder, nor what lies above it, nor a root counts", () => {
  assert.equal(boundary("home/loose/flows", "home"), at("home/loose/flows"));
  assert.equal(boundary("home/loose/flows", "."), at("home/loose/flows"));
  assert.equal(boundary("home/project/flows", "elsewhere", "home/project"), at("home/project/flows"));
  const { root: top } = parse(root);
  assert.equal(terminalBoundary(at("elsewhere"), { currentFolder: top, homeFolder: at("home") }), at("elsewhere"));
});

test("a repository may be a file, and a link leads nobody to a larger one", {
  skip: process.platform === "win32" && "links need rights",
}, () => {
  mkdirSync(at("home/worktree/flows"), { recursive: true });
  writeFileSync(at("home/worktree/.git"), "gitdir: elsewhere\n");
  assert.equal(boundary("home/worktree/flows", "elsewhere"), at("home/worktree"));
  symlinkSync(at("home/project"), at("elsewhere/linked"));
  // The folder is the user's, who goes there by a link; what it holds lies inside all the same.
  assert.equal(boundary("elsewhere/linked/flows", "home/project"), at("home/project"));
  // Out of the current folder none leads.
  assert.equal(boundary("elsewhere/linked/flows", "elsewhere"), at("elsewhere"));
});

test("what is not there yet has a real path too, and a folder holds itself", {
  skip: process.platform === "win32" && "links need rights",
}, () => {
  symlinkSync(at("home"), at("to-home"));
  assert.equal(realPath(at("to-home/new/file.yml")), at("home/new/file.yml"));
  assert.ok(holds(at("home"), at("home")) && holds(at("home"), at("home/..hidden")));
  assert.ok(!holds(at("home"), at("home2")) && !holds(at("home"), at("home/../x")) && !holds(at("home"), root));
});

test("without a repository and a current folder, a link on the way leads nobody out of the folder that holds it", {
  skip: process.platform === "win32" && "links need rights",
}, () => {
  mkdirSync(at("home/sent/inner/real"), { recursive: true });
  mkdirSync(at("data/flows"), { recursive: true });
  symlinkSync(at("elsewhere"), at("home/sent/inner/out"));
  symlinkSync("real", at("home/sent/inner/in"));
  symlinkSync(at("data"), at("home/own"));
  mkdirSync(at("victim/.git"), { recursive: true });
  symlinkSync(at("victim"), at("home/sent/inner/repository"));
  const { root: top } = parse(root);
  for (const currentFolder of [at("home"), top]) {
    const boundaryOf = (folder: string) => terminalBoundary(at(folder), { currentFolder, homeFolder: at("home") });
    assert.equal(boundaryOf("home/sent/inner/out"), at("home/sent/inner"));
    assert.equal(boundaryOf("home/sent/inner/out/deeper"), at("home/sent/inner"));
    assert.equal(boundaryOf("home/sent/inner/in"), at("home/sent/inner/real"));
    assert.equal(boundaryOf("home/sent/inner/repository"), at("home/sent/inner"), "a repository is no way out");
    // Whoever sent something has no say in the home folder.
    assert.equal(boundaryOf("home/own/flows"), at("data/flows"));
  }
});

test("what is not there keeps its name below the links above it, however many parts it has", () => {
  const missing = "a/".repeat(1000);
  assert.equal(realPath(at(`elsewhere/${missing}b`)), at(`elsewhere/${missing}b`));
  assert.equal(realPath(at("elsewhere/none/../b")), at("elsewhere/b"));
});

test("what is longer than a path may be is looked for nowhere", () => {
  const long = at("a/".repeat(100_000));
  assert.equal(realPath(long), resolve(long));
  assert.equal(realPath(`/${"a".repeat(40_000)}/b`), resolve(`/${"a".repeat(40_000)}/b`));
});
