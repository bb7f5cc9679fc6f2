// Node's own way of showing values, taken out of Node.
import "./atomics-placeholder.js";
import { formatWithOptions, inspect as inspectAsNode } from "node-inspect-extracted";
import {
  apply,
  defineHidden,
  defineProperty,
  endsWith,
  getOwnPropertyDescriptor,
  includes,
  SafeError,
  split,
  startsWith,
  text,
} from "./bound.js";

export const inspect = inspectAsNode;

// The inspector still calls these by name; what the code made of them waits while it works.
const lent = [];
for (const name of ["push", "pop", "reduce", "slice", "splice"]) lend(Array.prototype, name);
for (const name of ["charCodeAt", "replace", "slice"]) lend(String.prototype, name);

function lend(prototype, name) {
  lent[lent.length] = { prototype, name, method: prototype[name] };
}

/** As `util.format`: the first argument's `%` directives take the next arguments, the rest follow after spaces. */
export function formatList(values) {
  const replaced = [];
  for (let at = 0; at < lent.length; at++) {
    const { prototype, name, method } = lent[at];
    const current = getOwnPropertyDescriptor(prototype, name);
    if (current?.value === method) continue;
    replaced[replaced.length] = { prototype, name, current };
    defineHidden(prototype, name, method);
  }
  try {
    return apply(formatWithOptions, undefined, prepended(values));
  } finally {
    for (let at = 0; at < replaced.length; at++) {
      const { prototype, name, current } = replaced[at];
      if (current) defineProperty(prototype, name, current);
      else delete prototype[name];
    }
  }
}

function prepended(values) {
  const list = [{}];
  for (let at = 0; at < values.length; at++) list[at + 1] = values[at];
  return list;
}

// This engine's stacks have no first line with the error's name and message, which everybody who prints one expects;
// and nobody wants to see the frames of what runs the code.
const custom = Symbol.for("nodejs.util.inspect.custom");
defineHidden(SafeError.prototype, custom, function () {
  completeStack(this);
  return this;
});

function completeStack(error) {
  const stack = error.stack;
  if (typeof stack !== "string" || (stack !== "" && !startsWith(stack, "    at "))) return;
  const message = text(error.message);
  let complete = text(error.name) + (message === "" ? "" : `: ${message}`);
  const lines = split(stack, "\n");
  for (let at = 0; at < lines.length; at++) {
    const isOwn = includes(lines[at], "<sandbox>") || endsWith(lines[at], " (native)");
    if (lines[at] !== "" && !isOwn) complete += `\n${lines[at]}`;
  }
  defineHidden(error, "stack", complete);
}
