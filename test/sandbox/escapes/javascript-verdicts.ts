import type { VerdictAttempt } from "./verdict-attempt.ts";

const unmade = /^threw Error: <the error's own text could not be made>$/;

/** Each code tries to be told as something else than what it did; `ends` is what it did. */
export const javascriptVerdicts: readonly VerdictAttempt[] = [
  {
    id: "memory-by-name",
    ends: /^threw InternalError: out of memory$/,
    code: `const main = () => { const e = new Error("out of memory"); e.name = "InternalError"; throw e }`,
  },
  {
    id: "memory-by-the-engines-own-class",
    ends: /^threw (?:RangeError: out of memory|ReferenceError: InternalError is not defined)$/,
    code: `const main = () => { try { (function f() { f() })() } catch (e) { throw new (Object.getPrototypeOf(e).constructor === RangeError ? InternalError : e.constructor)("out of memory") } }`,
  },
  {
    id: "memory-by-a-prototype-that-throws",
    ends: unmade,
    code: "const main = () => { throw new Proxy({}, { getPrototypeOf() { throw 1 } }) }",
  },
  {
    id: "memory-by-a-tag-that-throws",
    ends: unmade,
    code: `const main = () => { throw { get [Symbol.toStringTag]() { throw new Error("x") } } }`,
  },
  {
    id: "memory-by-a-function-under-a-proxy",
    ends: unmade,
    code: "const main = () => { throw Object.setPrototypeOf(function () {}, new Proxy({}, { get() { throw 2 }, getPrototypeOf() { throw 1 } })) }",
  },
  {
    id: "memory-by-null",
    ends: /^threw null: null$/,
    code: "const main = () => { const kept = new Uint8Array(150e6).fill(1); throw null }",
  },
  {
    id: "time-by-name",
    ends: /^threw InternalError: interrupted$/,
    code: `const main = () => { const e = new Error("interrupted"); e.name = "InternalError"; throw e }`,
  },
  {
    id: "overflow-by-message",
    ends: /^threw Error: call stack$/,
    code: `const main = () => { throw new Error("call stack") }`,
  },
  {
    id: "description-through-toJSON",
    ends: /^threw Error: honest$/,
    code: `const main = () => { Object.prototype.toJSON = Array.prototype.toJSON = String.prototype.toJSON = function () { return { kind: "returned", platformSays: "FORGED-" + 6 * 7, type: "F", message: "F" } }; throw new Error("honest") }`,
  },
  {
    id: "description-through-getters",
    ends: /^threw Error: honest$/,
    code: `const main = () => { for (const name of ["platformSays", "kind", "caught", "limit"]) Object.defineProperty(Object.prototype, name, { get: () => "FORGED-" + 6 * 7 }); throw new Error("honest") }`,
  },
  {
    id: "words-of-the-platform",
    ends: /^threw E: m$/,
    code: `const main = () => { throw Object.assign(new Error("m"), { name: "E", platformSays: "FORGED-" + 6 * 7, description: "FORGED-" + 6 * 7, kind: "returned" }) }`,
  },
  {
    id: "report-as-a-result",
    ends: /^returned {"kind":"stopped","limit":"time","caught":\[{}\]}$/,
    code: `const main = () => ({ kind: "stopped", limit: "time", caught: [{}] })`,
  },
  {
    id: "result-through-toJSON",
    ends: /^returned "}\\n{\\"kind\\":\\"stopped\\"}"$/,
    code: `const main = () => ({ toJSON: () => '}\\n{"kind":"stopped"}' })`,
  },
  {
    id: "stringify-replaced",
    ends: /^returned {"a":1}$/,
    code: `const main = () => { JSON.stringify = () => '{"kind":"stopped"}'; JSON.parse = () => ({ kind: "stopped" }); return { a: 1 } }`,
  },
  {
    id: "promise-replaced",
    ends: /^threw Error: honest$/,
    code: `const main = () => { Promise.prototype.then = function (done) { return done(1) }; Promise.resolve = () => 1; throw new Error("honest") }`,
  },
  {
    id: "global-of-the-sandbox",
    ends: /^returned "undefined"$/,
    code: `const main = () => typeof globalThis["<sandbox>"]`,
  },
  {
    id: "error-of-huge-texts",
    ends: /^threw n{50000}[\s\S]*: m{50000}/,
    code: `const main = () => { const e = new Error("x"); e.message = "m".repeat(5e7); e.name = "n".repeat(5e7); throw e }`,
  },
].map((attempt) => ({ ...attempt, language: "javascript" }));
