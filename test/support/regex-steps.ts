import { type Instruction, type Program, programOf } from "./regex-program.ts";

/** What a backtracking engine did with a regular expression. */
export interface RegexRun {
  /** One for each character that it compared and each choice that it tried. */
  readonly steps: number;
  /** Where the match begins and ends; both -1 without one. */
  readonly start: number;
  readonly end: number;
}

/** Words and signs, which are asked about over and over. */
const longestRemembered = 12;
const mostRemembered = 10_000;

const remembered = new WeakMap<Program, Map<string, RegexRun>>();

/**
 * Runs a regular expression as V8 does, choice by choice, and counts: V8 itself does not say how long it looked. Classes
 * and the like are asked of V8, so only repetition, choice and capture are done here.
 */
export function runRegex(regex: RegExp, text: string, from: number): RegexRun {
  const program = programOf(regex);
  const { sticky, unicode } = regex;
  if (from !== 0 || sticky || text.length > longestRemembered) return search(program, text, from, sticky, unicode);
  let runs = remembered.get(program);
  if (!runs) {
    runs = new Map();
    remembered.set(program, runs);
  }
  const known = runs.get(text);
  if (known) return known;
  const run = search(program, text, 0, false, unicode);
  if (runs.size < mostRemembered) runs.set(text, run);
  return run;
}

function search(program: Program, text: string, from: number, isSticky: boolean, isUnicode: boolean): RegexRun {
  stepsTaken = 0;
  for (let start = from; start <= (isSticky ? from : text.length); start++) {
    const end = runFrom(program, text, start, []);
    if (end !== -1) return { steps: stepsTaken, start, end };
    if (isUnicode && isPairAt(text, start)) start += 1;
  }
  return { steps: stepsTaken, start: -1, end: -1 };
}

type Slots = readonly (number | undefined)[];

let stepsTaken = 0;

/** Where the match ends; -1 without one. `found` are the places of what was captured before, and those of this run. */
function runFrom(program: Program, text: string, start: number, found: (number | undefined)[]): number {
  // A choice is where to go on from, with which step, and what had been captured: three things in a row.
  const places: number[] = [];
  const captured: Slots[] = [];
  let slots: Slots = found;
  let pc = 0;
  let at = start;
  for (;;) {
    const instruction = program[pc] as Instruction;
    let isFine = true;
    stepsTaken += 1;
    pc += 1;
    switch (instruction.kind) {
      case "done":
        for (let slot = 0; slot < slots.length; slot++) found[slot] = slots[slot];
        return at;
      case "one": {
        const end = at + (instruction.isUnicode && isPairAt(text, at) ? 2 : 1);
        isFine = end <= text.length && instruction.accepts(text, at, end);
        at = end;
        break;
      }
      case "oneBefore": {
        const before = at - (instruction.isUnicode && isPairAt(text, at - 2) ? 2 : 1);
        isFine = before >= 0 && instruction.accepts(text, before, at);
        at = before;
        break;
      }
      case "edge":
        isFine = instruction.holds(text, at);
        break;
      case "split":
        places.push(at, instruction.second);
        captured.push(slots);
        pc = instruction.first;
        break;
      case "jump":
        pc = instruction.to;
        break;
      case "set":
        slots = withSlot(slots, instruction.slot, at);
        break;
      case "clear":
        slots = withSlot(slots, instruction.slot, undefined);
        break;
      case "moved":
        isFine = slots[instruction.slot] !== at;
        break;
      case "look": {
        const inner = slots.slice();
        isFine = (runFrom(instruction.program, text, at, inner) !== -1) === instruction.isWanted;
        slots = inner;
        break;
      }
      case "reference": {
        // Behind a `(?<=` the end of a group is found before its start.
        const [one, other] = [slots[instruction.slot], slots[instruction.slot + 1]];
        const isCaptured = one !== undefined && other !== undefined;
        const wanted = isCaptured ? text.slice(Math.min(one, other), Math.max(one, other)) : "";
        const found = text.slice(at, at + wanted.length);
        stepsTaken += wanted.length;
        isFine = instruction.ignoresCase ? found.toLowerCase() === wanted.toLowerCase() : found === wanted;
        at += wanted.length;
        break;
      }
    }
    if (isFine) continue;
    if (captured.length === 0) return -1;
    pc = places.pop() as number;
    at = places.pop() as number;
    slots = captured.pop() as Slots;
  }
}

/** Choices share what was captured before them, so it is never changed. */
function withSlot(slots: Slots, slot: number, place: number | undefined): Slots {
  if (slots[slot] === place) return slots;
  const changed = slots.slice();
  changed[slot] = place;
  return changed;
}

function isPairAt(text: string, at: number): boolean {
  return at >= 0 && (text.codePointAt(at) ?? 0) > 0xffff;
}
