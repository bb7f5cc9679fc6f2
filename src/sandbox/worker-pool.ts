import type { EngineWorker } from "./engine-worker.ts";

/** Hands out booted workers and keeps a spare, booted or on its way, until nobody has needed it for a while. */
export interface WorkerPool {
  take(): Promise<EngineWorker>;
  /** `isIdle`: the worker is still there and at rest. */
  giveBack(worker: EngineWorker, isIdle: boolean): void;
  /** Boots a spare ahead of need; resolves as soon as its thread is on its way. */
  warm(): Promise<void>;
  /** Ends every worker that is not taken; those that are end when they are given back. */
  dispose(): Promise<void>;
}

export interface PoolOptions {
  /** `whenUnderWay` is called as soon as the boot needs nothing more of the calling thread. */
  boot(whenUnderWay?: () => void): Promise<EngineWorker>;
  /** Whether a worker serves one run after the other. Otherwise each is ended after its run. */
  readonly reuses: boolean;
  /** How long a spare waits for a run before it is dropped, and its memory with it. */
  readonly maxIdleMs: number;
  /** Whether each run is likely to be followed by another; otherwise only who runs twice gets a spare. */
  readonly expectsMore: boolean;
}

const maxSpares = 1;

export function createWorkerPool({ boot, reuses, maxIdleMs, expectsMore }: PoolOptions): WorkerPool {
  const spares: Promise<EngineWorker>[] = [];
  const endings = new Set<Promise<void>>();
  let takenBefore = false;
  let wantsSpare = expectsMore;
  let isDisposed = false;
  let idling: NodeJS.Timeout | undefined;

  return {
    take() {
      clearTimeout(idling);
      wantsSpare = expectsMore || takenBefore;
      takenBefore = true;
      return spares.pop() ?? boot();
    },
    giveBack(worker, isIdle) {
      if (reuses && isIdle && !isDisposed && spares.length < maxSpares) keep(Promise.resolve(worker));
      else end(worker);
      // Not while it ran: the boot would have taken its processor.
      if (wantsSpare && !reuses) prepareSpare();
    },
    warm() {
      return new Promise((resolve) => prepareSpare(resolve));
    },
    async dispose() {
      isDisposed = true;
      dropSpares();
      await Promise.allSettled(endings);
    },
  };

  function prepareSpare(whenUnderWay: () => void = () => {}): void {
    if (spares.length > 0 || isDisposed) {
      whenUnderWay();
      return;
    }
    const booting = boot(whenUnderWay);
    keep(booting);
    booting.catch(() => {
      // The next run boots one itself, and gets the error.
      const at = spares.indexOf(booting);
      if (at >= 0) spares.splice(at, 1);
      whenUnderWay();
    });
  }

  function keep(spare: Promise<EngineWorker>): void {
    spares.push(spare);
    clearTimeout(idling);
    idling = setTimeout(() => {
      takenBefore = false;
      dropSpares();
    }, maxIdleMs).unref();
  }

  function dropSpares(): void {
    clearTimeout(idling);
    for (const spare of spares.splice(0)) track(spare.then((worker) => worker.end()).catch(() => {}));
  }

  function end(worker: EngineWorker): void {
    track(worker.end());
  }

  function track(ending: Promise<void>): void {
    const tracked = ending.finally(() => endings.delete(tracked));
    endings.add(tracked);
  }
}
