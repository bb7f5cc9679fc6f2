import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { type HeldLock, withFileLock } from "../../src/files/file-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "code-nodes-lock-"));
const lock = join(folder, "lock");
after(() => rmSync(folder, { recursive: true, force: true }));

test("what is done under one lock is done one after the other", async () => {
  let inside = 0;
  let most = 0;
  const act = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await wait(5);
    inside--;
  };
  await Promise.all(Array.from({ length: 6 }, () => withFileLock(lock, act)));
  assert.equal(most, 1);
  assert.equal(existsSync(lock), false);
});

test("a failure gives the lock back and is passed on", async () => {
  await assert.rejects(
    withFileLock(lock, () => Promise.reject(new Error("full"))),
    /full/,
  );
  assert.equal(existsSync(lock), false);
});

test("a lock that a crash left is taken over: its process is gone, or it is old", async () => {
  writeFileSync(lock, "999999999");
  assert.equal(await withFileLock(lock, async () => 1), 1);
  writeFileSync(lock, `${process.pid} other`);
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(lock, longAgo, longAgo);
  assert.equal(await withFileLock(lock, async () => 2), 2);
});

test("of several who find an abandoned lock, one at a time has it", async () => {
  for (let round = 0; round < 20; round++) {
    writeFileSync(lock, "999999999");
    let inside = 0;
    let most = 0;
    const act = async ({ isHeld }: HeldLock): Promise<boolean> => {
      most = Math.max(most, ++inside);
      await wait(1);
      const isMine = await isHeld();
      inside--;
      return isMine;
    };
    const held = await Promise.all(Array.from({ length: 8 }, () => withFileLock(lock, act)));
    if (held.every(Boolean)) assert.equal(most, 1, `round ${round}`);
    assert.equal(existsSync(lock), false);
  }
});
