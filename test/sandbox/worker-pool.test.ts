import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { EngineWorker } from "../../src/sandbox/engine-worker.ts";
import { createWorkerPool, type PoolOptions } from "../../src/sandbox/worker-pool.ts";

test("a spare is made ahead of need and taken once", async () => {
  const { pool, booted } = openPool({ reuses: false });
  await pool.warm();
  await pool.warm();
  assert.equal(booted.length, 1);
  assert.equal(await pool.take(), booted[0]?.worker);
  assert.notEqual(await pool.take(), booted[0]?.worker);
  await pool.dispose();
});

test("who ran once gets no spare, who ran twice gets one", async () => {
  const { pool, booted } = openPool({ reuses: false });
  pool.giveBack(await pool.take(), true);
  assert.equal(booted.length, 1);
  pool.giveBack(await pool.take(), true);
  assert.equal(booted.length, 3);
  await pool.dispose();
  assert.ok(booted.every(({ hasEnded }) => hasEnded()));
});

test("where another run is likely, each run leaves a spare", async () => {
  const { pool, booted } = openPool({ reuses: false, expectsMore: true });
  pool.giveBack(await pool.take(), true);
  assert.equal(booted.length, 2);
  await pool.dispose();
});

test("a worker that can be used again is the next spare, one that was ended is not", async () => {
  const { pool, booted } = openPool({ reuses: true });
  pool.giveBack(await pool.take(), true);
  const again = await pool.take();
  assert.equal(booted.length, 1);
  pool.giveBack(again, false);
  await pool.take();
  assert.equal(booted.length, 2);
  assert.ok(booted[0]?.hasEnded());
  await pool.dispose();
});

test("a spare that nobody needs for a while is dropped, and no other is made until somebody does", async () => {
  const { pool, booted } = openPool({ reuses: false, maxIdleMs: 20 });
  await pool.warm();
  await wait(100);
  assert.ok(booted[0]?.hasEnded());
  const worker = await pool.take();
  assert.equal(booted.length, 2);
  pool.giveBack(worker, true);
  assert.equal(booted.length, 2, "one run after a pause is no reason for a spare");
  await pool.dispose();
});

test("a worker that is at work is not idle", async () => {
  const { pool, booted } = openPool({ reuses: true, maxIdleMs: 20 });
  await pool.warm();
  const worker = await pool.take();
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
    reuses: true,
    maxIdleMs: 1000,
    expectsMore: false,
  });
  await pool.warm();
  await assert.rejects(pool.take(), /no engine/);
  await pool.dispose();
});

function openPool({ reuses = false, maxIdleMs = 60_000, expectsMore = false }: Partial<PoolOptions>) {
  const booted: { readonly worker: EngineWorker; hasEnded(): boolean }[] = [];
  const boot = async (whenUnderWay?: () => void) => {
    let hasEnded = false;
    const worker: EngineWorker = {
      run: () => Promise.reject(new Error("It is only handed about.")),
      interrupt: () => {},
      end: async () => {
        hasEnded = true;
      },
    };
    booted.push({ worker, hasEnded: () => hasEnded });
    whenUnderWay?.();
    return worker;
  };
  return { pool: createWorkerPool({ boot, reuses, maxIdleMs, expectsMore }), booted };
}
