import { Event, EventTarget } from "event-target-shim";
import { DOMException } from "./dom-exception.js";
import { withCode } from "./harness/host.js";
import { setTimeout } from "./harness/timers.js";

let isMaking = false;

function makeSignal() {
  isMaking = true;
  try {
    return new AbortSignal();
  } finally {
    isMaking = false;
  }
}

const timedOut = () => new DOMException("The operation was aborted due to timeout", "TimeoutError");
const abortError = () => new DOMException("This operation was aborted", "AbortError");
const states = new WeakMap();

function abortSignal(signal, reason = abortError()) {
  const state = states.get(signal);
  if (state.aborted) return;
  state.aborted = true;
  state.reason = reason;
  const event = new Event("abort");
  signal.onabort?.(event);
  signal.dispatchEvent(event);
}

export class AbortSignal extends EventTarget {
  onabort = null;

  constructor() {
    if (!isMaking) throw withCode(new TypeError("Illegal constructor"), "ERR_ILLEGAL_CONSTRUCTOR");
    super();
    states.set(this, { aborted: false, reason: undefined });
  }

  get aborted() {
    return states.get(this).aborted;
  }

  get reason() {
    return states.get(this).reason;
  }

  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }

  get [Symbol.toStringTag]() {
    return "AbortSignal";
  }

  static abort(reason) {
    const signal = makeSignal();
    abortSignal(signal, reason);
    return signal;
  }

  static timeout(delayMs) {
    const signal = makeSignal();
    setTimeout(() => abortSignal(signal, timedOut()), delayMs);
    return signal;
  }

  static any(signals) {
    const signal = makeSignal();
    for (const source of signals) {
      if (source.aborted) abortSignal(signal, source.reason);
      else source.addEventListener("abort", () => abortSignal(signal, source.reason), { once: true });
    }
    return signal;
  }
}

export class AbortController {
  #signal = makeSignal();

  get signal() {
    return this.#signal;
  }

  abort(reason) {
    abortSignal(this.#signal, reason);
  }

  get [Symbol.toStringTag]() {
    return "AbortController";
  }
}
