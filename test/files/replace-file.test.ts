import assert from "node:assert/strict";
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type OpenFolder, openFolder } from "../../src/files/open-folder.ts";
import { createFile, NotReplaced, replaceFile } from "../../src/files/replace-file.ts";

let folder: string;
let opened: OpenFolder;
before(() => {
  folder = realpathSync.native(mkdtempSync(join(tmpdir(), "code-nodes-files-")));
  opened = openFolder(folder);
});
after(() => {
  opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const onWindows = process.platform === "win32";

test("the content is replaced, with its byte order mark, and nothing else is left in the folder", async () => {
  const path = join(folder, "bot.yml");
  writeFileSync(path, "old");
  await replaceFile(opened, "bot.yml", "\ufeffnew: 你好😀\r\n", "old");
  assert.equal(readFileSync(path, "utf8"), "\ufeffnew: 你好😀\r\n");
  assert.deepEqual(readdirSync(folder), ["bot.yml"]);
});

test("permissions stay, also those that the umask would take away", {
  skip: onWindows && "Windows has none",
}, async () => {
  const path = join(folder, "modes.yml");
  for (const mode of [0o600, 0o664, 0o755, 0o666]) {
    writeFileSync(path, "old");
    chmodSync(path, mode);
    await replaceFile(opened, "modes.yml", "new", "old");
    assert.equal(statSync(path).mode & 0o777, mode);
  }
});

test("a link is not written through", { skip: onWindows && "links need rights" }, async () => {
  const [target, link] = [join(folder, "target.yml"), join(folder, "link.yml")];
  writeFileSync(target, "old");
  symlinkSync(target, link);
  await assert.rejects(replaceFile(opened, "link.yml", "new", "old"), NotReplaced);
  await assert.rejects(createFile(opened, "link.yml", "new"), NotReplaced);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readFileSync(target, "utf8"), "old");
});

test("a new file is whole or not there, and takes nobody's place", async () => {
  const results = await Promise.allSettled(["1", "2", "3"].map((text) => createFile(opened, "new.yml", text)));
  assert.deepEqual(results.map(({ status }) => status).sort(), ["fulfilled", "rejected", "rejected"]);
  const text = readFileSync(join(folder, "new.yml"), "utf8");
  await assert.rejects(createFile(opened, "new.yml", "4"), NotReplaced);
  assert.equal(readFileSync(join(folder, "new.yml"), "utf8"), text);
  assert.ok(readdirSync(folder).every((name) => !name.endsWith(".unfinished")));
});

test("the file has its old content until the new one is whole", async () => {
  const path = join(folder, "watched.yml");
  const old = "old".repeat(100_000);
  const changed = "new".repeat(2_000_000);
  writeFileSync(path, old);
  let isDone = false;
  const replacing = replaceFile(opened, "watched.yml", changed, old).then(() => {
    isDone = true;
  });
  let looks = 0;
  while (!isDone) {
    const seen = readFileSync(path, "utf8");
    assert.ok(seen === old || seen === changed, `${seen.length} characters`);
    looks += 1;
    await new Promise(setImmediate);
  }
  await replacing;
  assert.ok(looks > 0);
});

test("what cannot be written throws and leaves everything as it was", async () => {
  await assert.rejects(replaceFile(opened, "missing.yml", "x", ""), { code: "ENOENT" });
  assert.ok(readdirSync(folder).every((name) => !name.endsWith(".unfinished")));
});

test("only a file that holds what was read is replaced, whoever comes first", async () => {
  const path = join(folder, "shared.yml");
  writeFileSync(path, "0");
  const results = await Promise.allSettled(["1", "2", "3"].map((text) => replaceFile(opened, "shared.yml", text, "0")));
  const failed = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  assert.deepEqual(
    failed.map((error) => error instanceof NotReplaced && error.reason),
    ["changed", "changed"],
  );
  assert.match(readFileSync(path, "utf8"), /^[123]$/);
  await replaceFile(opened, "shared.yml", "\ufeff4", readFileSync(path, "utf8"));
  await replaceFile(opened, "shared.yml", "5", "\ufeff4");
  assert.equal(readFileSync(path, "utf8"), "5");
});
