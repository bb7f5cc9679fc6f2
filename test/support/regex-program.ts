/** Whether the character that lies there is one that is meant. */
type Accepts = (text: string, start: number, end: number) => boolean;

/** One step of a backtracking engine. */
export type Instruction =
  | { readonly kind: "one"; readonly accepts: Accepts; readonly isUnicode: boolean }
  | { readonly kind: "oneBefore"; readonly accepts: Accepts; readonly isUnicode: boolean }
  | { readonly kind: "edge"; readonly holds: (text: string, at: number) => boolean }
  /** Goes on at `first`, and at `second` when that leads nowhere. */
  | { readonly kind: "split"; first: number; second: number }
  | { readonly kind: "jump"; to: number }
  | { readonly kind: "set"; readonly slot: number }
  | { readonly kind: "clear"; readonly slot: number }
  /** A turn of a loop that took nothing leads nowhere. */
  | { readonly kind: "moved"; readonly slot: number }
  | { readonly kind: "look"; readonly program: Program; readonly isWanted: boolean }
  | { readonly kind: "reference"; readonly slot: number; readonly ignoresCase: boolean }
  | { readonly kind: "done" };

export type Program = readonly Instruction[];

const programs = new Map<string, (Program | undefined)[]>();

/** Made once for each source with its flags; the flags one by one, since asking for all at once takes much longer. */
export function programOf(regex: RegExp): Program {
  const { source } = regex;
  let ofSource = programs.get(source);
  if (!ofSource) {
    ofSource = [];
    programs.set(source, ofSource);
  }
  const flags =
    Number(regex.ignoreCase) + 2 * Number(regex.multiline) + 4 * Number(regex.dotAll) + 8 * Number(regex.unicode);
  const known = ofSource[flags];
  if (known) return known;
  const program = compile(regex);
  ofSource[flags] = program;
  return program;
}

/** Appends what it stands for to a program. */
type Emit = (program: Instruction[]) => void;

function compile({ source, ignoreCase, multiline, dotAll, unicode }: RegExp): Program {
  const names = new Map<string, number>();
  let at = 0;
  let groups = 0;
  let loopSlot = 2 + 2 * source.split("(").length;
  const whole = alternatives(false);
  if (at !== source.length) throw new Error(`/${source}/ is not understood at ${at}.`);
  return finished(whole);

  function alternatives(isBackwards: boolean): Emit {
    const branches = [sequence(isBackwards)];
    while (source[at] === "|") {
      at += 1;
      branches.push(sequence(isBackwards));
    }
    return branches.reduceRight((second, first) => (program) => choose(program, first, second));
  }

  function sequence(isBackwards: boolean): Emit {
    const terms: Emit[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") terms.push(term(isBackwards));
    if (isBackwards) terms.reverse();
    return (program) => {
      for (const emit of terms) emit(program);
    };
  }

  function term(isBackwards: boolean): Emit {
    const firstGroup = groups + 1;
    const mayTakeNothing = source[at] === "(";
    const emit = atom(isBackwards);
    const quantifier = /^(?:([*+?])|\{(\d+)(,(\d*))?\})(\??)/.exec(source.slice(at, at + 40));
    if (!quantifier) return emit;
    const [{ length }, sign, least, comma, most, lazy] = quantifier;
    at += length;
    const min = sign ? Number(sign === "+") : Number(least);
    const max = sign ? (sign === "?" ? 1 : undefined) : comma ? (most ? Number(most) : undefined) : min;
    const inner = groups;
    const turn: Emit = (program) => {
      for (let group = firstGroup; group <= inner; group++) program.push(clear(2 * group), clear(2 * group + 1));
      emit(program);
    };
    const slot = mayTakeNothing ? loopSlot++ : undefined;
    return (program) => {
      for (let count = 0; count < min; count++) turn(program);
      if (max === undefined) loop(program, turn, slot, lazy === "?");
      else optional(program, turn, max - min, lazy === "?");
    };
  }

  function atom(isBackwards: boolean): Emit {
    const rest = source.slice(at);
    if (rest[0] === "(") return group(isBackwards);
    const edge = /^(?:[$^]|\\[bB])/.exec(rest);
    if (edge) {
      at += edge[0].length;
      const holds = edgeOf(edge[0], multiline);
      return (program) => program.push({ kind: "edge", holds });
    }
    const reference = /^\\(?:([1-9]\d*)|k<([^>]+)>)/.exec(rest);
    if (reference) {
      at += reference[0].length;
      const number = reference[1] ? Number(reference[1]) : (names.get(reference[2] as string) as number);
      return (program) => program.push({ kind: "reference", slot: 2 * number, ignoresCase: ignoreCase });
    }
    const [spelling] = oneAtom.exec(rest) as RegExpExecArray;
    at += spelling.length;
    const flags = `${ignoreCase ? "i" : ""}${dotAll ? "s" : ""}${unicode ? "u" : ""}`;
    const accepts = remembered(new RegExp(`^(?:${spelling})$`, flags));
    return (program) => program.push({ kind: isBackwards ? "oneBefore" : "one", accepts, isUnicode: unicode });
  }

  function group(isBackwards: boolean): Emit {
    const [opening, name] = /^\((?:\?(?:[:=!]|<[=!]|<([^>]+)>))?/.exec(source.slice(at)) as RegExpExecArray;
    at += opening.length;
    const isLook = /[=!]$/.test(opening);
    const number = opening === "(" || name !== undefined ? ++groups : undefined;
    if (name !== undefined && number !== undefined) names.set(name, number);
    const inner = alternatives(isLook ? opening.includes("<") : isBackwards);
    at += 1;
    if (isLook) {
      const program = finished(inner);
      return (outer) => outer.push({ kind: "look", program, isWanted: opening.endsWith("=") });
    }
    if (number === undefined) return inner;
    return (program) => {
      program.push({ kind: "set", slot: 2 * number });
      inner(program);
      program.push({ kind: "set", slot: 2 * number + 1 });
    };
  }
}

const oneAtom =
  /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|c[a-zA-Z]|.)|.)/su;

