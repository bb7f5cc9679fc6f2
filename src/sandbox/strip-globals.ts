/** Keeps this thread from writing to its standard streams: one unread word would keep its process alive. */
export function silenceThread(): void {
  const silent = () => {};
  Object.defineProperty(globalThis, "console", {
    value: { log: silent, info: silent, debug: silent, warn: silent, error: silent },
    configurable: true,
  });
}

/**
 * Deletes everything from this thread's global object that is not the language itself. What a worker still
 * needs it must hold in variables of its own.
 */
export function stripGlobals(keep: readonly string[] = []): void {
  const kept = new Set([...languageGlobals, ...keep]);
  for (const name of Reflect.ownKeys(globalThis)) {
    if (typeof name === "string" && kept.has(name)) continue;
    if (!Reflect.deleteProperty(globalThis, name)) {
      try {
        (globalThis as Record<PropertyKey, unknown>)[name] = undefined;
      } catch {
        // Neither deletable nor writable: only `undefined`, `NaN` and the like.
      }
    }
  }
}

const languageGlobals = [
  "globalThis Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date",
  "Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError JSON Math",
  "Intl ArrayBuffer SharedArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array",
  "Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet",
  "WeakRef FinalizationRegistry Proxy Reflect Iterator decodeURI decodeURIComponent encodeURI encodeURIComponent",
  "escape unescape isFinite isNaN WebAssembly",
]
  .join(" ")
  .split(" ");
