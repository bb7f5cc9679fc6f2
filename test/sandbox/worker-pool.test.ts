import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { EngineWorker } from "../../src/sandbox/engine-worker.ts";
import { createWorkerPool, type PoolOptions } from "../../src/sandbox/worker-pool.ts";

const memoryBytes = 100;

test("a spare is made ahead of need and taken once", async () => {
  const { pool, booted } = openPool();
  await pool.warm();
  await pool.warm();
  assert.equal(booted.length, 1);
  assert.equal(await pool.take(memoryBytes), booted[0]?.worker);
  assert.notEqual(await pool.take(memoryBytes), booted[0]?.worker);
  await pool.dispose();
});

test("a worker that was renewed is the next spare, one that was ended is not", async () => {
  const { pool, booted } = openPool();
  pool.giveBack(await pool.take(memoryBytes), true);
  const again = await pool.take(memoryBytes);
  assert.equal(booted.length, 1);
  pool.giveBack(again, false);
  await pool.take(memoryBytes);
  assert.equal(booted.length, 2);
  assert.ok(booted[0]?.hasEnded());
  await pool.dispose();
});

test("the next run waits for a renewal that is under way, and boots when it fails", async () => {
  for (const isRenewed of [true, false]) {
    const { pool, booted } = openPool();
    const [first] = [await pool.take(memoryBytes)];
    const renewal = booted[0]?.isRenewing();
    pool.giveBack(first, true);
    let taken: EngineWorker | undefined;
    const taking = pool.take(memoryBytes).then((worker) => {
      taken = worker;
    });
    await wait(20);
    assert.equal(taken, undefined);
    renewal?.(isRenewed);
    await taking;
    assert.equal(taken === first, isRenewed);
    assert.equal(booted[0]?.hasEnded(), !isRenewed);
    assert.equal(booted.length, isRenewed ? 1 : 2);
    await pool.dispose();
  }
});

test("who ran once gets no other spare for one that was not renewed, who ran twice gets one", async () => {
  const { pool, booted } = openPool();
  for (const spares of [0, 1]) {
    const worker = await pool.take(memoryBytes);
    const before = booted.length;
    const renewal = booted.at(-1)?.isRenewing();
    pool.giveBack(worker, true);
    renewal?.(false);
    await wait(20);
    assert.equal(booted.length, before + spares);
  }
  await pool.dispose();
  assert.ok(booted.every(({ hasEnded }) => hasEnded()));
});

test("where another run is likely, a run that was ended leaves a spare", async () => {
  const { pool, booted } = openPool({ expectsMore: true });
  pool.giveBack(await pool.take(memoryBytes), false);
  assert.equal(booted.length, 2);
  await pool.dispose();
});

test("a worker with more memory than the run may have is not given to it", async () => {
  const { pool, booted } = openPool();
  const first = await pool.take(memoryBytes);
  booted[0]?.grow(memoryBytes + 1);
  pool.giveBack(first, true);
  assert.notEqual(await pool.take(memoryBytes), first);
  assert.ok(booted[0]?.hasEnded());
  await pool.dispose();
});

test("as many workers are kept as run at once; when they rest, one", async () => {
  const { pool, booted } = openPool({ maxIdleMs: 200 });
  const workers = await Promise.all([1, 2, 3, 4, 5].map(() => pool.take(memoryBytes)));
  for (const worker of workers) pool.giveBack(worker, true);
  const kept = () => booted.filter(({ hasEnded }) => !hasEnded()).length;
  await wait(20);
  assert.equal(kept(), 4);
  await pool.dispose();
  assert.equal(kept(), 0);
});

test("a spare that nobody needs for a while is dropped, and no other is made until somebody does", async () => {
  const { pool, booted } = openPool({ maxIdleMs: 20 });
  await pool.warm();
  await wait(100);
  assert.ok(booted[0]?.hasEnded());
  const worker = await pool.take(memoryBytes);
  assert.equal(booted.length, 2);
  pool.giveBack(worker, false);
  assert.equal(booted.length, 2, "one run after a pause is no reason for a spare");
  await pool.dispose();
});

test("a worker that is at work is not idle", async () => {
  const { pool, booted } = openPool({ maxIdleMs: 20 });
  await pool.warm();
  const worker = await pool.take(memoryBytes);
  await wait(100);
  assert.ok(!booted[0]?.hasEnded());
  pool.giveBack(worker, true);
  await wait(100);
  assert.ok(booted[0]?.hasEnded());
  await pool.dispose();
});

test("a boot that fails is told to the run, not to the one who warmed up", async () => {
  const pool = createWorkerPool({
    boot: () => Promise.reject(new Error("no engine")),
    maxIdleMs: 1000,
    expectsMore: false,
  });
  await pool.warm();
  await assert.rejects(pool.take(memoryBytes), /no engine/);
  await pool.dispose();
});

interface Booted {
  readonly worker: EngineWorker;
  hasEnded(): boolean;
  grow(bytes: number): void;
  /** From now on a renewal is not over before the returned function says how it ended. */
  isRenewing(): (isRenewed: boolean) => void;
}

function openPool({ maxIdleMs = 60_000, expectsMore = false }: Partial<PoolOptions> = {}) {
  const booted: Booted[] = [];
  const boot = async (whenUnderWay?: () => void) => {
    let hasEnded = false;
    let bytes = 0;
    let renewal = Promise.resolve(true);
    const worker: EngineWorker = {
      run: () => Promise.reject(new Error("It is only handed about.")),
      whenRenewed: () => renewal,
      memoryBytes: () => bytes,
      interrupt: () => {},
      end: async () => {
        hasEnded = true;
      },
    };
    booted.push({
      worker,
      hasEnded: () => hasEnded,
      grow: (to) => {
        bytes = to;
      },
      isRenewing: () => {
        let settle: (isRenewed: boolean) => void = () => {};
        renewal = new Promise((resolve) => {
          settle = resolve;
        });
        return settle;
      },
    });
    whenUnderWay?.();
    return worker;
  };
  return { pool: createWorkerPool({ boot, maxIdleMs, expectsMore }), booted };
}
