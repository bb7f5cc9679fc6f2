import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
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
import { Worker } from "node:worker_threads";
import {
  type Ground,
  listContained,
  lookAtContained,
  RefusedPlace,
  readContained,
  writeContained,
} from "../../src/files/contained-files.ts";
import { errnoOf } from "../../src/files/errno.ts";
import { NotReplaced } from "../../src/files/replace-file.ts";

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
  await writeContained(ground, at(path), "beside", "one", undefined);
  await writeContained(ground, at(path), "beside", "two", "one");
  assert.equal(await decoded(path), "two");
  assert.deepEqual(await listContained(ground, at("ws/flows/.code-nodes/")), ["bot.yml/"]);
  assert.deepEqual(readdirSync(at("ws/flows/.code-nodes/bot.yml")), ["a.py"]);
  await assert.rejects(writeContained(ground, at(path), "beside", "three", "one"), NotReplaced);
  await assert.rejects(writeContained(ground, at(path), "beside", "three", undefined), NotReplaced);
  assert.equal(await decoded(path), "two", "nobody knew that it is there");
  await assert.rejects(writeContained(ground, at("ws/flows/new.py"), "beside", "x", "was there"), NotReplaced);
  assert.equal(existsSync(at("ws/flows/new.py")), false);
});

test("nothing is made below what is no folder, which the message names", async () => {
  for (const inTheWay of ["ws/flows/.code-nodes", "ws/flows/.code-nodes/bot.yml"]) {
    await writeContained(ground, at(inTheWay), "beside", "a file", undefined);
    const writing = writeContained(ground, at("ws/flows/.code-nodes/bot.yml/a.py"), "beside", "one", undefined);
    await assert.rejects(writing, (error: Error) => {
      assert.ok(error instanceof RefusedPlace);
      assert.equal(error.message, `${inTheWay} is no folder, and one has to be there. Move it away, or delete it.`);
      return true;
    });
    assert.equal(textOf(inTheWay), "a file");
    rmSync(at(inTheWay));
  }
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
      () => writeContained(ground, at(path), role, "x", "mine"),
      () => writeContained(ground, at(path), role, "x", undefined),
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
  ground = { ...ground, named: { path: at("ws/flows/out.yml"), real: at("outside/real.yml") } };
  await writeContained(ground, at("ws/flows/out.yml"), "workflow", "changed too", "outside");
  assert.equal(textOf("outside/real.yml"), "changed too");
  await assert.rejects(decoded("ws/flows/out.yml"), /is a link/, "beside the workflow it is none of the user's");
  // The user named what it led to then.
  writeFileSync(at("outside/other.yml"), "other");
  rmSync(at("ws/flows/out.yml"));
  symlinkSync("../../outside/other.yml", at("ws/flows/out.yml"));
  await assert.rejects(decoded("ws/flows/out.yml", "workflow"), /leads to another file now/);
  await assert.rejects(writeContained(ground, at("ws/flows/out.yml"), "workflow", "x", "other"), RefusedPlace);
  assert.equal(textOf("outside/other.yml"), "other");
});

test("a file with another name elsewhere is replaced by this name alone", { skip }, async () => {
  writeFileSync(at("outside/kept"), "kept");
  linkSync(at("outside/kept"), at("ws/flows/x.py"));
  await writeContained(ground, at("ws/flows/x.py"), "beside", "new", "kept");
  assert.equal(textOf("ws/flows/x.py"), "new");
  assert.equal(textOf("outside/kept"), "kept");
});

test("a link out is not followed before it is refused", { skip }, async () => {
  symlinkSync(at("outside/a/b"), at("ws/flows/deep"));
  symlinkSync(at("ws/flows/circle"), at("ws/flows/circle"));
  // Whether anything is there is nobody's to know.
  for (const makes of [() => {}, () => mkdirSync(at("outside/a/b"), { recursive: true })]) {
    makes();
    await assert.rejects(
      decoded("ws/flows/deep/flow.yml", "workflow"),
      /^Error: ws\/flows\/deep\/flow\.yml lies outside/,
    );
  }
  await assert.rejects(decoded("ws/flows/circle", "workflow"), /its links lead round in a circle/);
});

test("whatever a folder is exchanged for meanwhile, nothing outside is read, made or replaced", { skip }, async () => {
  mkdirSync(at("ws/flows/in"));
  for (const folder of ["ws/flows/in", "outside"]) writeFileSync(at(`${folder}/x.py`), folder);
  const exchanges = new Worker(exchanging, {
    eval: true,
    workerData: { ours: at("ws/flows/in"), theirs: at("outside") },
  });
  let held = 0;
  try {
    await once(exchanges, "message");
    for (let turn = 0; turn < 400; turn++) {
      const inside = await decoded("ws/flows/in/x.py").catch(expected);
      assert.notEqual(inside, "outside");
      if (inside !== undefined) held += 1;
      await writeContained(ground, at("ws/flows/in/x.py"), "beside", "ws/flows/in", "ws/flows/in").catch(expected);
      await writeContained(ground, at("ws/flows/in/x.py"), "beside", "changed", "outside").catch(expected);
      await writeContained(ground, at(`ws/flows/in/new-${turn}.py`), "beside", "new", undefined).catch(expected);
      for (const name of await listContained(ground, at("ws/flows/in")).catch(() => []))
        assert.notEqual(name, "theirs");
    }
  } finally {
    await exchanges.terminate();
  }
  assert.deepEqual(readdirSync(at("outside")).sort(), ["theirs", "x.py"]);
  assert.equal(textOf("outside/x.py"), "outside");
  assert.ok(held > 0, "some reads were not disturbed");
});

// What is written meanwhile may make the folder anew while it stands aside.
const exchanging = `
  const { renameSync, rmSync, symlinkSync, writeFileSync } = require("node:fs");
  const { parentPort, workerData: { ours, theirs } } = require("node:worker_threads");
  const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() / 3);
  const untilDone = (act) => {
    for (;;) {
      try {
        rmSync(ours, { recursive: true, force: true });
        return act();
      } catch {
        // Something was put there in between.
      }
    }
  };
  writeFileSync(theirs + "/theirs", "");
  parentPort.postMessage("begun");
  for (;;) {
    renameSync(ours, ours + "-aside");
    untilDone(() => symlinkSync(theirs, ours));
    pause();
    untilDone(() => renameSync(ours + "-aside", ours));
    pause();
  }
`;

function expected(error: unknown): undefined {
  if (error instanceof RefusedPlace || error instanceof NotReplaced) return;
  // Nothing was there for a moment.
  assert.match(errnoOf(error), /^(?:ENOENT|ENOTDIR|EEXIST|ELOOP)$/, String(error));
}

test("a write that fails leaves nothing behind", async () => {
  const lock = `.${createHash("sha256").update("x.py").digest("hex").slice(0, 12)}.lock`;
  await writeContained(ground, at("ws/flows/x.py"), "beside", "x", undefined);
  mkdirSync(at(`ws/flows/${lock}`));
  await assert.rejects(
    writeContained(ground, at("ws/flows/x.py"), "beside", "y", "x"),
    (error) => error instanceof Error && error.message.startsWith(`${at(`ws/flows/${lock}`)} is in the way`),
  );
  assert.deepEqual(readdirSync(at("ws/flows")).sort(), [lock, "x.py"]);
});
