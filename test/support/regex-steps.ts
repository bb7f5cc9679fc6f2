import { type Instruction, type Program, programOf } from "./regex-program.ts";

/** What a backtracking engine did with a regular expression. */
export interface RegexRun {
  /** One for each character that it compared and each choice that it tried. */
  readonly steps: number;
  /** Where the match begins and ends; undefined without one. */
  readonly match: readonly [start: number, end: number] | undefined;
}

/**
 * Runs a regular expression as V8 does, choice by choice, and counts: V8 itself does not say how long it looked. Classes
 * and the like are asked of V8, so only repetition, choice and capture are done here.
 */
export function runRegex(regex: RegExp, text: string, from: number): RegexRun {
  const program = programOf(regex);
  let steps = 0;
  for (let start = from; start <= (regex.sticky ? from : text.length); start++) {
    const run = runFrom(program, text, start, []);
    steps += run.steps;
    if (run.end !== undefined) return { steps, match: [start, run.end] };
    if (regex.unicode && isPairAt(text, start)) start += 1;
  }
  return { steps, match: undefined };
}

function runFrom(program: Program, text: string, start: number, slots: (number | undefined)[]) {
  const choices: { at: number; pc: number; slots: readonly (number | undefined)[] }[] = [];
  let steps = 0;
  let pc = 0;
  let at = start;
  for (;;) {
    const instruction = program[pc] as Instruction;
    let isFine = true;
    steps += 1;
    pc += 1;
    switch (instruction.kind) {
      case "done":
        return { steps, end: at };
      case "one": {
        const end = at + (instruction.isUnicode && isPairAt(text, at) ? 2 : 1);
        isFine = end <= text.length && instruction.accepts(text.slice(at, end));
        at = end;
        break;
      }
      case "oneBefore": {
        const before = at - (instruction.isUnicode && isPairAt(text, at - 2) ? 2 : 1);
        isFine = before >= 0 && instruction.accepts(text.slice(before, at));
        at = before;
        break;
      }
      case "edge":
        isFine = instruction.holds(text, at);
        break;
      case "split":
        choices.push({ at, pc: instruction.second, slots: slots.slice() });
        pc = instruction.first;
        break;
      case "jump":
        pc = instruction.to;
        break;
      case "set":
        slots[instruction.slot] = at;
        break;
      case "clear":
        slots[instruction.slot] = undefined;
        break;
      case "moved":
        isFine = slots[instruction.slot] !== at;
        break;
      case "look": {
        const inner = runFrom(instruction.program, text, at, slots);
        steps += inner.steps;
        isFine = (inner.end !== undefined) === instruction.isWanted;
        break;
      }
      case "reference": {
        const [from = 0, to = 0] = [slots[instruction.slot], slots[instruction.slot + 1]].toSorted();
        const wanted = text.slice(from, to);
        const found = text.slice(at, at + wanted.length);
        steps += wanted.length;
        isFine = instruction.ignoresCase ? found.toLowerCase() === wanted.toLowerCase() : found === wanted;
        at += wanted.length;
        break;
      }
    }
    if (isFine) continue;
    const choice = choices.pop();
    if (!choice) return { steps, end: undefined };
    ({ at, pc } = choice);
    slots.splice(0, slots.length, ...choice.slots);
  }
}

function isPairAt(text: string, at: number): boolean {
  return at >= 0 && (text.codePointAt(at) ?? 0) > 0xffff;
}
