import { apply, max, number, resolved, SafeTypeError, shift, sort, whenSettled } from "./bound.js";
import { ask, withCode } from "./host.js";

let timers = [];
let lastTimer = 0;

function addTimer(callback, delay, values, repeats) {
  checkCallback(callback);
  const delayMs = number(delay) >= 1 && number(delay) <= 2147483647 ? number(delay) : 1;
  const id = ++lastTimer;
  timers[timers.length] = { id, callback, values, dueAt: ask("now") + delayMs, intervalMs: repeats ? delayMs : -1 };
  return id;
}

function checkCallback(callback) {
  if (typeof callback === "function") return;
  const error = new SafeTypeError('The "callback" argument must be of type function.');
  throw withCode(error, "ERR_INVALID_ARG_TYPE");
}

export function clearTimer(id) {
  const kept = [];
  for (let at = 0; at < timers.length; at++) if (timers[at].id !== id) kept[kept.length] = timers[at];
  timers = kept;
}

export const setTimeout = (callback, delay, ...values) => addTimer(callback, delay, values, false);
export const setInterval = (callback, delay, ...values) => addTimer(callback, delay, values, true);
export const setImmediate = (callback, ...values) => addTimer(callback, 1, values, false);

export function queueMicrotask(callback) {
  checkCallback(callback);
  whenSettled(resolved(), () => callback());
}

const byDueTime = (one, other) => one.dueAt - other.dueAt || one.id - other.id;

/** Milliseconds until the next timer, or -1 without one. */
export function untilNextTimer() {
  if (timers.length === 0) return -1;
  sort(timers, byDueTime);
  return max(timers[0].dueAt - ask("now"), 0);
}

export function runNextTimer() {
  sort(timers, byDueTime);
  const timer = timers[0];
  if (timer.intervalMs < 0) shift(timers);
  else timer.dueAt = ask("now") + timer.intervalMs;
  apply(timer.callback, undefined, timer.values);
}
