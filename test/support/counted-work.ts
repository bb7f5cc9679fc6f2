import assert from "node:assert/strict";
import { Session } from "node:inspector";
import { runRegex } from "./regex-steps.ts";

/**
 * How much work something takes, as a number that is the same on every machine: how often each piece of code ran, as V8
 * counts it, and how many characters and elements the built-in functions went over, with each step of each regular
 * expression. Import this before what is measured: V8 counts only in functions that ran for the first time after that.
 * What is done only once in a process counts when it is done.
 */
export function workOf(act: () => unknown): number {
  const restore = watchBuiltIns();
  post("Profiler.takePreciseCoverage");
  visited = 0;
  try {
    act();
    const ofBuiltIns = visited;
    return takeCounts() + ofBuiltIns;
  } finally {
    restore();
  }
}

/** A call of a built-in function, a use of a regular expression and a step of it count as the few lines they stand for. */
const piecesOfOwn = 8;

export interface Growth {
  /** How often each doubling multiplied the work, the highest. */
  readonly factor: number;
  readonly works: readonly number[];
}

/** `make` is not counted, `act` is; once at a small size first, so that what is only done once is done. */
export function growthOf<Input>(
  make: (size: number) => Input,
  act: (input: Input) => unknown,
  { from = 100, doublings = 2 }: { readonly from?: number; readonly doublings?: number } = {},
): Growth {
  const first = make(3);
  workOf(() => act(first));
  const works = Array.from({ length: doublings + 1 }, (_, index) => {
    const input = make(from * 2 ** index);
    return workOf(() => act(input));
  });
  const factors = works.slice(1).map((work, index) => work / (works[index] as number));
  return { factor: Math.max(...factors), works };
}

/** Twice the size may take 2.3 times the work. */
export function assertLinear<Input>(
  name: string,
  make: (size: number) => Input,
  act: (input: Input) => unknown,
  sizes?: { readonly from?: number; readonly doublings?: number },
): void {
  const { factor, works } = growthOf(make, act, sizes);
  assert.ok(factor <= 2.3, `${name}: twice the size takes ${factor.toFixed(2)} times the work (${works.join(", ")}).`);
}

const session = new Session();
session.connect();
post("Profiler.enable");
post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** What ran since it was asked last. */
function takeCounts(): number {
  const { result } = post<Coverage>("Profiler.takePreciseCoverage");
  isInside = true;
  let sum = 0;
  for (const { url, functions } of result) {
    // What the counting itself takes is no work of what is counted.
    if (url.startsWith("node:") || url === import.meta.url) continue;
    for (const { ranges } of functions) for (const { count } of ranges) sum += count;
  }
  isInside = false;
  return sum;
}

/** Sessions of one's own thread answer at once. */
function post<Result>(method: string, parameters: object = {}): Result {
  let answer: unknown;
  session.post(method, parameters, (error, result) => {
    if (error) throw error;
    answer = result;
  });
  return answer as Result;
}

let visited = 0;
let isInside = false;

type Method = (this: unknown, ...given: unknown[]) => unknown;
type Cost = (self: never, result: never, given: never[]) => number;

