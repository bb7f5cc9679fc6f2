import { callGuest, Thrown } from "./guest-values.ts";
import type { RunState } from "./run-state.ts";

/** Runs jobs and timers until there are none, or enough has happened. */
export function drain(run: RunState, isEnough: () => boolean, afterJobs: (run: RunState) => void = () => {}): void {
  const { engine, clock } = run;
  for (;;) {
    while (engine.runtime.hasPendingJob()) {
      const done = engine.runtime.executePendingJobs(jobsAtOnce);
      if (done.error) throw new Thrown(done.error);
      if (clock.isStopped()) return;
    }
    afterJobs(run);
    if (isEnough()) return;
    const waitMs = engine.context.getNumber(callGuest(run, "untilNextTimer"));
    if (waitMs < 0) return;
    clock.sleep(waitMs);
    if (clock.isStopped()) return;
    callGuest(run, "runNextTimer");
  }
}

const jobsAtOnce = 1000;

/** Whether the promise that is watched was fulfilled or rejected. */
export function isSettled(run: RunState): boolean {
  return settled(run) !== "";
}

export function isRejected(run: RunState): boolean {
  return settled(run) === "rejected";
}

function settled(run: RunState): string {
  return run.guest.text(callGuest(run, "settled"));
}
