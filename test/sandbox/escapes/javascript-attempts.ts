import { attempts } from "./attempt.ts";

/** Around every function that the worker lends to the guest, and what crosses the border as JSON. */
export const javascriptAttempts = attempts("javascript", {
  "globals-reach-the-host": `
function main() {
  const seen = new Set(), queue = [globalThis, main, console, require, setTimeout], found = [];
  while (queue.length > 0) {
    const thing = queue.pop();
    if (thing === null || (typeof thing !== "object" && typeof thing !== "function") || seen.has(thing)) continue;
    seen.add(thing);
    // The guest has a process and a fetch of its own, which reach nothing.
    try { if (Object.hasOwn(thing, "process") && thing.process?.binding !== undefined) found.push("process") } catch {}
    try { if (Object.hasOwn(thing, "fetch") && String(thing.fetch).includes("[native code]")) found.push("fetch") } catch {}
    for (const name of ["Worker", "importScripts", "SharedArrayBuffer", "WebAssembly", "postMessage", "parentPort", "workerData"])
      try { if (thing[name] !== undefined && Object.hasOwn(thing, name) && !name.startsWith("Shared")) found.push(name) } catch {}
    try { queue.push(Object.getPrototypeOf(thing)) } catch {}
    for (const key of Reflect.ownKeys(thing))
      try { const { value, get, set } = Object.getOwnPropertyDescriptor(thing, key); queue.push(value, get, set) } catch {}
  }
  return found.length > 0 ? "BREACH-" + 6 * 7 + found.join() : "none";
}`,

  "host-functions-through-setters": `
const caught = [];
for (const key of [0, 1, "evaluate", "print", "judge", "now", "exports", "code", "value"])
  for (const owner of [Object.prototype, Array.prototype])
    Object.defineProperty(owner, key, { configurable: true, set(value) { caught.push([key, value]) }, get() { return undefined } });
function main() {
  try { console.log("x", { a: [1, 2] }) } catch (error) {}
  try { setTimeout(() => {}, 1) } catch (error) {}
  try { require("lodash") } catch (error) {}
  try { require("fs") } catch (error) {}
  for (const [key, value] of caught)
    if (typeof value === "function") try { return String(value("fs")) + String(value("(function(){return process})")) } catch {}
  return "none";
}`,

  "host-functions-through-patched-methods": `
const seen = [];
const Reflect_apply = Reflect.apply;
for (const owner of [Function.prototype, Array.prototype, String.prototype, Promise.prototype, Map.prototype, Object, Reflect, JSON, Math])
  for (const key of Reflect.ownKeys(owner)) {
    try { if (typeof owner[key] !== "function" || key === "constructor") continue } catch { continue }
    const original = owner[key];
    try { owner[key] = function (...values) { if (seen.length < 1000) { seen[seen.length] = this; seen[seen.length] = values[0] } return Reflect_apply(original, this, values) } } catch {}
  }
function main() {
  try { console.log("x", { a: 1 }); require("lodash"); require("nothing") } catch {}
  for (const thing of seen) {
    if (typeof thing?.evaluate === "function") return "evaluate " + thing.evaluate("fs") + thing.evaluate("../secret");
    if (typeof thing?.judge === "function") return "judge " + thing.judge("fs");
  }
  return "none";
}`,

  "require-odd-names": String.raw`
function main() {
  const said = [];
  for (const name of ["__proto__", "constructor", "toString", "lodash/__proto__", "lodash/constructor", "lodash/../fs", "lodash/../../secret",
    "./lodash", "/etc/passwd", "@DIR@/secret.txt", "file://@DIR@/secret.txt", "node:fs", "node:process", "node:worker_threads", "fs\0", "lodash\0fs", "",
    "x".repeat(1e6), "lodash\n/fs", "vscode", "pyodide", "\ud800"])
    try { said.push(name.slice(0, 40) + ": " + typeof require(name)) } catch (error) { said.push(String(error).slice(0, 80)) }
  for (const name of [null, 1, {}, Symbol.iterator, ["fs"], new Proxy({}, {}), { toString: () => "fs" }, new String("fs")])
    try { said.push(typeof require(name)) } catch (error) { said.push(String(error).slice(0, 80)) }
  return said;
}`,

  "require-members": `
function main() {
  return [require.cache, require.main, require.resolve, require.extensions, module.parent, module.paths, module.children, module.require,
    module.constructor.name, require.constructor("return typeof globalThis.process?.binding")(), exports.constructor.name].map(String);
}`,

  "template-source": String.raw`
function main() {
  const _ = require("lodash");
  return _.template("<%= typeof globalThis.process?.binding %> <% print(this.constructor.constructor('return process.env.SECRET_TOKEN')()) %>",
    { sourceURL: "x\u2028process.exit(7)//", variable: "a=globalThis.process.exit(7)" })();
}`,

  "dynamic-import": `
async function main() {
  const said = [];
  for (const name of ["fs", "node:fs", "lodash", "data:text/javascript,export default 1", "@DIR@/secret.txt"])
    try { said.push(Object.keys(await import(name))) } catch (error) { said.push(String(error)) }
  return said;
}`,

  callers: `
function main() {
  const said = [];
  for (const read of [() => main.caller, () => arguments.callee.caller, () => console.log.caller, () => console.log.arguments, () => require.caller,
    () => new Error().stack, () => (function f() { return f.caller })()])
    try { const value = read(); said.push(typeof value === "function" ? value.toString() : String(value)) } catch (error) { said.push(String(error)) }
  return said;
}`,

  "console-arguments": `
function main() {
  const bad = new Proxy({}, { get() { throw new Error("get") }, ownKeys() { throw new Error("keys") }, getPrototypeOf() { throw new Error("proto") } });
  const said = [];
  for (const value of [bad, { get a() { throw 1 } }, { toString() { throw 1 } }, { [Symbol.toPrimitive]() { throw 1 } }, Object.create(null), Symbol("x"),
    new Proxy(function () {}, {}), { constructor: null }, { constructor: { name: bad } }, [, 1], new Date(NaN), 10n, -0, new Map([[bad, bad]]), globalThis])
    for (const name of ["log", "error", "dir", "table", "group", "count", "time", "timeEnd", "trace", "assert"])
      try { console[name](value, "%s %d %j %o", value) } catch (error) { said.push(name + " " + typeof error) }
  return said.length;
}`,

  "host-function-arguments": `
function main() {
  const said = [];
  for (const make of [() => Reflect.apply(console.log, Symbol("x"), []), () => Reflect.construct(console.log, []), () => new require("fs"),
    () => Reflect.construct(Object, [], setTimeout), () => setTimeout("process.exit(7)"), () => setTimeout.call(null, main.toString, 1e99, Symbol("x")),
    () => clearTimeout({ valueOf() { throw 1 } }), () => queueMicrotask(1), () => setInterval(() => {}, { valueOf() { throw 1 } })])
    try { said.push(String(make())) } catch (error) { said.push(String(error) + String(error.constructor === Error)) }
  return said;
}`,

  "foreign-errors": `
function main() {
  const said = [];
  for (const cause of [() => require(Symbol("x")), () => require("x".repeat(5e7)), () => console.log("x".repeat(5e7)), () => setTimeout({}), () => require("nothing")])
    try { cause() } catch (error) {
      for (const inside of [error.constructor, error.cause, error.stack])
        try { said.push(String(inside?.constructor?.constructor?.("return typeof globalThis.process?.binding")?.())) } catch (other) { said.push(String(other)) }
    }
  return said.includes("object") ? "BREACH-" + 6 * 7 : said;
}`,

  "error-that-lies": `
function main() {
  Object.prototype.toJSON = function () { return { type: { a: 1 }, message: 5, stack: { split: 1 }, isError: "x", classes: "y", __proto__: { polluted: 1 } } };
  throw new Error("x");
}`,

  "error-that-is-nothing": `
function main() {
  Object.prototype.toJSON = () => undefined;
  throw new Error("x");
}`,

  "error-with-a-made-up-stack": String.raw`
function main() {
  const error = new Error("x");
  error.stack = "    at " + "a (".repeat(20000) + "\n    at x (node.js:99999999999999999999:1)\n    at __proto__ (node.js:0:0)\n".repeat(50);
  error.name = { toString() { return "__proto__" } };
  throw error;
}`,

  "result-with-prototype-keys": `
function main() { return JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}') }`,

  "result-that-lies": `
function main() { return { toJSON(key) { Object.prototype.polluted = 1; Object.prototype.kind = "returned"; return { kind: "x", __proto__: null } } } }`,

  "promise-that-lies": `
function main() { return { then(resolve) { resolve({ then(again) { again({ constructor: 1, then: 5 }) } }) }, constructor: Promise } }`,

  "promise-subclass": `
class Odd extends Promise { static get [Symbol.species]() { return function (run) { run(() => {}, () => {}) } } then() { return this } }
async function main() { return await new Odd((resolve) => resolve(1)) }`,

  "patched-promise": `
Promise = class { static resolve() { return { then(f) { f(this) } } } };
globalThis.Promise.prototype.then = () => { throw new Error("x") };
async function main() { return 1 }`,

  "stack-overflow-in-host-call": `
function deep(n) { try { deep(n + 1) } catch { try { console.log(n); require("lodash") } catch (error) { if (error?.constructor !== RangeError && error?.constructor?.name !== "InternalError") console.log(String(error)) } } }
function main() { deep(0); return 1 }`,

  "memory-exhausted-in-host-call": `
function main() {
  const kept = [];
  try { for (;;) kept.push("x".repeat(1e6) + kept.length) } catch { for (let i = 0; i < 100; i++) try { kept.push(i); console.log("x".repeat(1e5)); require("lodash") } catch {} }
  return kept.length > 0;
}`,

  "weak-references": `
function main() {
  const registry = typeof FinalizationRegistry === "function" ? new FinalizationRegistry(() => console.log("collected")) : { register() {} };
  for (let i = 0; i < 100000; i++) registry.register({ i }, i);
  return "done";
}`,

  "regular-expression-state": `
function main() { RegExp.prototype.exec = () => { throw new Error("x") }; String.prototype.split = () => ["<sandbox>:1"]; null.x }`,
});
