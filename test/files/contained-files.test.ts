import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import {
  type Ground,
  listContained,
  lookAtContained,
  RefusedPlace,
  readContained,
  writeContained,
} from "../../src/files/contained-files.ts";
import { NotReplaced, replaceFile } from "../../src/files/replace-file.ts";

const skip = process.platform === "win32" && "links need rights";
let root: string;
let ground: Ground;
beforeEach(() => {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), "code-nodes-contained-")));
  for (const folder of ["ws/flows", "outside"]) mkdirSync(join(root, folder), { recursive: true });
  ground = {
    folder: at("ws/flows"),
    boundary: at("ws"),
    shown: (path) => path.slice(root.length + 1),
    remedy: "Move it.",
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string) => join(root, path);
const textOf = (path: string) => readFileSync(at(path), "utf8");
const decoded = async (path: string, role: "workflow" | "beside" = "beside") => {
  const bytes = await readContained(ground, at(path), role);
  return bytes && new TextDecoder().decode(bytes);
};

test("a file is made with its folders, read, listed and replaced", async () => {
  const path = "ws/flows/.code-nodes/bot.yml/a.py";
  assert.equal(await decoded(path), undefined);
  assert.deepEqual(await listContained(ground, at("ws/flows/.code-nodes/")), []);
  await writeContained(ground, at(path), "beside", "one");
  await writeContained(ground, at(path), "beside", "two", "one");
  assert.equal(await decoded(path), "two");
  assert.deepEqual(await listContained(ground, at("ws/flows/.code-nodes/")), ["bot.yml/"]);
  assert.deepEqual(readdirSync(at("ws/flows/.code-nodes/bot.yml")), ["a.py"]);
  await assert.rejects(writeContained(ground, at(path), "beside", "three", "one"), NotReplaced);
  await assert.rejects(writeContained(ground, at("ws/flows/new.py"), "beside", "x", "was there"), NotReplaced);
  assert.equal(existsSync(at("ws/flows/new.py")), false);
});

test("what lies elsewhere is refused before anything is looked at there", async () => {
  writeFileSync(at("outside/flow.yml"), "mine");
  for (const [path, role, message] of [
    ["outside/flow.yml", "workflow", "outside/flow.yml lies outside of"],
    ["outside/none.yml", "workflow", "outside/none.yml lies outside of"],
    ["outside/x.py", "beside", "outside/x.py lies outside of ws/flows"],
    ["ws/x.py", "beside", "ws/x.py lies outside of ws/flows"],
    ["ws/flows/../../outside/x.py", "beside", "outside/x.py lies outside of ws/flows"],
  ] as const) {
    for (const act of [
      () => readContained(ground, at(path), role),
      () => writeContained(ground, at(path), role, "x"),
      () => lookAtContained(ground, at(path), role),
    ]) {
      await assert.rejects(act(), (error) => error instanceof RefusedPlace && error.message.startsWith(message));
    }
  }
  assert.equal(textOf("outside/flow.yml"), "mine");
});

test("a workflow may be a link inside of the boundary, and one that is named anywhere", { skip }, async () => {
  writeFileSync(at("ws/real.yml"), "inside");
  writeFileSync(at("outside/real.yml"), "outside");
  symlinkSync("../real.yml", at("ws/flows/in.yml"));
  symlinkSync("../../outside/real.yml", at("ws/flows/out.yml"));
  symlinkSync("nowhere.yml", at("ws/flows/dangling.yml"));
  assert.equal(await decoded("ws/flows/in.yml", "workflow"), "inside");
  await writeContained(ground, at("ws/flows/in.yml"), "workflow", "changed", "inside");
  assert.equal(textOf("ws/real.yml"), "changed");
  await assert.rejects(decoded("ws/flows/out.yml", "workflow"), /out\.yml lies outside of .* Move it\./);
  await assert.rejects(decoded("ws/flows/dangling.yml", "workflow"), /is a link that leads nowhere/);
  ground = { ...ground, named: at("ws/flows/out.yml") };
  await writeContained(ground, at("ws/flows/out.yml"), "workflow", "changed too", "outside");
  assert.equal(textOf("outside/real.yml"), "changed too");
  await assert.rejects(decoded("ws/flows/out.yml"), /is a link/, "beside the workflow it is none of the user's");
});

test("a file with another name elsewhere is replaced by this name alone", { skip }, async () => {
  writeFileSync(at("outside/kept"), "kept");
  linkSync(at("outside/kept"), at("ws/flows/x.py"));
  await writeContained(ground, at("ws/flows/x.py"), "beside", "new");
  assert.equal(textOf("ws/flows/x.py"), "new");
  assert.equal(textOf("outside/kept"), "kept");
});

test("what comes into the place of a file while it is written is not written through", { skip }, async () => {
  writeFileSync(at("outside/kept"), "kept");
  writeFileSync(at("ws/flows/x.py"), "old");
  let looks = 0;
  const swaps = async (): Promise<void> => {
    looks += 1;
    if (looks < 2) return;
    rmSync(at("ws/flows/x.py"));
    symlinkSync(at("outside/kept"), at("ws/flows/x.py"));
    await lookAtContained(ground, at("ws/flows/x.py"), "beside");
  };
  await assert.rejects(replaceFile(at("ws/flows/x.py"), "new", "old", swaps), /x\.py is a link/);
  assert.equal(textOf("outside/kept"), "kept");
  assert.deepEqual(readdirSync(at("ws/flows")), ["x.py"], "nothing unfinished is left");
});

test("a write that fails leaves no empty file behind", async () => {
  await writeContained(ground, at("ws/flows/x.py"), "beside", "x");
  rmSync(at("ws/flows/x.py"));
  mkdirSync(at(`ws/flows/.${createHash("sha256").update("x.py").digest("hex").slice(0, 12)}.lock`));
  await assert.rejects(writeContained(ground, at("ws/flows/x.py"), "beside", "x"), /is in the way/);
  assert.equal(existsSync(at("ws/flows/x.py")), false);
});
