// A second view of data: what is written through it stays in it, and what is written to the data is seen through it.
import { SafeMap } from "../harness/bound.js";

const { isArray } = Array;
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;

/** Makes such views, one for each object; `realm` is where the data come from. Source: n8n 2.41.1, executed. */
export function makeOverlays(realm) {
  const views = new SafeMap();
  return viewOf;

  function viewOf(data) {
    if (typeof data !== "object" || data === null) return data;
    const known = views.get(data);
    if (known) return known;
    // Its own members are what was written; an array's view is an array.
    const written = isArray(data) ? realm.Array.from([]) : realm.JSON.parse("{}");
    const removed = new Set();
    const isWritten = (name) => getOwnPropertyDescriptor(written, name) !== undefined;
    const isLength = (name) => name === "length" && isArray(data);
    const view = new Proxy(written, {
      get(target, name, receiver) {
        if (isLength(name)) return isTouched() ? target.length : data.length;
        if (removed.has(name)) return undefined;
        if (isWritten(name)) return target[name];
        const value = data[name];
        if (value === undefined) return Reflect.get(target, name, receiver);
        return viewOf(value);
      },
      has: (target, name) => !removed.has(name) && (name in data || name in target),
      set(target, name, value) {
        if (isArray(data)) settle();
        removed.delete(name);
        target[name] = value;
        return true;
      },
      defineProperty(target, name, descriptor) {
        if (isArray(data)) settle();
        removed.delete(name);
        return defineProperty(target, name, descriptor);
      },
      deleteProperty(target, name) {
        if (isArray(data)) settle();
        if (!isTouched() && name in data) removed.add(name);
        return deleteProperty(target, name);
      },
      ownKeys(target) {
        if (isTouched()) return ownKeys(target);
        const names = new Set(isArray(data) ? ownKeys(data) : [...ownKeys(data), ...ownKeys(target)]);
        for (const name of removed) names.delete(name);
        return [...names];
      },
      getOwnPropertyDescriptor(target, name) {
        if (isLength(name)) {
          if (!isTouched()) target.length = data.length;
          return getOwnPropertyDescriptor(target, name);
        }
        if (removed.has(name)) return undefined;
        const own = getOwnPropertyDescriptor(target, name);
        if (own) return own;
        if (isTouched() || getOwnPropertyDescriptor(data, name) === undefined) return undefined;
        return { value: viewOf(data[name]), writable: true, enumerable: true, configurable: true };
      },
    });
    let touched = false;
    function isTouched() {
      return touched;
    }
    /** A list that is written to is a list of its own from then on. */
    function settle() {
      if (touched) return;
      touched = true;
      for (let at = 0; at < data.length; at++) written[at] = viewOf(data[at]);
      written.length = data.length;
    }
    views.set(data, view);
    return view;
  }
}
