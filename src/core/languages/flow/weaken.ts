import { type Known, type Locals, withUncertainKey, withUncertainRemoval } from "./known-value.ts";
import type { Step, Steps } from "./steps.ts";

/** What remains known when the steps may have run any number of times, none included, and stopped anywhere. */
export function weaken(locals: Locals, steps: Steps): Locals {
  const weakened = new Map(locals);
  for (const step of flatten(steps)) {
    if (!("local" in step)) continue;
    const known = weakened.get(step.local);
    if (known) weakened.set(step.local, weakenOne(known, step));
  }
  for (const [name, known] of weakened) if (known.kind === "unknown") weakened.delete(name);
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

/** Every step at any depth. */
export function* flatten(steps: Steps): Generator<Step> {
  for (const step of steps) {
    yield step;
    switch (step.kind) {
      case "branch":
        for (const branch of step.branches) yield* flatten(branch);
        break;
      case "loop":
        yield* flatten(step.body);
        yield* flatten(step.orElse);
        break;
      case "block":
        yield* flatten(step.body);
        break;
      case "try":
        for (const part of [step.body, ...step.handlers, step.orElse, step.lastly]) yield* flatten(part);
        break;
      default:
        break;
    }
  }
}
