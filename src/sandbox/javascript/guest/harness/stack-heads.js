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

/** Put on errors where no code sees it; maps of many objects are slow in this engine. */
class Notes extends function (error) {
  return error;
} {
  #head;
  /** As the engine has them, of errors that the code made. */
  #frames;
  /** Once somebody has looked at it. */
  #stack;
  #hasStack = false;

  static on(error) {
    return #head in error ? error : new Notes(error);
  }

  static headOf(error) {
    return #head in error ? error.#head : undefined;
  }

  static framesOf(error) {
    return #head in error ? error.#frames : undefined;
  }

  static stackOf(error) {
    return #head in error ? error.#stack : undefined;
  }

  static hasStack(error) {
    return #head in error && error.#hasStack;
  }

  static setHead(error, head) {
    Notes.on(error).#head = head;
  }

  static setFrames(error, frames) {
    const noted = Notes.on(error);
    noted.#frames = frames;
    noted.#hasStack = false;
  }

  static setStack(error, stack) {
    const noted = Notes.on(error);
    noted.#stack = stack;
    noted.#hasStack = true;
  }
}
const { framesOf, hasStack, headOf: notedHead, setFrames, setHead, setStack, stackOf: notedStack } = Notes;
const indexOf = uncurry(String.prototype.indexOf);
const { construct } = Reflect;
const { setPrototypeOf } = Object;
const SafeProxy = Proxy;

/** As many as V8 shows. */
const maxFrames = 10;

/** The first line or lines of its stack; undefined for an error of the engine's own that nobody has looked at. */
export function headOf(error) {
  if (isWorded(error)) stackOf(error);
  return notedHead(error);
}

/** Whether its words are the code's own, or V8's already. */
export const isWorded = (error) => framesOf(error) !== undefined || notedHead(error) !== undefined;

export function withHead(error, head) {
  const lines = framesOf(error) ?? getOwnPropertyDescriptor(error, "stack")?.value;
  setHead(error, head);
  const stack = typeof lines === "string" ? withFrames(head, lines) : head;
  if (framesOf(error) === undefined) defineHidden(error, "stack", stack);
  else setStack(error, stack);
}

/** As in Node, the head is made when the stack is first looked at: what a constructor sets behind `super` is in it. */
function completeLater(error, lines) {
  setFrames(error, lines);
  defineProperty(error, "stack", later);
}

const later = {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    return typeof this === "object" && this !== null ? stackOf(this) : undefined;
  },
  set(value) {
    if (typeof this === "object" && this !== null) setStack(this, value);
  },
};

function stackOf(error) {
  if (!hasStack(error) && framesOf(error) !== undefined) {
    const head = headNow(error);
    setHead(error, head);
    setStack(error, withFrames(head, framesOf(error)));
  }
  return notedStack(error);
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

/** Of a name or a message; nobody reads more, and both together may be more than there is room for. */
const longestPart = 500_000;

function headNow(error) {
  const name = error.name === undefined ? "Error" : slice(text(error.name), 0, longestPart);
  const message = error.message === undefined ? "" : slice(text(error.message), 0, longestPart);
  return message === "" || name === "" ? name + message : `${name}: ${message}`;
}

const classNames = "Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError".split(" ");

/** Every error that the code makes has its head from the start. */
function installStackHeads() {
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

// Before any library makes a class of errors.
installStackHeads();
