// `Atomics`, which this engine lacks: in the single thread of a run every step is one that nothing comes between.
import { defineHidden, uncurry } from "./harness/bound.js";

const kindOf = uncurry(
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get,
);
const tagOf = uncurry(Object.prototype.toString);

function checked(view, index) {
  const kind = kindOf(view);
  if (kind === undefined || /Float|Clamped/.test(kind))
    throw new TypeError(`${tagOf(view)} is not an integer typed array.`);
  const at = Math.trunc(Number(index)) || 0;
  if (at < 0 || at >= view.length) throw new RangeError("Invalid atomic access index");
  return at;
}

const given = (view, value) => (kindOf(view).startsWith("Big") ? BigInt(value) : Math.trunc(Number(value)) || 0);

const changing = (change) => (view, index, value) => {
  const at = checked(view, index);
  const before = view[at];
  view[at] = change(before, given(view, value));
  return before;
};

const methods = {
  add: changing((before, value) => before + value),
  and: changing((before, value) => before & value),
  exchange: changing((_before, value) => value),
  or: changing((before, value) => before | value),
  sub: changing((before, value) => before - value),
  xor: changing((before, value) => before ^ value),
  compareExchange(view, index, expected, replacement) {
    const at = checked(view, index);
    const before = view[at];
    const wanted = new view.constructor(1);
    wanted[0] = given(view, expected);
    if (before === wanted[0]) view[at] = given(view, replacement);
    return before;
  },
  isLockFree: (size) => [1, 2, 4, 8].includes(Number(size)),
  load: (view, index) => view[checked(view, index)],
  notify: (view, index) => checked(view, index) && 0,
  store(view, index, value) {
    const at = checked(view, index);
    const stored = given(view, value);
    view[at] = stored;
    return stored;
  },
  pause: () => {},
  /** Nobody else is there who could wake it. */
  wait(view, index, value, timeoutMs = Number.POSITIVE_INFINITY) {
    const at = checked(view, index);
    if (!(view.buffer instanceof SharedArrayBuffer)) throw new TypeError(`${tagOf(view)} is not a shared typed array.`);
    if (view[at] !== value) return "not-equal";
    const until = Date.now() + Number(timeoutMs);
    while (Date.now() < until);
    return "timed-out";
  },
};

export function installAtomics() {
  const atomics = {};
  for (const [name, method] of Object.entries(methods)) defineHidden(atomics, name, method);
  Object.defineProperty(atomics, Symbol.toStringTag, { value: "Atomics", configurable: true });
  defineHidden(globalThis, "Atomics", atomics);
}
