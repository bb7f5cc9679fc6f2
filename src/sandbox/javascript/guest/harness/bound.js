// The language's own functions, bound before a node's code runs: patched prototypes neither break nor trick what
// reports on the run.

export const uncurry = (method) => Function.prototype.call.bind(method);

export const { parse, stringify } = JSON;
export const { apply } = Reflect;
export const { create, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;
export const { max } = Math;
export const number = Number;
export const text = String;
export const SafeError = Error;
export const SafeTypeError = TypeError;
export const SafeRangeError = RangeError;
export const SafeMap = Map;
export const SafePromise = Promise;

export const resolved = Promise.resolve.bind(Promise);
export const whenSettled = uncurry(Promise.prototype.then);
export const shift = uncurry(Array.prototype.shift);
export const sort = uncurry(Array.prototype.sort);
export const endsWith = uncurry(String.prototype.endsWith);
export const includes = uncurry(String.prototype.includes);
export const slice = uncurry(String.prototype.slice);
export const split = uncurry(String.prototype.split);
export const startsWith = uncurry(String.prototype.startsWith);
export const mapDelete = uncurry(Map.prototype.delete);
export const mapGet = uncurry(Map.prototype.get);
export const mapSet = uncurry(Map.prototype.set);

export function defineHidden(object, name, value) {
  const descriptor = create(null);
  descriptor.value = value;
  descriptor.writable = true;
  descriptor.configurable = true;
  descriptor.enumerable = false;
  defineProperty(object, name, descriptor);
}
