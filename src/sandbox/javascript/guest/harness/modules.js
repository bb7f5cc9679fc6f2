// `require`: the host's policy decides, and what is in the engine's memory answers.
import { apply, hasOwn, mapGet, mapSet, SafeError, SafeMap, SafeTypeError, slice, split, startsWith } from "./bound.js";
import { endForbidden, untilTheEnd } from "./ending.js";
import { ask, withCode } from "./host.js";

const known = new SafeMap();

/** Makes a module known under its name, and under `node:` too when it is one of Node's own. */
export function provideModule(name, exports, isBuiltIn) {
  mapSet(known, name, exports);
  if (isBuiltIn) mapSet(known, `node:${name}`, exports);
}

/** `load` is the module's text as a function of what CommonJS gives it. */
export function provideLibrary(name, load) {
  const module = { exports: {} };
  apply(load, module.exports, [module.exports, module, requireKnown]);
  provideModule(name, module.exports, false);
}

export function require(name) {
  if (typeof name !== "string") {
    const error = new SafeTypeError('The "id" argument must be of type string.');
    throw withCode(error, "ERR_INVALID_ARG_TYPE");
  }
  const refusal = ask("judge", name);
  if (refusal === null) untilTheEnd();
  if (refusal !== "") throw notFound(name, refusal);
  const exports = knownModule(name);
  if (exports !== undefined) return exports;
  throw notFound(
    name,
    "The platform has it, but it does not come with Code Nodes: run this node on the platform, or give its result to the node as an input.",
  );
}

/** "module:name" each: where the platform ends the program. */
export function forbidCalls(calls) {
  for (const call of calls) {
    const [module, name] = split(call, ":");
    const exports = mapGet(known, module);
    if (exports !== undefined) exports[name] = { [name]: () => endForbidden(call) }[name];
  }
}

/** Undefined when nothing of that name comes along. */
export function knownModule(name) {
  return mapGet(known, name) ?? memberOfLodash(name);
}

function requireKnown(name) {
  const exports = mapGet(known, name);
  if (exports === undefined) throw notFound(name, "");
  return exports;
}

/** `lodash/get` is `require("lodash").get`. */
function memberOfLodash(name) {
  if (!startsWith(name, "lodash/")) return undefined;
  const parts = split(name, "/");
  const whole = mapGet(known, parts[0]);
  const member = slice(name, 7);
  return hasOwn(whole, member) ? whole[member] : undefined;
}

function notFound(name, reason) {
  return withCode(new SafeError(`Cannot find module '${name}'\n${reason}`), "MODULE_NOT_FOUND");
}
