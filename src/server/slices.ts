import { setImmediate as breathe } from "node:timers/promises";
import type { InSteps } from "../core/sources/in-steps.ts";

/** So long nobody else is answered; well below what a typist notices. */
const sliceMs = 20;

/**
 * The result of work that takes its time, while messages are answered and other work goes on in between. Undefined as
 * soon as nobody wants it any more. Rejects as the work throws.
 */
export async function inSlices<Result>(work: InSteps<Result>, isWanted: () => boolean): Promise<Result | undefined> {
  for (let endsMs = performance.now() + sliceMs; ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < endsMs) continue;
    await breathe();
    if (!isWanted()) return undefined;
    endsMs = performance.now() + sliceMs;
  }
}
