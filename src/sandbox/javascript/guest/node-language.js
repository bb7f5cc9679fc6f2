// The language as the platforms' Nodes have it: what this engine lacks, and what it alone has.
import { installAtomics } from "./atomics.js";
import { apply, defineHidden, defineProperty } from "./harness/bound.js";

export function installNodeLanguage() {
  for (const name of ["fileName", "lineNumber", "columnNumber"]) delete Function.prototype[name];
  delete Set.groupBy;
  delete globalThis.constructor;
  installAtomics();
  installWeakRef();
  if (Array.fromAsync === undefined) defineHidden(Array, "fromAsync", fromAsync);
}

/** This engine empties one as soon as nothing else holds the target; V8 looks for garbage later, if ever. */
function installWeakRef() {
  class WeakRef {
    #target;

    constructor(target) {
      const isHeld = (typeof target === "object" && target !== null) || typeof target === "function";
      if (!isHeld && (typeof target !== "symbol" || Symbol.keyFor(target) !== undefined)) {
        throw new TypeError("WeakRef: invalid target");
      }
      this.#target = target;
    }

    deref() {
      return this.#target;
    }
  }
  defineProperty(WeakRef.prototype, Symbol.toStringTag, { value: "WeakRef", configurable: true });
  defineHidden(globalThis, "WeakRef", WeakRef);
}

async function fromAsync(items, mapper, thisArgument) {
  if (mapper !== undefined && typeof mapper !== "function") throw new TypeError(`${String(mapper)} is not a function`);
  const isList = typeof this === "function" && this !== Array;
  const isIterable = items[Symbol.asyncIterator] != null || items[Symbol.iterator] != null;
  const result = isList ? (isIterable ? new this() : new this(items.length)) : [];
  let index = 0;
  const add = async (value) => {
    const mapped = mapper === undefined ? value : await apply(mapper, thisArgument, [value, index]);
    defineProperty(result, index, { value: mapped, writable: true, enumerable: true, configurable: true });
    index += 1;
  };
  if (isIterable) for await (const value of items) await add(value);
  else while (index < Math.min(Math.max(Math.trunc(items.length) || 0, 0), 2 ** 53 - 1)) await add(await items[index]);
  result.length = index;
  return result;
}

/** `RegExp.$1` and the like: only for code that speaks of them, since every match is looked at. */
export function trackMatches() {
  let last;
  const { exec } = RegExp.prototype;
  defineHidden(RegExp.prototype, "exec", function (text) {
    const match = apply(exec, this, [text]);
    if (match !== null) last = match;
    return match;
  });
  const give = (names, read) => {
    for (const name of names) {
      defineProperty(RegExp, name, { get: () => (last ? read(last) : ""), set: () => {}, configurable: true });
    }
  };
  for (let at = 1; at < 10; at++) give([`$${at}`], (match) => match[at] ?? "");
  give(["lastMatch", "$&"], (match) => match[0]);
  give(["input", "$_"], ({ input }) => input);
  give(["lastParen", "$+"], (match) => (match.length > 1 ? (match[match.length - 1] ?? "") : ""));
  give(["leftContext", "$`"], ({ index, input }) => input.slice(0, index));
  give(["rightContext", "$'"], (match) => match.input.slice(match.index + match[0].length));
}
