import type { Worker } from "node:worker_threads";

/**
 * Threads that were told to end and have not. A thread ends between two steps of JavaScript or WebAssembly; code of V8,
 * ICU or OpenSSL knows no steps, and nothing in this process can end it. All that a node's code can ask of such code is
 * bounded by cost (`javascript/host/limits.ts`), so there should never be one; if there is, nobody waits for it: no
 * answer, no other run, no end of the process. The account is the process's, as the threads are.
 */
const stuck = new Set<Worker>();

/** How long a thread that was told to end is waited for. */
const patienceMs = 3000;
/** Each holds a processor and its memory; more of them would take the whole machine. */
const maxStuckThreads = 2;

/** Ends a thread. Resolves when it is gone, or has not gone for so long that it is stuck. */
export async function endThread(worker: Worker): Promise<void> {
  const gone = worker.terminate();
  if (await isOverWithin(patienceMs, gone)) return;
  worker.unref();
  if (stuck.size === 0) process.on("exit", endAtOnce);
  stuck.add(worker);
  const forget = () => {
    stuck.delete(worker);
    if (stuck.size === 0) process.off("exit", endAtOnce);
  };
  gone.then(forget, forget);
}

/** Why no other run may begin now; undefined when it may. */
export function whyNoMoreThreads(): string | undefined {
  if (stuck.size < maxStuckThreads) return undefined;
  return `${stuck.size} earlier runs still keep a thread each in native code, which nothing can interrupt. No other run begins until one of them has ended. If none ends, start the program anew; in VS Code, run "Developer: Restart Extension Host".`;
}

/** Whether it settles in time; no timer is left behind. */
export async function isOverWithin(ms: number, ending: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const over = ending.then(
    () => true,
    () => true,
  );
  const isOver = await Promise.race([over, patience]);
  clearTimeout(timer);
  return isOver;
}

/** A process that ends joins its threads first, so it would wait for the stuck one; all that it had to say is said. */
function endAtOnce(): void {
  process.kill(process.pid, "SIGKILL");
}
