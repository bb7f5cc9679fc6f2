/** Work that can be put off after each step, so that others are served in between. */
export type InSteps<Result> = Generator<void, Result, void>;

/** The result of all steps, one after the other. */
export function finished<Result>(work: InSteps<Result>): Result {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
