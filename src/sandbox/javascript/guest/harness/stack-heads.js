// V8's stacks begin with the error's name and message, this engine's with a frame: everybody who prints one, or cuts it
// into lines, expects the former.
import {
  defineHidden,
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

const heads = new WeakMap();
const getHead = uncurry(WeakMap.prototype.get);
const setHead = uncurry(WeakMap.prototype.set);
const indexOf = uncurry(String.prototype.indexOf);
const { construct } = Reflect;
const { setPrototypeOf } = Object;
const SafeProxy = Proxy;

/** As many as V8 shows. */
const maxFrames = 10;

/** The first line or lines of its stack; undefined for an error that has none yet. */
export const headOf = (error) => getHead(heads, error);

export function withHead(error, head) {
  const stack = getOwnPropertyDescriptor(error, "stack")?.value;
  const before = headOf(error);
  const isText = typeof stack === "string";
  const frames = isText && before !== undefined && startsWith(stack, before) ? slice(stack, before.length + 1) : stack;
  setHead(heads, error, head);
  defineHidden(error, "stack", isText ? withFrames(head, frames) : head);
}

/** Without the frames of what made the error in the code's stead. */
function withFrames(head, frames) {
  let complete = head;
  let isUsers = false;
  let from = 0;
  for (let count = 0; count < maxFrames && from < frames.length; ) {
    const found = indexOf(frames, "\n", from);
    const end = found < 0 ? frames.length : found;
    const line = slice(frames, from, end);
    from = end + 1;
    isUsers ||= !includes(line, "(<sandbox>:") && !endsWith(line, " (native)");
    if (!isUsers || line === "" || includes(line, "(<sandbox>:")) continue;
    complete += `\n${line}`;
    count += 1;
  }
  return complete;
}

/** As V8 at the moment when the stack is taken: what a constructor changes later is not in it. */
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
      withHead(error, headNow(error));
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
  if (getOwnPropertyDescriptor(object, "stack") === undefined) defineHidden(object, "stack", new SafeError().stack);
  withHead(object, headNow(object));
  const name = typeof above === "function" ? getOwnPropertyDescriptor(above, "name")?.value : undefined;
  if (typeof name === "string" && name !== "") leaveOut(object, `\n    at ${name} (`);
}

function leaveOut(object, start) {
  const head = headOf(object);
  let frames = slice(object.stack, head.length);
  while (startsWith(frames, start)) {
    const next = indexOf(frames, "\n", 1);
    frames = next < 0 ? "" : slice(frames, next);
  }
  defineHidden(object, "stack", head + frames);
}
