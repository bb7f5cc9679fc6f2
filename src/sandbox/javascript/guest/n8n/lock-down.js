// What n8n's task runner takes away from the code before it runs (2.41.1, secure mode).
import { defineHidden } from "../harness/bound.js";

const frozenNames = [
  "Array ArrayBuffer BigInt Boolean DataView Date Error EvalError Function JSON Map Math Number Object Promise Proxy",
  "RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError WeakMap WeakSet",
]
  .join(" ")
  .split(" ");
const oldAccessor = "__proto__";
const { defineProperty, freeze } = Object;

export function lockDown(realm) {
  const nothing = () => ({});
  const refuse = () => false;
  replace(Object, {
    getPrototypeOf: nothing,
    setPrototypeOf: refuse,
    defineProperty: nothing,
    defineProperties: nothing,
  });
  replace(Reflect, { getPrototypeOf: nothing, setPrototypeOf: refuse });
  replace(Error, { captureStackTrace: undefined, prepareStackTrace: undefined });
  delete Object.prototype[oldAccessor];
  defineProperty(Error, "stackTraceLimit", { get: () => 10, set: () => {} });
  for (let at = 0; at < frozenNames.length; at++) freeze(globalThis[frozenNames[at]]);
  // The global object was made outside the context.
  defineHidden(globalThis, "constructor", realm.Object);
}

function replace(target, methods) {
  for (const name of Object.keys(methods)) defineHidden(target, name, methods[name]);
}
