// What runs the body of a function for a platform: named in the request, loaded with the guest.
import { create, defineHidden, mapGet, SafeError, SafeMap } from "./bound.js";

const environments = new SafeMap();
let current = create(null);
let realm;

/** An environment opens with its context's text and the plain realm, runs a body, and writes down the result. */
export function provideEnvironments(entries) {
  for (const [name, environment] of entries) environments.set(name, environment);
}

/** The global object of a realm that has the language's data types and nothing that turns text into code. */
export function provideRealm(globalObject) {
  realm = globalObject;
  // This engine makes the promise of an async callback in the realm of who calls it, and that one has no promises.
  for (const name of Object.getOwnPropertyNames(Array.prototype)) {
    if (name !== "constructor" && name !== "length") defineHidden(realm.Array.prototype, name, Array.prototype[name]);
  }
}

export function openEnvironment(name, contextText) {
  current = mapGet(environments, name);
  if (current === undefined) throw new SafeError(`There is no environment "${name}".`);
  current.open(contextText, realm);
}

export const runBody = (body) => current.run(body);
/** Whether the code's own errors are on hand that did not end the run, as the texts of their descriptions. */
export const caughtErrors = () => current.caught();
export const stringifyOutcome = (result) => current.stringify(result);
