import { withCode } from "./harness/host.js";
import { inspect } from "./harness/inspect.js";

/** Node's error for an argument of the wrong type, in its words. */
export function invalidType(name, kinds, value) {
  const argument = name.includes(" ") ? `The ${name}` : `The "${name}" argument`;
  return withCode(new TypeError(`${argument} must be ${kinds}. Received ${received(value)}`), "ERR_INVALID_ARG_TYPE");
}

function received(value) {
  if (value === undefined || value === null) return String(value);
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "object") {
    const name = value.constructor?.name;
    return name ? `an instance of ${name}` : inspect(value, { depth: -1 });
  }
  const shown = inspect(value, { colors: false });
  return `type ${typeof value} (${shown.length > 28 ? `${shown.slice(0, 25)}...` : shown})`;
}
