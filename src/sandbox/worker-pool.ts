import type { EngineWorker } from "./engine-worker.ts";

/** Hands out booted workers and keeps a spare, booted or on its way. */
export interface WorkerPool {
  take(): Promise<EngineWorker>;
  /** `isIdle`: the worker is still there and at rest. */
  giveBack(worker: EngineWorker, isIdle: boolean): void;
  /** Boots a spare ahead of need. */
  warm(): void;
  /** Ends every worker that is not taken; those that are end when they are given back. */
  dispose(): Promise<void>;
}

export interface PoolOptions {
  boot(): Promise<EngineWorker>;
  /** Whether a worker serves one run after the other. Otherwise each is ended after its run. */
  readonly reuses: boolean;
}

const maxSpares = 2;

export function createWorkerPool({ boot, reuses }: PoolOptions): WorkerPool {
  const spares: Promise<EngineWorker>[] = [];
  const endings = new Set<Promise<void>>();
  let expectsMore = false;
  let takenBefore = false;
  let isDisposed = false;

  return {
    take() {
      // Who runs twice will run again.
      expectsMore ||= takenBefore;
      takenBefore = true;
      return spares.pop() ?? boot();
    },
    giveBack(worker, isIdle) {
      if (reuses && isIdle && !isDisposed && spares.length < maxSpares) spares.push(Promise.resolve(worker));
      else end(worker);
      // Not while it ran: the boot would have taken its processor.
      if (expectsMore && !reuses) prepareSpare();
    },
    warm() {
      expectsMore = true;
      prepareSpare();
    },
    async dispose() {
      isDisposed = true;
      const ended = spares.splice(0).map((spare) => spare.then((worker) => worker.end()));
      await Promise.allSettled([...ended, ...endings]);
    },
  };

  function prepareSpare(): void {
    if (spares.length > 0 || isDisposed) return;
    const booting = boot();
    spares.push(booting);
    booting.catch(() => {
      // The next run boots one itself, and gets the error.
      const at = spares.indexOf(booting);
      if (at >= 0) spares.splice(at, 1);
    });
  }

  function end(worker: EngineWorker): void {
    const ending = worker.end().finally(() => endings.delete(ending));
    endings.add(ending);
  }
}
