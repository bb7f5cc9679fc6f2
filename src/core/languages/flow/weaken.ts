import { type Known, type Locals, withUncertainKey, withUncertainRemoval } from "./known-value.ts";
import type { Step, Steps } from "./steps.ts";

/** What remains known when the steps may have run any number of times, none included, and stopped anywhere. */
export function weaken(locals: Locals, steps: Steps): Locals {
  let weakened = locals;
  for (const step of flatten(steps)) {
    if (!("local" in step)) continue;
    const known = weakened.get(step.local);
    const left = known && weakenOne(known, step);
    if (left) weakened = left.kind === "unknown" ? weakened.without(step.local) : weakened.with(step.local, left);
  }
  return weakened;
}

function weakenOne(known: Known, step: Extract<Step, { local: string }>): Known {
  switch (step.kind) {
    case "set-key":
      return withUncertainKey(known, step.key, step.range);
    case "remove-key":
      return withUncertainRemoval(known, step.key);
    case "merge":
      if (known.kind !== "object") return { kind: "unknown" };
      return step.value.kind === "object" ? weakenByParts(known, step.value.parts) : { ...known, complete: false };
    default:
      return { kind: "unknown" };
  }
}

type Parts = Extract<Extract<Step, { kind: "merge" }>["value"], { kind: "object" }>["parts"];

function weakenByParts(known: Known, parts: Parts): Known {
  let weakened = known;
  for (const part of parts) {
    if (part.kind === "key") weakened = withUncertainKey(weakened, part.name, part.range);
    else if (weakened.kind === "object") weakened = { ...weakened, complete: false };
  }
  return weakened;
}

/** Every step at any depth, each before what is inside it. */
export function* flatten(steps: Steps): Generator<Step> {
  const open = [steps[Symbol.iterator]()];
  for (let steps = open.at(-1); steps; steps = open.at(-1)) {
    const { value: step, done } = steps.next();
    if (done) {
      open.pop();
      continue;
    }
    yield step;
    for (const part of partsOf(step).toReversed()) open.push(part[Symbol.iterator]());
  }
}

function partsOf(step: Step): readonly Steps[] {
  switch (step.kind) {
    case "branch":
      return step.branches;
    case "loop":
      return [step.body, step.orElse];
    case "block":
      return [step.body];
    case "try":
      return [step.body, ...step.handlers, step.orElse, step.lastly];
    default:
      return [];
  }
}
