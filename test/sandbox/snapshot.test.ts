import assert from "node:assert/strict";
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { readSnapshot, writeSnapshot } from "../../src/sandbox/python/snapshot-file.ts";
import { openSandbox, requestFor } from "./requests.ts";

// On a build server no snapshot is kept, which is tried below.
delete process.env.CI;

const folders: string[] = [];
const longAgo = new Date("2020-01-01T00:00:00Z");
let made: { readonly name: string; readonly content: Buffer };

before(async () => {
  const folder = newFolder();
  assert.equal(await runIn(join(folder, "not-there-yet")), "42");
  const names = readdirSync(join(folder, "not-there-yet"));
  assert.equal(names.length, 1, "one whole file, nothing unfinished");
  const [name = ""] = names;
  made = { name, content: readFileSync(join(folder, "not-there-yet", name)) };
});

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test("a later process starts from the file that an earlier one left", async () => {
  const { folder, path } = folderWith(made.content);
  assert.equal(await runIn(folder), "42");
  assert.ok(statSync(path).mtime > longAgo, "it was used");
  assert.ok(readFileSync(path).equals(made.content), "and not made anew");
});

test("each restored interpreter has its own random numbers, and the moment's own clock", async () => {
  const code = `
import logging, os, random, sys, time
def main():
    age = time.time() - logging._startTime / 1e9
    return [random.random(), random.getrandbits(64), len(os.environ), sys.path and all(p.startswith("/lib/") for p in sys.path),
            0 <= age < 30, "js" in sys.modules and sys.modules["js"] is None]`;
  const { folder } = folderWith(made.content);
  const seen = [await runIn(folder, code), await runIn(folder, code)].map((text) => JSON.parse(text));
  for (const list of seen) assert.deepEqual(list.slice(2), [0, true, true, true]);
  assert.notEqual(seen[0][0], seen[1][0]);
  assert.notEqual(seen[0][1], seen[1][1]);
});

test("an interpreter restored after a change of time zone is in the new one", async () => {
  const { folder } = folderWith(made.content);
  const before = process.env.TZ;
  process.env.TZ = "Asia/Tokyo";
  try {
    assert.equal(await runIn(folder, "import time\ndef main():\n    return time.timezone"), String(-9 * 3600));
    assert.equal(readdirSync(folder).length, 2, "it has a snapshot of its own");
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

const spoilt: Readonly<Record<string, () => Buffer>> = {
  "a changed byte": () => {
    const content = Buffer.from(made.content);
    content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1;
    return content;
  },
  "a cut-off file": () => made.content.subarray(0, made.content.length - 1000),
  "an empty file": () => Buffer.alloc(0),
};

for (const [title, content] of Object.entries(spoilt)) {
  test(`${title} is replaced and the run does not notice`, async () => {
    const { folder, path } = folderWith(content());
    assert.equal(await runIn(folder), "42");
    assert.deepEqual(readdirSync(folder), [made.name]);
    assert.ok(await readSnapshot(folder, keyOf(path)), "a good one is in its place");
  });
}

test("a snapshot of another key is not used under this one's name", async () => {
  const folder = newFolder();
  const key = Buffer.alloc(32, 7);
  writeFileSync(join(folder, made.name.replace(/^[0-9a-f]+/, key.toString("hex"))), made.content);
  assert.equal(await readSnapshot(folder, key), undefined);
  assert.deepEqual(readdirSync(folder), []);
});

test("memory that is whole but cannot be started from is dropped, and the boot is a normal one", async () => {
  const folder = newFolder();
  const path = join(folder, made.name);
  writeFileSync(path, made.content);
  const whole = await readSnapshot(folder, keyOf(path));
  assert.ok(whole);
  const memory = Uint8Array.from(whole.memory).fill(0, whole.memory.length >> 2);
  await writeSnapshot(folder, keyOf(path), { ...whole, memory });
  const sandbox = openSandbox({ cacheFolder: folder });
  assert.equal(await resultOf(sandbox), "42");
  assert.deepEqual(readdirSync(folder), []);
  await sandbox.dispose();
  assert.equal(await runIn(folder), "42");
  assert.ok(await readSnapshot(folder, keyOf(path)), "the next boot left a good one");
});

/** Each makes a good snapshot one that another user could have put there. */
const notOwn: Readonly<Record<string, (folder: string, path: string) => void>> = {
  "a file that others may write": (_, path) => chmodSync(path, 0o666),
  "a file that its group may write": (_, path) => chmodSync(path, 0o660),
  "a folder that others may write": (folder) => chmodSync(folder, 0o777),
  "a link to a file": (folder, path) => {
    renameSync(path, join(folder, "elsewhere"));
    symlinkSync(join(folder, "elsewhere"), path);
  },
  "a file of two names": (folder, path) => linkSync(path, join(folder, "another")),
  "a folder in the file's place": (_, path) => {
    rmSync(path);
    mkdirSync(path);
  },
  ...(process.geteuid?.() === 0 && {
    "another user's file": (_: string, path: string) => chownSync(path, 12345, 12345),
    "another user's folder": (folder: string) => chownSync(folder, 12345, 12345),
  }),
};

for (const [title, spoil] of Object.entries(process.platform === "win32" ? {} : notOwn)) {
  test(`${title} is not trusted, and the run does not notice`, async () => {
    const { folder, path } = folderWith(made.content);
    spoil(folder, path);
    assert.equal(await readSnapshot(folder, keyOf(path)), undefined);
    assert.equal(await runIn(folder), "42");
  });
}

test("nothing is written into a folder that others may write, and what is made is this user's alone", {
  skip: process.platform === "win32",
}, async () => {
  const folder = newFolder();
  chmodSync(folder, 0o777);
  assert.equal(await runIn(folder), "42");
  assert.deepEqual(readdirSync(folder), []);
  const own = join(newFolder(), "made");
  assert.equal(await runIn(own), "42");
  const modes = [own, ...readdirSync(own).map((name) => join(own, name))].map((path) => statSync(path).mode & 0o777);
  assert.deepEqual(modes, [0o700, 0o600]);
});

test("on a build server no snapshot is read or left", async () => {
  const { folder, path } = folderWith(made.content);
  process.env.CI = "true";
  try {
    assert.equal(await runIn(folder), "42");
    assert.equal(await runIn(join(folder, "empty")), "42");
  } finally {
    delete process.env.CI;
  }
  assert.deepEqual(statSync(path).mtime, longAgo, "it was not used");
  assert.deepEqual(readdirSync(folder), [made.name]);
});

test("V8's code of the realm is in no file", async () => {
  const { folder, path } = folderWith(made.content);
  const read = await readSnapshot(folder, keyOf(path));
  assert.deepEqual(Object.keys(read ?? {}), ["memory", "header"]);
});

test("a cache folder that cannot be written costs no run", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "file"), "");
  assert.equal(await runIn(join(folder, "file", "below")), "42");
});

