// Everything beyond the language that a platform's JavaScript may have, by name.

import { AbortController, AbortSignal } from "./abort.js";
import { atob, btoa } from "./base64-text.js";
import { Blob, File } from "./blob.js";
import { Buffer } from "./buffer.js";
import { webcrypto } from "./crypto.js";
import { DOMException } from "./dom-exception.js";
import { CustomEvent, Event, EventTarget } from "./events.js";
import { defineHidden, split } from "./harness/bound.js";
import { console } from "./harness/console.js";
import { require } from "./harness/modules.js";
import { clearTimer, queueMicrotask, setImmediate, setInterval, setTimeout } from "./harness/timers.js";
import { fetch } from "./node/server-modules.js";
import { Performance, performance } from "./performance.js";
import { process } from "./process.js";
import { structuredClone } from "./structured-clone.js";
import { TextDecoder, TextEncoder } from "./text-encoding.js";
import { URL } from "./url.js";
import { URLSearchParams } from "./url-search-params.js";

const module = { exports: {} };

const globals = {
  AbortController,
  AbortSignal,
  Blob,
  Buffer,
  CustomEvent,
  DOMException,
  Event,
  EventTarget,
  File,
  Performance,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  atob,
  btoa,
  clearImmediate: clearTimer,
  clearInterval: clearTimer,
  clearTimeout: clearTimer,
  console,
  crypto: webcrypto,
  exports: module.exports,
  fetch,
  global: globalThis,
  module,
  performance,
  process,
  queueMicrotask,
  require,
  setImmediate,
  setInterval,
  setTimeout,
  structuredClone,
};
const names = Object.keys(globals);

export function installGlobals() {
  for (const name of names) defineHidden(globalThis, name, globals[name]);
}

/** Takes away what the platform does not have. */
export function keepGlobals(kept) {
  const isKept = new Set(kept);
  for (const name of names) if (!isKept.has(name)) delete globalThis[name];
}

/** Takes away what the platform's version of the language does not have; members may be a prototype's. */
export function removeNames(absent) {
  for (const path of absent) {
    const parts = split(path, ".");
    const name = parts.pop();
    let holder = globalThis;
    for (const part of parts) holder = holder?.[part];
    if (holder === undefined) continue;
    if (!Reflect.deleteProperty(holder, name) || parts.length === 0) continue;
    if (holder.prototype) Reflect.deleteProperty(holder.prototype, name);
  }
}
