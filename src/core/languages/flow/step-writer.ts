import { localsIn, type Step, type Steps, type Value } from "./steps.ts";

/** Collects the steps of one function while its syntax tree is walked. */
export class StepWriter {
  /** Locals that another scope may rebind or keep. */
  readonly shared = new Set<string>();
  isGenerator = false;
  private sink: Step[] = [];

  add(step: Step): void {
    this.sink.push(step);
  }

  /** The steps that the callback adds, kept apart. */
  apart(lower: () => void): Steps {
    const outer = this.sink;
    const steps: Step[] = [];
    this.sink = steps;
    lower();
    this.sink = outer;
    return steps;
  }

  /** What may or may not run. */
  perhaps(lower: () => void): void {
    const steps = this.apart(lower);
    if (steps.length > 0) this.add({ kind: "branch", branches: [steps], otherwise: "unclear" });
  }

  /** What runs any number of times. */
  repeated(lower: () => void): void {
    const body = this.apart(lower);
    if (body.length > 0) this.add({ kind: "loop", body, orElse: [], isEndless: false, runsOnce: false });
  }

  forgetLocalsIn(value: Value): void {
    for (const local of localsIn(value)) this.add({ kind: "forget", local });
  }

  /** Two names for one object: neither is followed any further. */
  assign(local: string, value: Value): void {
    this.forgetLocalsIn(value);
    this.add({ kind: "assign", local, value: localsIn(value).length > 0 ? { kind: "unknown" } : value });
  }
}