test("only the snapshots used last are kept, and what was never finished goes", async () => {
  const folder = newFolder();
  for (const [at, name] of ["a", "b", "c", "d"].entries()) {
    const path = join(folder, `${name}.python-snapshot`);
    writeFileSync(path, "");
    utimesSync(path, longAgo, new Date(longAgo.getTime() + at * 1000));
  }
  writeFileSync(join(folder, "a.python-snapshot.unfinished"), "");
  utimesSync(join(folder, "a.python-snapshot.unfinished"), longAgo, longAgo);
  writeFileSync(join(folder, "b.python-snapshot.being-written"), "");
  writeFileSync(join(folder, "something else"), "");
  const key = Buffer.alloc(32, 9);
  const snapshot = { memory: Buffer.from("memories"), header: Buffer.from("header") };
  await writeSnapshot(folder, key, snapshot);
  assert.deepEqual(readdirSync(folder).sort(), [
    `${key.toString("hex")}.python-snapshot`,
    "b.python-snapshot.being-written",
    "c.python-snapshot",
    "d.python-snapshot",
    "something else",
  ]);
  const read = await readSnapshot(folder, key);
  assert.ok(read);
  for (const name of ["memory", "header"] as const) assert.ok(snapshot[name].equals(read[name]), name);
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "code-nodes-snapshot-"));
  folders.push(folder);
  return folder;
}

function folderWith(content: Buffer): { folder: string; path: string } {
  const folder = newFolder();
  const path = join(folder, made.name);
  writeFileSync(path, content);
  utimesSync(path, longAgo, longAgo);
  return { folder, path };
}

function keyOf(path: string): Buffer {
  return Buffer.from(basename(path, ".python-snapshot"), "hex");
}

async function runIn(cacheFolder: string, code?: string): Promise<string> {
  const sandbox = openSandbox({ cacheFolder });
  const result = await resultOf(sandbox, code);
  await sandbox.dispose();
  return result;
}

async function resultOf(sandbox: ReturnType<typeof openSandbox>, code = "def main():\n    return 42"): Promise<string> {
  const outcome = await sandbox.run(requestFor("python", code));
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  return outcome.kind === "returned" ? outcome.resultText : "";
}
