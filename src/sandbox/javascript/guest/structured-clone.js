import { DOMException } from "./dom-exception.js";
import { uncurry } from "./harness/bound.js";

export function structuredClone(value, options) {
  if (arguments.length === 0) throw new TypeError('The "value" argument must be specified');
  if (options?.transfer !== undefined && [...options.transfer].length > 0) {
    throw new DOMException("Nothing can be transferred here.", "DataCloneError");
  }
  return cloned(value, new Map());
}

const timeOf = uncurry(Date.prototype.getTime);
const sourceOf = uncurry(Object.getOwnPropertyDescriptor(RegExp.prototype, "source").get);
const flagsOf = uncurry(Object.getOwnPropertyDescriptor(RegExp.prototype, "flags").get);
const sliceBytes = uncurry(ArrayBuffer.prototype.slice);
const sizeOfMap = uncurry(Object.getOwnPropertyDescriptor(Map.prototype, "size").get);
const sizeOfSet = uncurry(Object.getOwnPropertyDescriptor(Set.prototype, "size").get);
const boxes = [Number, String, Boolean, BigInt].map((box) => [box, uncurry(box.prototype.valueOf)]);
const viewName = uncurry(
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get,
);
const errorClasses = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

/** Whether the value has what the function asks for, whatever its prototype says. */
function has(question, value) {
  try {
    question(value);
    return true;
  } catch {
    return false;
  }
}

function cloned(value, seen) {
  if (typeof value === "symbol") throw uncloneable(String(value));
  if (typeof value === "function") throw uncloneable(String(value));
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const copy = emptyCopy(value, seen);
  seen.set(value, copy);
  if (copy instanceof Map) for (const [key, item] of [...value]) copy.set(cloned(key, seen), cloned(item, seen));
  else if (copy instanceof Set) for (const item of [...value]) copy.add(cloned(item, seen));
  else if (copy instanceof Error) copyError(value, copy, seen);
  else if (Array.isArray(copy) || isPlain(copy)) {
    for (const key of Object.keys(value)) define(copy, key, cloned(value[key], seen));
  }
  return copy;
}

function emptyCopy(value, seen) {
  if (Array.isArray(value)) return new Array(value.length);
  if (has(timeOf, value)) return new Date(timeOf(value));
  if (value !== RegExp.prototype && has(sourceOf, value)) return new RegExp(sourceOf(value), flagsOf(value));
  if (has(sizeOfMap, value)) return new Map();
  if (has(sizeOfSet, value)) return new Set();
  if (has((buffer) => sliceBytes(buffer, 0), value)) return sliceBytes(value, 0);
  if (ArrayBuffer.isView(value)) {
    const buffer = cloned(value.buffer, seen);
    const name = viewName(value);
    if (name === undefined) return new DataView(buffer, value.byteOffset, value.byteLength);
    return new globalThis[name](buffer, value.byteOffset, value.length);
  }
  for (const [box, unboxed] of boxes) if (has(unboxed, value)) return Object(box(unboxed(value)));
  if (value instanceof Error) return Object.create((errorClasses[value.name] ?? Error).prototype);
  if (value instanceof Promise) throw uncloneable("#<Promise>");
  if (value instanceof WeakMap) throw uncloneable("#<WeakMap>");
  if (value instanceof WeakSet) throw uncloneable("#<WeakSet>");
  if (value instanceof WeakRef) throw uncloneable("#<WeakRef>");
  return {};
}

function copyError(value, copy, seen) {
  for (const name of ["stack", "message", "cause"]) {
    if (name in value && value[name] !== undefined) hide(copy, name, cloned(value[name], seen));
  }
}

const isPlain = (copy) => Object.getPrototypeOf(copy) === Object.prototype;

function define(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, configurable: true, enumerable: true });
}

function hide(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, configurable: true, enumerable: false });
}

function uncloneable(what) {
  return new DOMException(`${what} could not be cloned.`, "DataCloneError");
}
