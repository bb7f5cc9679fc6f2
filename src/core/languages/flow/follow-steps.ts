import type { OffsetRange } from "../../text/offset-range.ts";
import type { ReturnedValue, ReturnPath } from "../code-facts.ts";
import {
  evaluate,
  type Known,
  type Locals,
  mergeLocals,
  returnedValue,
  withAll,
  withKey,
  withoutKey,
} from "./known-value.ts";
import { NameNumbers, SharedMap } from "./shared-map.ts";
import { fallenInto, join, type Reached, type State } from "./state.ts";
import type { Branch, Loop, Step, Steps, Try, Value } from "./steps.ts";
import { flatten, weaken } from "./weaken.ts";

export interface FunctionBody {
  readonly steps: Steps;
  /** Locals that other functions or the module see too: what they hold is never known. */
  readonly sharedLocals: ReadonlySet<string>;
  /** Parts could not be read: only what a `return` itself shows is known. */
  readonly isBroken: boolean;
  /** What stands for "the end of the function" in findings. */
  readonly endRange: OffsetRange;
}

/** Every way out of the function with a value or without one, in order of appearance. */
export function followSteps(body: FunctionBody): readonly ReturnPath[] {
  const walk = new Walk(body.isBroken ? "all" : new Set([...body.sharedLocals, ...changedLastly(body.steps)]));
  const end = walk.steps(body.steps, { locals: SharedMap.empty(walk.numbers), isSure: true });
  const paths = withoutRepeats(walk.paths);
  return end?.isSure && !body.isBroken ? [...paths, { range: body.endRange, value: { kind: "nothing" } }] : paths;
}

/** What `finally` does to an object also happens to one that was returned before. */
function* changedLastly(steps: Steps): Generator<string> {
  for (const step of flatten(steps)) {
    if (step.kind !== "try") continue;
    for (const last of flatten(step.lastly)) if ("local" in last) yield last.local;
  }
}

/** In order of appearance; a `return` that the walk came by twice is there once. */
function withoutRepeats(paths: readonly ReturnPath[]): readonly ReturnPath[] {
  const byPlace = new Map<string, ReturnPath>();
  for (const path of paths) {
    const place = `${path.range.start}-${path.range.end}`;
    const known = byPlace.get(place);
    const isSame = !known || isSameValue(known.value, path.value);
    byPlace.set(place, isSame ? path : { range: path.range, value: { kind: "unknown" } });
  }
  return [...byPlace.values()].sort((left, right) => left.range.start - right.range.start);
}

function isSameValue(one: ReturnedValue, other: ReturnedValue): boolean {
  if (one === other) return true;
  if (one.kind !== "object" || other.kind !== "object") return JSON.stringify(one) === JSON.stringify(other);
  return one.complete === other.complete && JSON.stringify(one.keys.all()) === JSON.stringify(other.keys.all());
}

/** Where `break` and `continue` go. */
interface Target {
  readonly label: string | undefined;
  readonly takesBreak: boolean;
}

interface Break {
  readonly target: Target;
  readonly state: State;
}

class Walk {
  readonly numbers = new NameNumbers();
  readonly paths: ReturnPath[] = [];
  private readonly targets: Target[] = [];
  private readonly breaks: Break[] = [];
  /** What is known wherever control may leave each part of a `try` around the current step, but for the parts inside of it. */
  private readonly leaving: { locals: Locals }[] = [];

  constructor(private readonly sharedLocals: ReadonlySet<string> | "all") {}

  steps(steps: Steps, start: Reached): Reached {
    let state = start;
    for (const step of steps) {
      if (!state) return undefined;
      state = this.step(step, state);
    }
    return state;
  }

  private step(step: Step, state: State): Reached {
    this.noteLeaving(state);
    switch (step.kind) {
      case "assign":
        return this.set(state, step.local, evaluate(step.value, state.locals, this.numbers));
      case "set-key":
        return this.change(state, step.local, (object) => withKey(object, step.key, step.range));
      case "remove-key":
        return this.change(state, step.local, (object) => withoutKey(object, step.key));
      case "merge": {
        const added = evaluate(step.value, state.locals, this.numbers);
        return this.change(state, step.local, (object) => withAll(object, added));
      }
      case "forget":
        return this.set(state, step.local, { kind: "unknown" });
      case "return":
        this.return(step.range, step.value, state.locals);
        return undefined;
      case "leave":
        return undefined;
      case "break":
      case "continue":
        this.jump(step.kind, step.label, state);
        return undefined;
      case "branch":
        return this.branch(step, state);
      case "loop":
        return this.loop(step, state);
      case "try":
        return this.try(step, state);
      case "block": {
        const target = { label: step.label, takesBreak: step.catchesBreak };
        const { end, broken } = this.within(target, () => this.steps(step.body, state));
        return join(end, broken);
      }
    }
  }