/** What one call goes over, by what it was called on, what it gave and what it was given. */
const costs: readonly (readonly [owner: object, costs: Readonly<Record<string, Cost>>])[] = [
  [
    String.prototype,
    {
      indexOf: (text: string, found: number, [, from = 0]: number[]) => (found < 0 ? text.length : found) - from,
      lastIndexOf: (text: string, found: number, [, from = text.length]: number[]) =>
        Math.min(from, text.length) - found,
      includes: (text: string, isFound: boolean, [part, from = 0]: [string, number?]) =>
        (isFound ? text.indexOf(part, from) : text.length) - from,
      startsWith: (_text: string, _is: boolean, [part]: [string]) => part.length,
      endsWith: (_text: string, _is: boolean, [part]: [string]) => part.length,
      split: (text: string) => text.length,
      replaceAll: (text: string) => text.length,
      replace: (text: string, _result: string, [part]: unknown[]) => (typeof part === "string" ? text.length : 0),
      trim: (text: string, result: string) => text.length - result.length,
      trimStart: (text: string, result: string) => text.length - result.length,
      trimEnd: (text: string, result: string) => text.length - result.length,
      repeat: (_text: string, result: string) => result.length,
      padStart: (_text: string, result: string) => result.length,
      padEnd: (_text: string, result: string) => result.length,
      toLowerCase: (text: string) => text.length,
      toUpperCase: (text: string) => text.length,
      normalize: (text: string) => text.length,
    },
  ],
  [
    Array.prototype,
    {
      indexOf: (list: unknown[], found: number, [, from = 0]: number[]) => (found < 0 ? list.length : found) - from,
      lastIndexOf: (list: unknown[], found: number) => list.length - found,
      includes: (list: unknown[], isFound: boolean, [item]: unknown[]) => (isFound ? list.indexOf(item) : list.length),
      slice: (_list: unknown[], result: unknown[]) => result.length,
      concat: (_list: unknown[], result: unknown[]) => result.length,
      flat: (_list: unknown[], result: unknown[]) => result.length,
      join: (list: unknown[], result: string) => list.length + result.length,
      shift: (list: unknown[]) => list.length,
      unshift: (list: unknown[]) => list.length,
      splice: (list: unknown[], _result: unknown[], [from = 0]: number[]) => list.length - Math.min(from, list.length),
      push: (_list: unknown[], _length: number, items: unknown[]) => items.length,
      reverse: (list: unknown[]) => list.length,
      toReversed: (list: unknown[]) => list.length,
      fill: (list: unknown[]) => list.length,
      sort: (list: unknown[]) => list.length,
      toSorted: (list: unknown[]) => list.length,
      values: (list: unknown[]) => list.length,
      [Symbol.iterator as never]: (list: unknown[]) => list.length,
    },
  ],
  [
    Object,
    {
      keys: (_self: object, result: unknown[]) => result.length,
      values: (_self: object, result: unknown[]) => result.length,
      entries: (_self: object, result: unknown[]) => result.length,
    },
  ],
  [
    JSON,
    {
      parse: (_self: object, _result: unknown, [text]: [unknown]) => String(text).length,
      stringify: (_self: object, result: string | undefined) => result?.length ?? 0,
    },
  ],
] as never;

/** Strings and lists say what is done with them until the returned function is called. */
function watchBuiltIns(): () => void {
  const undo: (() => void)[] = [];
  const put = (owner: object, name: PropertyKey, make: (old: Method) => Method) => {
    const old = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
    Object.defineProperty(owner, name, { ...old, value: make(old.value as Method) });
    undo.push(() => Object.defineProperty(owner, name, old));
  };
  for (const [owner, methods] of costs) {
    for (const name of Reflect.ownKeys(methods)) {
      const cost = methods[name as string] as Cost;
      put(owner, name, (old) => counted(old, cost));
    }
  }
  put(RegExp.prototype, "exec", countedExec);
  return () => {
    for (const restore of undo.reverse()) restore();
  };
}

function counted(old: Method, cost: Cost): Method {
  return function (this: unknown, ...given) {
    if (isInside) return old.apply(this, given);
    const result = old.apply(this, given);
    isInside = true;
    try {
      visited += Math.max(0, cost(this as never, result as never, given as never[])) + piecesOfOwn;
    } finally {
      isInside = false;
    }
    return result;
  };
}

/** Every use of a regular expression comes to its `exec`. What the counting found must be what V8 finds. */
function countedExec(old: Method): Method {
  return function (this: unknown, ...given) {
    const regex = this as RegExp;
    const text = String(given[0]);
    const from = regex.global || regex.sticky ? regex.lastIndex : 0;
    const result = old.call(regex, text) as RegExpExecArray | null;
    if (isInside) return result;
    isInside = true;
    try {
      const { steps, start, end } = runRegex(regex, text, from);
      const isAlike = result ? start === result.index && end === start + result[0].length : start === -1;
      if (!isAlike) assert.fail(`${regex} was run otherwise than V8 does it: ${start} to ${end} in ${text}.`);
      visited += piecesOfOwn * (steps + 1);
    } finally {
      isInside = false;
    }
    return result;
  };
}
