// Errors that the platform's own functions raise inside a node's code; a report shows them without a place in it.
import { SafeError, uncurry } from "./bound.js";

const descriptions = new WeakMap();
const get = uncurry(WeakMap.prototype.get);
const set = uncurry(WeakMap.prototype.set);

export function platformError(message, description = "") {
  const error = new SafeError(message);
  set(descriptions, error, description);
  return error;
}

/** Makes an error one of the platform's own. */
export function asPlatformError(error) {
  if (get(descriptions, error) === undefined) set(descriptions, error, "");
  return error;
}

/** What the platform says besides the message; undefined for an error of the code's own. */
export const platformDescription = (error) => get(descriptions, error);