function finished(emit: Emit): Program {
  const program: Instruction[] = [];
  emit(program);
  program.push({ kind: "done" });
  return program;
}

function choose(program: Instruction[], first: Emit, second: Emit): void {
  const split = { kind: "split" as const, first: program.length + 1, second: 0 };
  const jump = { kind: "jump" as const, to: 0 };
  program.push(split);
  first(program);
  program.push(jump);
  split.second = program.length;
  second(program);
  jump.to = program.length;
}

function loop(program: Instruction[], turn: Emit, slot: number | undefined, isLazy: boolean): void {
  const start = program.length;
  const split = { kind: "split" as const, first: start + 1, second: start + 1 };
  program.push(split);
  if (slot !== undefined) program.push({ kind: "set", slot });
  turn(program);
  if (slot !== undefined) program.push({ kind: "moved", slot });
  program.push({ kind: "jump", to: start });
  split[isLazy ? "first" : "second"] = program.length;
}

function optional(program: Instruction[], turn: Emit, most: number, isLazy: boolean): void {
  const splits = [];
  for (let count = 0; count < most; count++) {
    const split = { kind: "split" as const, first: program.length + 1, second: program.length + 1 };
    splits.push(split);
    program.push(split);
    turn(program);
  }
  for (const split of splits) split[isLazy ? "first" : "second"] = program.length;
}

function clear(slot: number): Instruction {
  return { kind: "clear", slot };
}

function edgeOf(spelling: string, multiline: boolean): (text: string, at: number) => boolean {
  if (spelling === "^") return (text, at) => at === 0 || (multiline && isLineBreak(text[at - 1]));
  if (spelling === "$") return (text, at) => at === text.length || (multiline && isLineBreak(text[at]));
  return (text, at) => (isWord(text[at - 1]) !== isWord(text[at])) === (spelling === "\\b");
}

function isLineBreak(character: string | undefined): boolean {
  return character !== undefined && "\n\r\u2028\u2029".includes(character);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

function remembered(pattern: RegExp): Accepts {
  const ofAscii: (boolean | undefined)[] = Array.from({ length: 128 }, () => undefined);
  const ofOthers = new Map<string, boolean>();
  return (text, start, end) => {
    const code = text.charCodeAt(start);
    if (code < 128) {
      const known = ofAscii[code];
      if (known !== undefined) return known;
    }
    const character = text.slice(start, end);
    const answer = ofOthers.get(character) ?? pattern.test(character);
    if (code < 128) ofAscii[code] = answer;
    else ofOthers.set(character, answer);
    return answer;
  };
}
