import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { readPackageLock } from "../../../src/sandbox/packages/package-lock.ts";
import {
  DownloadCancelled,
  type DownloadDesk,
  type DownloadOffer,
  type DownloadProgress,
  PackageProblem,
} from "../../../src/sandbox/packages/package-options.ts";
import { createPackageStore, type PackageStoreOptions } from "../../../src/sandbox/packages/package-store.ts";
import { type Mirror, openMirror } from "./mirror.ts";
import { lockTextOf, makeWheel } from "./wheels.ts";

const base = makeWheel("cn_base", { "cn_base.py": "word = 'base'\n" });
const top = makeWheel("cn_top", { "cn_top.py": "import cn_base\n" }, { depends: ["cn_base"] });
const wanted = readPackageLock(lockTextOf(base, top)).packages;
const contents = [base.content, top.content];
const root = mkdtempSync(join(tmpdir(), "code-nodes-packages-"));
let mirror: Mirror;
let folders = 0;

before(async () => {
  mirror = await openMirror(base, top);
});
beforeEach(() => {
  mirror.requests.length = 0;
  mirror.respond = undefined;
});
after(async () => {
  await mirror.close();
  rmSync(root, { recursive: true });
});

const agrees: DownloadDesk = async (_offer, download) => {
  await download({});
  return { kind: "done" };
};

test("the first use downloads each file once, later ones none, also when the server is gone", async () => {
  const cacheFolder = newFolder();
  await expectContents({ cacheFolder });
  assert.deepEqual([...mirror.requests].sort(), [base.fileName, top.fileName]);
  assert.deepEqual(readdirSync(cacheFolder).sort(), [base.fileName, top.fileName], "and nothing unfinished");
  await expectContents({ cacheFolder, desk: refuseToAnswer, defaultAddress: "http://127.0.0.1:1/" });
  assert.equal(mirror.requests.length, 2);
});

test("the question names packages and place; without consent nothing is fetched, and the answer's remedy is told", async () => {
  const offers: DownloadOffer[] = [];
  const declines: DownloadDesk = async (offer) => {
    offers.push(offer);
    return { kind: "declined", remedy: "Ask your administrator." };
  };
  await expectProblem({ desk: declines }, /cn_base 1\.0 and cn_top 1\.0, which are not .* Ask your administrator\./);
  assert.deepEqual(mirror.requests, []);
  const [offer] = offers;
  assert.deepEqual(offer?.packages, ["cn_base 1.0", "cn_top 1.0"]);
  assert.equal(offer?.address, mirror.address);
  assert.equal(offer?.isNamedByUser, false);
});

test("a changed or cut-off file of the cache is not used but fetched again", async () => {
  for (const spoil of [changeOneByte, (content: Buffer) => content.subarray(0, -1), () => Buffer.alloc(0)]) {
    const cacheFolder = newFolder();
    await expectContents({ cacheFolder });
    mirror.requests.length = 0;
    const path = join(cacheFolder, base.fileName);
    writeFileSync(path, spoil(readFileSync(path)));
    await expectProblem({ cacheFolder, desk: declined }, /cn_base 1\.0, which is not on this machine/);
    await expectContents({ cacheFolder });
    assert.deepEqual(mirror.requests, [base.fileName], "the one that was spoilt");
    assert.deepEqual(readFileSync(path), base.content);
  }
});

test("a download with a changed byte is refused and leaves nothing under the final name", async () => {
  const cacheFolder = newFolder();
  mirror.respond = (_name, response) => response.end(changeOneByte(base.content));
  await expectProblem({ cacheFolder }, new RegExp(`${base.fileName} is not the file that .* SHA-256`));
  assert.equal(existsSync(join(cacheFolder, base.fileName)), false);
  mirror.respond = undefined;
  await expectContents({ cacheFolder });
});

test("a download that is cut off is refused and leaves nothing under the final name", async () => {
  for (const length of [base.content.length, undefined]) {
    const cacheFolder = newFolder();
    mirror.respond = (_name, response) => {
      response.writeHead(200, length === undefined ? {} : { "content-length": length });
      response.write(base.content.subarray(0, 20), () => response.destroy());
    };
    await expectProblem({ cacheFolder }, /could not be fetched|SHA-256/);
    assert.deepEqual(existsSync(cacheFolder) ? readdirSync(cacheFolder) : [], []);
  }
});

