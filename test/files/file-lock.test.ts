import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
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

const posix = { skip: process.platform === "win32" && "links need rights, and there are no pipes" };

test("what cannot be a lock is neither followed nor waited for, and the remedy is said", posix, async () => {
  const victim = join(folder, "victim");
  writeFileSync(victim, "mine");
  const act = () => Promise.resolve("done");
  for (const put of [
    () => symlinkSync(victim, lock),
    () => symlinkSync(join(folder, "nowhere"), lock),
    () => symlinkSync(lock, lock),
    () => symlinkSync("/dev/zero", lock),
    () => mkdirSync(lock),
    () => execFileSync("mkfifo", [lock]),
  ]) {
    put();
    await assert.rejects(withFileLock(lock, act), {
      message: `${lock} is in the way. Delete it when no program is writing there.`,
    });
    assert.ok(lstatSync(lock), "it is the user's to delete");
    rmSync(lock, { recursive: true });
  }
  assert.equal(readFileSync(victim, "utf8"), "mine");
  assert.equal(existsSync(join(folder, "nowhere")), false);
  assert.equal(await withFileLock(lock, act), "done");
});

test("a lock that gives no sign of life is in the way, whatever process it names", async () => {
  for (const content of ["1 x", `${process.pid} other`, `${process.pid} other elsewhere`, "x".repeat(5000), ""]) {
    writeFileSync(lock, content);
    const later = Date.now() / 1000 + 100_000;
    utimesSync(lock, later, later);
    await assert.rejects(
      withFileLock(lock, async () => {}),
      /is in the way\. Delete it/,
    );
    assert.equal(readFileSync(lock, "utf8"), content);
    rmSync(lock);
  }
});

test("a process of another machine is not judged by its number", async () => {
  writeFileSync(lock, "999999999 other another-machine");
  await assert.rejects(
    withFileLock(lock, async () => {}),
    /is in the way/,
  );
  rmSync(lock);
});

test("a holder that takes its time is waited for, as long as it shows that it lives", async () => {
  const order: string[] = [];
  const slow = withFileLock(lock, async ({ isHeld }) => {
    await wait(5000);
    assert.ok(await isHeld());
    order.push("slow");
  });
  await wait(100);
  await Promise.all([
    slow,
    ...Array.from({ length: 12 }, (_, index) => withFileLock(lock, async () => order.push(`${index}`))),
  ]);
  assert.equal(order[0], "slow");
  assert.equal(order.length, 13);
  assert.equal(existsSync(lock), false);
});
