// Evaluates to a function that prepares a fresh context for one run. Everything it uses is bound before the node's
// code runs, so that patched globals cannot change what is reported.
(host, format) => {
  const uncurry = (method) => Function.prototype.call.bind(method);
  const { parse, stringify } = JSON;
  const { apply } = Reflect;
  const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;
  const resolved = Promise.resolve.bind(Promise);
  const then = uncurry(Promise.prototype.then);
  const isPromise = (value) => value instanceof PromiseClass;
  const PromiseClass = Promise;
  const slice = uncurry(String.prototype.slice);
  const split = uncurry(String.prototype.split);
  const sort = uncurry(Array.prototype.sort);
  const shift = uncurry(Array.prototype.shift);
  const SafeMap = Map;
  const mapGet = uncurry(Map.prototype.get);
  const mapSet = uncurry(Map.prototype.set);
  const mapDelete = uncurry(Map.prototype.delete);
  const text = String;
  const { max } = Math;
  const number = Number;
  const SafeError = Error;
  const SafeTypeError = TypeError;
  const evaluate = host.evaluate;
  const { print, now, judge, maxPrintedCharacters } = host;

  const define = (name, value) =>
    defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  // ---- console -------------------------------------------------------------------------------------------

  let indent = "";
  const counts = new SafeMap();
  const startTimes = new SafeMap();

  function write(stream, values) {
    let line = format(values);
    if (line.length > maxPrintedCharacters) line = slice(line, 0, maxPrintedCharacters + 1);
    if (indent !== "") {
      const lines = split(line, "\n");
      for (let at = 0; at < lines.length; at++) print(stream, `${indent}${lines[at]}\n`);
    } else print(stream, `${line}\n`);
  }

  const out = (...values) => write("stdout", values);
  const complain = (...values) => write("stderr", values);
  const elapsed = (label) => `${label}: ${now() - (mapGet(startTimes, label) ?? now())}ms`;

  define("console", {
    log: out,
    info: out,
    debug: out,
    dir: (value) => out(value),
    table: out,
    warn: complain,
    error: complain,
    trace: (...values) => complain("Trace:", ...values),
    assert: (condition, ...values) => {
      if (!condition) complain("Assertion failed", ...values);
    },
    group: (...values) => {
      if (values.length > 0) out(...values);
      indent += "  ";
    },
    groupCollapsed: (...values) => {
      if (values.length > 0) out(...values);
      indent += "  ";
    },
    groupEnd: () => {
      indent = slice(indent, 2);
    },
    count: (label = "default") => {
      const count = (mapGet(counts, label) ?? 0) + 1;
      mapSet(counts, label, count);
      out(`${text(label)}: ${count}`);
    },
    countReset: (label = "default") => void mapDelete(counts, label),
    time: (label = "default") => void mapSet(startTimes, label, now()),
    timeLog: (label = "default", ...values) => out(elapsed(text(label)), ...values),
    timeEnd: (label = "default") => {
      out(elapsed(text(label)));
      mapDelete(startTimes, label);
    },
  });

  // ---- timers --------------------------------------------------------------------------------------------

  let timers = [];
  let lastTimer = 0;

  function addTimer(callback, delay, values, repeats) {
    if (typeof callback !== "function") {
      throw new SafeTypeError('The "callback" argument must be of type function.');
    }
    const delayMs = number(delay) >= 1 && number(delay) <= 2147483647 ? number(delay) : 1;
    const id = ++lastTimer;
    timers[timers.length] = { id, callback, values, dueAt: now() + delayMs, intervalMs: repeats ? delayMs : -1 };
    return id;
  }

  function clearTimer(id) {
    const kept = [];
    for (let at = 0; at < timers.length; at++) if (timers[at].id !== id) kept[kept.length] = timers[at];
    timers = kept;
  }

  define("setTimeout", (callback, delay, ...values) => addTimer(callback, delay, values, false));
  define("setInterval", (callback, delay, ...values) => addTimer(callback, delay, values, true));
  define("setImmediate", (callback, ...values) => addTimer(callback, 1, values, false));
  define("clearTimeout", clearTimer);
  define("clearInterval", clearTimer);
  define("clearImmediate", clearTimer);
  define("queueMicrotask", (callback) => {
    if (typeof callback !== "function") {
      throw new SafeTypeError('The "callback" argument must be of type function.');
    }
    then(resolved(), () => callback());
  });

  const byDueTime = (one, other) => one.dueAt - other.dueAt || one.id - other.id;

  /** Milliseconds until the next timer, or -1 without one. */
  function untilNextTimer() {
    if (timers.length === 0) return -1;
    sort(timers, byDueTime);
    const wait = timers[0].dueAt - now();
    return max(wait, 0);
  }

  function runNextTimer() {
    sort(timers, byDueTime);
    const timer = timers[0];
    if (timer.intervalMs < 0) shift(timers);
    else timer.dueAt = now() + timer.intervalMs;
    apply(timer.callback, undefined, timer.values);
  }

  // ---- modules -------------------------------------------------------------------------------------------

  const loaded = new SafeMap();

  function require(name) {
    if (typeof name !== "string") {
      const error = new SafeTypeError('The "id" argument must be of type string.');
      error.code = "ERR_INVALID_ARG_TYPE";
      throw error;
    }
    const refusal = judge(name);
    if (refusal !== "") throw notFound(name, refusal);
    const known = mapGet(loaded, name);
    if (known) return known.exports;
    const module = { exports: {} };
    const load = evaluate(name);
    if (load) {
      mapSet(loaded, name, module);
      apply(load, module.exports, [module.exports, module, require]);
      return module.exports;
    }
    const member = memberOfBundled(name);
    if (member !== undefined) return member;
    throw notFound(
      name,
      "The platform has it, but it does not come with Code Nodes: run this node on the platform, or give its result to the node as an input.",
    );
  }

  /** `lodash/get` is `require("lodash").get`. */
  function memberOfBundled(name) {
    const parts = split(name, "/");
    if (parts.length !== 2 || parts[0] !== "lodash") return undefined;
    const whole = require(parts[0]);
    return hasOwn(whole, parts[1]) ? whole[parts[1]] : undefined;
  }

  function notFound(name, reason) {
    const error = new SafeError(`Cannot find module '${name}'\n${reason}`);
    error.code = "MODULE_NOT_FOUND";
    return error;
  }

  const module = { exports: {} };
  define("require", require);
  define("module", module);
  define("exports", module.exports);
  define("global", globalThis);

  // ---- what came of it -----------------------------------------------------------------------------------

  function describe(thrown) {
    const isObject = (typeof thrown === "object" && thrown !== null) || typeof thrown === "function";
    if (!isObject || !(thrown instanceof SafeError)) {
      const shown = format([thrown]);
      return { type: thrown === null ? "null" : typeof thrown, message: shown, stack: "", isError: false, classes: [] };
    }
    return {
      type: read(thrown, "name") || "Error",
      message: read(thrown, "message"),
      stack: read(thrown, "stack"),
      isError: true,
      classes: classesOf(thrown),
    };
  }

  function classesOf(error) {
    const names = [];
    for (let object = getPrototypeOf(error); object !== null && names.length < 20; object = getPrototypeOf(object)) {
      const name = getOwnPropertyDescriptor(
        getOwnPropertyDescriptor(object, "constructor")?.value ?? {},
        "name",
      )?.value;
      if (typeof name === "string" && name !== "Error") names[names.length] = name;
    }
    return names;
  }

  function read(object, name) {
    try {
      const value = object[name];
      return value === undefined ? "" : text(value);
    } catch {
      return "";
    }
  }

  let settled = "";
  let reason;
  let value;

  return {
    parse: (argumentsText) => parse(argumentsText),
    call: (entry, values) => apply(entry, undefined, values),
    isPromise,
    watch: (result) => {
      then(
        resolved(result),
        (settledValue) => {
          settled = "fulfilled";
          value = settledValue;
        },
        (settledReason) => {
          settled = "rejected";
          reason = settledReason;
        },
      );
    },
    settled: () => settled,
    settledValue: () => value,
    settledReason: () => reason,
    untilNextTimer,
    runNextTimer,
    stringify: (result) => stringify(result),
    describe: (thrown) => stringify(describe(thrown)),
  };
};