test("a missing file, a missing server and a server that refuses each have their message", async () => {
  mirror.respond = (_name, response) => response.writeHead(404).end();
  await expectProblem({}, /cn_\w+-1\.0-py3-none-any\.whl cannot be had: the server answered 404\. Try again when 127/);
  await expectProblem(
    { defaultAddress: "http://127.0.0.1:1/full/" },
    /http:\/\/127\.0\.0\.1:1\/full\/cn_\w+-1\.0-py3-none-any\.whl could not be fetched .*name a folder or a mirror/,
  );
  await expectProblem({ source: () => "http://127.0.0.1:1" }, /could not be fetched .* Look at the test's setting/);
});

test("a mirror that the user named is asked instead", async () => {
  const offers: DownloadOffer[] = [];
  const desk: DownloadDesk = (offer, download) => {
    offers.push(offer);
    return agrees(offer, download);
  };
  await expectContents({ source: () => `${mirror.address}/`, defaultAddress: "http://127.0.0.1:1/", desk });
  assert.equal(offers[0]?.isNamedByUser, true);
  assert.equal(mirror.requests.length, 2);
});

test("a folder that the user named is read, verified each time, and never changed", async () => {
  const folder = newFolder();
  for (const { fileName, content } of [base, top]) writeFileSync(join(folder, fileName), content);
  const source = () => folder;
  await expectContents({ source, desk: refuseToAnswer });
  writeFileSync(join(folder, base.fileName), changeOneByte(base.content));
  await expectProblem({ source }, /cn_base-1\.0-py3-none-any\.whl in .* was not used: its SHA-256 .* Replace it/);
  assert.deepEqual(readFileSync(join(folder, base.fileName)), changeOneByte(base.content), "it is the user's");
  rmSync(join(folder, base.fileName));
  await expectProblem({ source }, /The code needs cn_base 1\.0, but .* has no cn_base-1\.0-py3-none-any\.whl\. Put/);
  await expectProblem({ source: () => join(folder, "gone") }, /has no cn_base-1\.0/);
  mkdirSync(join(folder, base.fileName));
  await expectProblem({ source }, /was not used: it cannot be read \(EISDIR\)/);
  assert.deepEqual(mirror.requests, []);
});

test("a source that is neither a path nor an address is named as such", async () => {
  await expectProblem({ source: () => "wheels" }, /"wheels" \(the test's setting\) is neither an absolute path nor/);
  await expectProblem({ source: () => "ftp://example" }, /is neither an absolute path nor an address/);
  await expectContents({ source: () => "  " });
});

test("a cancelled download ends at once and keeps nothing unfinished; the next one goes through", async () => {
  const cacheFolder = newFolder();
  const cancel = new AbortController();
  mirror.respond = (_name, response) => {
    response.writeHead(200, { "content-length": 1000 }).write("PK");
    setImmediate(() => cancel.abort());
  };
  const desk: DownloadDesk = async (_offer, download) => {
    await download({ signal: cancel.signal });
    return { kind: "done" };
  };
  await assert.rejects(obtain({ cacheFolder, desk }), DownloadCancelled);
  assert.deepEqual(existsSync(cacheFolder) ? readdirSync(cacheFolder) : [], []);
  mirror.respond = undefined;
  await expectContents({ cacheFolder });
});

test("a run that is stopped takes its download along", async () => {
  const stop = new AbortController();
  mirror.respond = (_name, response) => {
    response.writeHead(200).write("PK");
    setImmediate(() => stop.abort());
  };
  await assert.rejects(obtain({}, stop.signal), DownloadCancelled);
});

test("runs at the same time ask once and download once", async () => {
  let questions = 0;
  const desk: DownloadDesk = (offer, download) => {
    questions += 1;
    return agrees(offer, download);
  };
  for (const cacheFolder of [newFolder(), undefined]) {
    mirror.requests.length = 0;
    questions = 0;
    const store = createPackageStore(optionsWith({ cacheFolder, desk }));
    const all = await Promise.all([1, 2, 3].map(() => store.obtain(wanted, new AbortController().signal)));
    for (const found of all) assert.deepEqual(found.map(Buffer.from), contents);
    assert.equal(mirror.requests.length, 2);
    assert.equal(questions, 1);
  }
});

test("a cache that cannot be written costs the next download, not the run", async () => {
  const file = join(newFolder(), "no-folder");
  writeFileSync(file, "");
  await expectContents({ cacheFolder: join(file, "below") });
});

test("progress counts files and bytes up to what was announced", async () => {
  const seen: DownloadProgress[] = [];
  const desk: DownloadDesk = async (_offer, download) => {
    await download({ onProgress: (progress) => seen.push(progress) });
    return { kind: "done" };
  };
  await expectContents({ desk });
  const bytes = base.content.length + top.content.length;
  assert.deepEqual(seen[0], { filesDone: 0, files: 2, bytes: 0, totalBytes: 0 });
  assert.deepEqual(seen.at(-1), { filesDone: 2, files: 2, bytes, totalBytes: bytes });
});

function optionsWith(changes: Partial<PackageStoreOptions>): PackageStoreOptions {
  return {
    cacheFolder: newFolder(),
    defaultAddress: mirror.address,
    source: () => undefined,
    sourceName: "the test's setting",
    desk: agrees,
    ...changes,
  };
}

function obtain(changes: Partial<PackageStoreOptions>, signal = new AbortController().signal) {
  return createPackageStore(optionsWith(changes)).obtain(wanted, signal);
}

async function expectContents(changes: Partial<PackageStoreOptions>): Promise<void> {
  assert.deepEqual((await obtain(changes)).map(Buffer.from), contents);
}

async function expectProblem(changes: Partial<PackageStoreOptions>, message: RegExp): Promise<void> {
  await assert.rejects(obtain(changes), (error) => {
    assert.ok(error instanceof PackageProblem, String(error));
    assert.match(error.message, message);
    return true;
  });
}

const declined: DownloadDesk = async () => ({ kind: "declined", remedy: "" });
const refuseToAnswer: DownloadDesk = () => assert.fail("nobody is to be asked");

function changeOneByte(content: Buffer): Buffer {
  const changed = Buffer.from(content);
  changed[40] = (changed[40] ?? 0) ^ 1;
  return changed;
}

function newFolder(): string {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  return folder;
}
