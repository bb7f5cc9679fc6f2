// V8's stacks begin with the error's name and message, this engine's with a frame: everybody who prints one, or cuts it
// into lines, expects the former.
import {
  defineHidden,
  defineProperty,
  endsWith,
  getOwnPropertyDescriptor,
  includes,
  SafeError,
  SafeTypeError,
  slice,
  startsWith,
  text,
  uncurry,
} from "./bound.js";

const get = uncurry(WeakMap.prototype.get);
const set = uncurry(WeakMap.prototype.set);
const remove = uncurry(WeakMap.prototype.delete);
const has = uncurry(WeakMap.prototype.has);
const heads = new WeakMap();
/** As the engine has them, of errors that the code made. */
const frames = new WeakMap();
/** Once somebody has looked at them. */
const stacks = new WeakMap();
const indexOf = uncurry(String.prototype.indexOf);
const { construct } = Reflect;
const { setPrototypeOf } = Object;
const SafeProxy = Proxy;

/** As many as V8 shows. */
const maxFrames = 10;

/** The first line or lines of its stack; undefined for an error of the engine's own that nobody has looked at. */
export function headOf(error) {
  if (isWorded(error)) stackOf(error);
  return get(heads, error);
}

/** Whether its words are the code's own, or V8's already. */
export const isWorded = (error) => get(frames, error) !== undefined || get(heads, error) !== undefined;

export function withHead(error, head) {
  const lines = get(frames, error) ?? getOwnPropertyDescriptor(error, "stack")?.value;
  set(heads, error, head);
  const stack = typeof lines === "string" ? withFrames(head, lines) : head;
  if (get(frames, error) === undefined) defineHidden(error, "stack", stack);
  else set(stacks, error, stack);
}

/** As in Node, the head is made when the stack is first looked at: what a constructor sets behind `super` is in it. */
function completeLater(error, lines) {
  set(frames, error, lines);
  remove(stacks, error);
  defineProperty(error, "stack", later);
}

const later = {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    return stackOf(this);
  },
  set(value) {
    set(stacks, this, value);
  },
};

function stackOf(error) {
  if (!has(stacks, error) && get(frames, error) !== undefined) {
    const head = headNow(error);
    set(heads, error, head);
    set(stacks, error, withFrames(head, get(frames, error)));
  }
  return get(stacks, error);
}

/** Without the frames of what made the error in the code's stead. */
function withFrames(head, lines) {
  let complete = head;
  let isUsers = false;
  let from = 0;
  for (let count = 0; count < maxFrames && from < lines.length; ) {
    const found = indexOf(lines, "\n", from);
    const end = found < 0 ? lines.length : found;
    const line = slice(lines, from, end);
    from = end + 1;
    isUsers ||= !includes(line, "(<sandbox>:") && !endsWith(line, " (native)");
    if (!isUsers || line === "" || includes(line, "(<sandbox>:")) continue;
    complete += `\n${line}`;
    count += 1;
  }
  return complete;
}

function headNow(error) {
  const name = error.name === undefined ? "Error" : text(error.name);
  const message = error.message === undefined ? "" : text(error.message);
  return message === "" || name === "" ? name + message : `${name}: ${message}`;
}

const classNames = "Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError".split(" ");

/** Every error that the code makes has its head from the start. */
export function installStackHeads() {
  for (let at = 0; at < classNames.length; at++) {
    const native = globalThis[classNames[at]];
    const made = (values, newTarget) => {
      const error = construct(native, values, newTarget);
      completeLater(error, getOwnPropertyDescriptor(error, "stack")?.value ?? "");
      return error;
    };
    const proxy = new SafeProxy(native, {
      __proto__: null,
      construct: (_target, values, newTarget) => made(values, newTarget),
      apply: (_target, _this, values) => made(values, native),
    });
    defineHidden(globalThis, classNames[at], proxy);
    defineHidden(native.prototype, "constructor", proxy);
    if (native !== SafeError) setPrototypeOf(native, globalThis.Error);
  }
  defineHidden(SafeError, "captureStackTrace", captureStackTrace);
  SafeError.stackTraceLimit = 10;
}

/** Classes of errors call this in their constructors. */
function captureStackTrace(object, above) {
  if ((typeof object !== "object" && typeof object !== "function") || object === null) {
    throw new SafeTypeError("Invalid argument");
  }
  let lines = new SafeError().stack;
  const name = typeof above === "function" ? getOwnPropertyDescriptor(above, "name")?.value : undefined;
  if (typeof name === "string" && name !== "") {
    const start = `    at ${name} (`;
    const at = startsWith(lines, start) ? 0 : indexOf(lines, `\n${start}`) + 1;
    const end = at === 0 && !startsWith(lines, start) ? -1 : indexOf(lines, "\n", at);
    if (end >= 0) lines = slice(lines, end + 1);
  }
  completeLater(object, lines);
}
