// What the node's code is lent where this engine and V8 do otherwise; the host puts the calls into the code.
import {
  apply,
  defineHidden,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  mapDelete,
  mapGet,
  mapSet,
  SafeError,
  SafeMap,
  SafePromise,
  SafeTypeError,
  slice,
  text,
  uncurry,
  whenSettled,
} from "./bound.js";
import { ask, plain } from "./host.js";
import { isWorded, withHead } from "./stack-heads.js";

const { setPrototypeOf } = Object;
const SafeObject = Object;
const SafeRegExp = RegExp;
const { hasInstance, iterator } = Symbol;
const syntaxError = SyntaxError.prototype;
const mapHas = uncurry(Map.prototype.has);
const mapKeys = uncurry(Map.prototype.keys);
const next = uncurry(getPrototypeOf(new SafeMap().keys()).next);
const prototypes = new SafeMap();
for (const name of [
  "AggregateError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]) {
  mapSet(prototypes, globalThis[name].prototype, name);
}
const { prototype: internal } = globalThis.InternalError;
mapSet(prototypes, internal, "InternalError");
mapSet(prototypes, SafeError.prototype, "Error");
const rangeError = RangeError.prototype;

/** Calls itself without end where the code may catch it: V8 has no error class of its own for that. */
export function mendInternalErrors() {
  setPrototypeOf(internal, rangeError);
  for (const name of ["constructor", "message", "name"]) delete internal[name];
  delete globalThis.InternalError;
}

const known = new SafeMap();
let knownCount = 0;
const mostKnown = 500;
const longestMessage = 1000;
const longestStack = 4000;

/** Puts an error of the engine's own into V8's words, as the host knows them; everything else stays as it is. */
function caught(thrown) {
  if (unhandledCount > 0) forget(thrown);
  if (typeof thrown !== "object" || thrown === null || isWorded(thrown)) return thrown;
  try {
    complete(thrown);
  } catch {
    // Where there is no room on the stack or in the error, it stays as it is.
  }
  return thrown;
}

function complete(thrown) {
  const type = mapGet(prototypes, getPrototypeOf(thrown));
  const message = getOwnPropertyDescriptor(thrown, "message")?.value ?? "";
  const stack = getOwnPropertyDescriptor(thrown, "stack")?.value;
  if (type === undefined || typeof message !== "string" || typeof stack !== "string") return;
  const isEngines = type !== "Error" && message.length <= longestMessage;
  const words = isEngines ? wordsFor(type, message, slice(stack, 0, longestStack)) : { type, message };
  if (words.message !== message) defineHidden(thrown, "message", words.message);
  if (type === "InternalError") setPrototypeOf(thrown, rangeError);
  withHead(thrown, words.message === "" ? words.type : `${words.type}: ${words.message}`);
}

function wordsFor(type, message, stack) {
  const key = `${type}: ${message}\n${stack}`;
  const before = mapGet(known, key);
  if (before !== undefined) return before;
  const words = ask("words", plain(["type", type, "message", message, "stack", stack]));
  if (knownCount < mostKnown) {
    knownCount += 1;
    mapSet(known, key, words);
  }
  return words;
}

/** This engine copies nothing from a string in `{ ...text }`. */
const spread = (value) => (typeof value === "string" ? SafeObject(value) : value);

// A rejection counts as handled once anything has seen its reason: nothing else can be known of a promise that an
// async function makes.
const unhandled = new SafeMap();
let unhandledCount = 0;
let tracksRejections = false;
let firstUnhandled;

function rejected(reason) {
  if (!tracksRejections || mapHas(unhandled, reason)) return reason;
  mapSet(unhandled, reason, true);
  if (unhandledCount === 0) firstUnhandled = reason;
  unhandledCount += 1;
  return reason;
}

function forget(reason) {
  if (!mapDelete(unhandled, reason)) return;
  unhandledCount -= 1;
  if (reason === firstUnhandled) firstUnhandled = next(mapKeys(unhandled)).value;
}

/** Whether a promise was rejected with a reason that nothing has seen until now. */
export const hasUnhandled = () => unhandledCount > 0;
export const unhandledReason = () => firstUnhandled;

function executor(run) {
  if (typeof run !== "function") return run;
  return (resolve, reject) => {
    let isSettled = false;
    const noteOnce = (reason) => {
      if (!isSettled) rejected(reason);
      isSettled = true;
      return reason;
    };
    try {
      return run(
        (value) => {
          isSettled = true;
          resolve(value);
        },
        (reason) => reject(noteOnce(reason)),
      );
    } catch (thrown) {
      throw noteOnce(thrown);
    }
  };
}

const rejectNatively = SafePromise.reject;

/** Handlers get errors in V8's words. */
export function installPromiseHandlers() {
  defineHidden(SafePromise.prototype, "then", function then(onFulfilled, onRejected) {
    return whenSettled(
      this,
      tracksRejections && typeof onFulfilled === "function" ? noting(onFulfilled) : onFulfilled,
      typeof onRejected === "function" ? handling(onRejected) : onRejected,
    );
  });
}

const handling = (handler) => {
  if (tracksRejections) return noting((reason) => handler(caught(reason)));
  return (reason) => handler(caught(reason));
};

const noting = (handler) => (value) => {
  try {
    return handler(value);
  } catch (thrown) {
    throw rejected(thrown);
  }
};

/** From now on, as in a process of its own. */
export function trackRejections() {
  tracksRejections = true;
  defineHidden(SafePromise, "reject", function reject(reason) {
    return apply(rejectNatively, this, [rejected(reason)]);
  });
}

/** Under that name, until the host has taken it. */
export function lend(name) {
  defineProperty(globalThis, name, { value: lent, configurable: true });
}

/** For `{ … } = value`: V8 names what it cannot take apart. */
function given(value, shown, name, isRead) {
  if (value !== undefined && value !== null) return value;
  if (isRead) throw typeError(`Cannot read properties of ${value} (reading '${name}')`);
  const what = name === undefined ? `'${shown}'` : `property '${name}' of '${shown}'`;
  throw typeError(`Cannot destructure ${what} as it is ${value}.`);
}

/** For `[ … ] = value`. */
function listed(value, shown) {
  if (value !== undefined && value !== null && typeof value[iterator] === "function") return value;
  if (shown !== undefined) throw typeError(`${shown} is not iterable`);
  throw typeError(`${defaultCallSite(value)} is not iterable (cannot read property Symbol(Symbol.iterator))`);
}

function defaultCallSite(value) {
  if (typeof value === "string") return `string "${value}"`;
  const isShown = value === null || typeof value === "boolean" || typeof value === "number";
  return isShown ? `${typeof value} ${value}` : typeof value;
}

let searchedKey;
const key = (value) => {
  searchedKey = value;
  return value;
};

function searched(object) {
  if (isObject(object)) return object;
  throw typeError(`Cannot use 'in' operator to search for '${text(searchedKey)}' in ${text(object)}`);
}

/** What stands to the right of `instanceof`. */
function classOf(value) {
  if (!isObject(value)) throw typeError("Right-hand side of 'instanceof' is not an object");
  if (typeof value === "function" || isObject(value[hasInstance])) return value;
  throw typeError("Right-hand side of 'instanceof' is not callable");
}

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

function typeError(message) {
  const error = new SafeTypeError(message);
  withHead(error, `TypeError: ${message}`);
  return error;
}

/** V8 tells the expression in its complaints. */
function makeRegExp(pattern, flags) {
  try {
    return new.target === undefined ? SafeRegExp(pattern, flags) : new SafeRegExp(pattern, flags);
  } catch (thrown) {
    if (getPrototypeOf(thrown) !== syntaxError) throw thrown;
    const source = text(isRegExp(pattern) ? pattern.source : (pattern ?? ""));
    const message = ask("regExpWords", plain(["source", slice(source, 0, 1000), "flags", text(flags ?? "")]));
    if (typeof message === "string") defineHidden(thrown, "message", message);
    withHead(thrown, `SyntaxError: ${thrown.message}`);
    throw thrown;
  }
}

const isRegExp = (value) => isObject(value) && value instanceof SafeRegExp;

const lent = Object.freeze({
  __proto__: null,
  RegExp: makeRegExp,
  caught,
  classOf,
  executor,
  given,
  key,
  listed,
  rejected,
  searched,
  spread,
});
