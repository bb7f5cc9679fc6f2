import type { EngineWorker } from "./engine-worker.ts";

/** Hands out booted workers and keeps spares, booted or on their way, until nobody has needed one for a while. */
export interface WorkerPool {
  /** Its memory is not larger than the limit of the run. */
  take(memoryBytes: number): Promise<EngineWorker>;
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
  /** How long a spare waits for a run before it is dropped, and its memory with it. */
  readonly maxIdleMs: number;
  /** Whether each run is likely to be followed by another; otherwise only who runs twice gets a spare. */
  readonly expectsMore: boolean;
}

/** As many as run at once, while they do; of those that come to rest together one is enough. */
const maxSpares = 4;
const restingMs = 2000;

export function createWorkerPool({ boot, maxIdleMs, expectsMore }: PoolOptions): WorkerPool {
  const spares: Promise<EngineWorker>[] = [];
  const endings = new Set<Promise<void>>();
  let takenBefore = false;
  let wantsSpare = expectsMore;
  let isDisposed = false;
  let resting: NodeJS.Timeout | undefined;
  let idling: NodeJS.Timeout | undefined;

  return {
    async take(memoryBytes) {
      stopClocks();
      wantsSpare = expectsMore || takenBefore;
      takenBefore = true;
      for (let spare = spares.pop(); spare; spare = spares.pop()) {
        const worker = await spare;
        if (worker.memoryBytes() <= memoryBytes) return worker;
        end(worker);
      }
      return boot();
    },
    giveBack(worker, isIdle) {
      if (isIdle && !isDisposed && spares.length < maxSpares) keepRenewed(worker);
      else {
        end(worker);
        replace();
      }
    },
    warm() {
      return new Promise((resolve) => prepareSpare(resolve));
    },
    async dispose() {
      isDisposed = true;
      dropSpares(0);
      await Promise.allSettled(endings);
    },
  };

  /** Whoever takes it meanwhile waits for the renewal, which is several times as quick as a boot. */
  function keepRenewed(worker: EngineWorker): void {
    const spare = worker.whenRenewed().then((isRenewed) => {
      if (isRenewed) return worker;
      end(worker);
      const isTaken = !forget(spare);
      if (isTaken) return boot();
      replace();
      return worker;
    });
    keep(spare);
  }

  /** Not while another one ran: the boot would have taken its processor. */
  function replace(): void {
    if (wantsSpare) prepareSpare();
  }

  function prepareSpare(whenUnderWay: () => void = () => {}): void {
    if (spares.length > 0 || isDisposed) {
      whenUnderWay();
      return;
    }
    const booting = boot(whenUnderWay);
    keep(booting);
    booting.catch(() => {
      // The next run boots one itself, and gets the error.
      forget(booting);
      whenUnderWay();
    });
  }

  function keep(spare: Promise<EngineWorker>): void {
    spares.push(spare);
    stopClocks();
    resting = setTimeout(() => dropSpares(1), Math.min(restingMs, maxIdleMs)).unref();
    idling = setTimeout(() => {
      takenBefore = false;
      dropSpares(0);
    }, maxIdleMs).unref();
  }

  /** Whether it was still there. */
  function forget(spare: Promise<EngineWorker>): boolean {
    const at = spares.indexOf(spare);
    if (at >= 0) spares.splice(at, 1);
    return at >= 0;
  }

  function dropSpares(kept: number): void {
    clearTimeout(resting);
    if (kept === 0) clearTimeout(idling);
    for (const spare of spares.splice(kept)) track(spare.then((worker) => worker.end()).catch(() => {}));
  }

  function stopClocks(): void {
    clearTimeout(resting);
    clearTimeout(idling);
  }

  function end(worker: EngineWorker): void {
    track(worker.end());
  }

  function track(ending: Promise<void>): void {
    const tracked = ending.finally(() => endings.delete(tracked));
    endings.add(tracked);
  }
}