  /** A step may leave, and what is not a step, a call for one, may raise anywhere between two steps. */
  private noteLeaving({ locals }: Pick<State, "locals">): void {
    const left = this.leaving.at(-1);
    if (left) left.locals = mergeLocals(left.locals, locals);
  }

  private set(state: State, local: string, known: Known): State {
    const isShared = this.sharedLocals === "all" || this.sharedLocals.has(local);
    const isKnown = known.kind !== "unknown" && !isShared;
    return { ...state, locals: isKnown ? state.locals.with(local, known) : state.locals.without(local) };
  }

  private change(state: State, local: string, edit: (object: Extract<Known, { kind: "object" }>) => Known): State {
    const known = state.locals.get(local);
    return this.set(state, local, known?.kind === "object" ? edit(known) : { kind: "unknown" });
  }

  private return(range: OffsetRange, value: Value, locals: Locals): void {
    if (value.kind === "choice") {
      for (const option of value.options) this.return(option.range, option.value, locals);
    } else {
      this.paths.push({ range, value: returnedValue(evaluate(value, locals, this.numbers)) });
    }
  }

  private jump(kind: "break" | "continue", label: string | undefined, state: State): void {
    if (kind === "continue") return;
    const target = this.targets.findLast((candidate) =>
      label === undefined ? candidate.takesBreak : candidate.label === label,
    );
    if (target) this.breaks.push({ target, state });
  }

  private within(target: Target, walk: () => Reached): { readonly end: Reached; readonly broken: Reached } {
    const breaksBefore = this.breaks.length;
    this.targets.push(target);
    const end = walk();
    this.targets.pop();
    let broken: Reached;
    for (const jump of this.breaks.splice(breaksBefore)) {
      if (jump.target === target) broken = join(broken, jump.state);
      else this.breaks.push(jump);
    }
    return { end, broken };
  }

  private branch({ branches, otherwise, fallsThrough }: Branch, state: State): Reached {
    let end: Reached = otherwise === "none" ? undefined : { ...state, isSure: state.isSure && otherwise === "empty" };
    if (!fallsThrough) {
      for (const steps of branches) end = join(end, this.steps(steps, state));
      return end;
    }
    let fallen: Reached;
    for (const steps of branches) fallen = this.steps(steps, fallen ? fallenInto(state, fallen) : state);
    return join(end, fallen);
  }

  private loop(step: Loop, state: State): Reached {
    const target: Target = { label: step.label, takesBreak: true };
    const repeated: State = { ...state, locals: weaken(state.locals, step.body) };
    const pathsBefore = this.paths.length;
    const { broken } = this.within(target, () => this.steps(step.body, repeated));
    // A loop that gives up by raising may be written so that it never runs out of turns.
    const returnsOrRaises = this.paths.length > pathsBefore && mayLeave(step.body);
    const exhausted: State = { ...repeated, isSure: repeated.isSure && !returnsOrRaises && !step.runsOnce };
    const end = step.isEndless ? undefined : this.steps(step.orElse, exhausted);
    return join(end, broken);
  }

  private try(step: Try, state: State): Reached {
    if (step.lastly.length === 0) return this.tryAndCatch(step, state);
    const [pathsBefore, breaksBefore] = [this.paths.length, this.breaks.length];
    const { end, anywhere } = this.watch(state, () => this.tryAndCatch(step, state));
    const paths = this.paths.splice(pathsBefore);
    const breaks = this.breaks.splice(breaksBefore);
    // Whatever leaves the body, with a value, an exception or a jump, comes by here too.
    const afterwards = this.steps(step.lastly, { locals: anywhere, isSure: end?.isSure ?? false });
    // A `finally` that leaves overrides every way out of the body.
    if (afterwards) {
      this.paths.push(...paths);
      this.breaks.push(...breaks);
    }
    // A local that any `finally` changes is never known, so the others hold what they held before it.
    return end && afterwards && { locals: end.locals, isSure: afterwards.isSure };
  }

  private tryAndCatch(step: Try, state: State): Reached {
    const { end: bodyEnd, anywhere } = this.watch(state, () => this.steps(step.body, state));
    let end = this.steps(step.orElse, bodyEnd);
    const caught: State = { locals: anywhere, isSure: state.isSure };
    for (const handler of step.handlers) end = join(end, this.steps(handler, caught));
    return end;
  }

  /** Where the walk ends, and what is known wherever it may have been left. */
  private watch(start: State, walk: () => Reached): { readonly end: Reached; readonly anywhere: Locals } {
    const left = { locals: start.locals };
    this.leaving.push(left);
    const end = walk();
    if (end) this.noteLeaving(end);
    this.leaving.pop();
    // Whoever leaves an inner part may leave those around it too.
    this.noteLeaving(left);
    return { end, anywhere: left.locals };
  }
}

function mayLeave(steps: Steps): boolean {
  for (const step of flatten(steps)) if (step.kind === "leave") return true;
  return false;
}
