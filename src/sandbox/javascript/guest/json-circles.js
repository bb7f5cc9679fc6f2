// `JSON.stringify` with V8's words for what contains itself: the way round, object by object.
import { apply, defineHidden, getPrototypeOf, SafeError, stringify as stringifyAsEngine } from "./harness/bound.js";
import { isWorded, withHead } from "./harness/stack-heads.js";

const { isArray } = Array;
const { prototype: typeError } = TypeError;
const found = {};

export function installJsonCircles() {
  defineHidden(JSON, "stringify", function stringify(value, replacer, space) {
    try {
      return stringifyAsEngine(value, replacer, space);
    } catch (thrown) {
      const isCircle = thrown instanceof SafeError && getPrototypeOf(thrown) === typeError && !isWorded(thrown);
      if (!isCircle || thrown.message !== "circular reference" || isArray(replacer)) throw thrown;
      const message = circleIn(value, replacer);
      if (message === undefined) throw thrown;
      defineHidden(thrown, "message", message);
      withHead(thrown, `TypeError: ${message}`);
      throw thrown;
    }
  });
}

/** The same once more, with an eye on where it is. */
function circleIn(value, replacer) {
  const open = [];
  let count = 0;
  let message;
  const watch = function (key, given) {
    const each = typeof replacer === "function" ? apply(replacer, this, [key, given]) : given;
    if (typeof each !== "object" || each === null) return each;
    while (count > 0 && open[count - 1].object !== this) count -= 1;
    const step = isArray(this) ? `index ${key}` : `property '${key}'`;
    for (let at = 0; at < count; at++) {
      if (open[at].object !== each) continue;
      message = worded(open, at, count, step);
      throw found;
    }
    open[count] = { object: each, step };
    count += 1;
    return each;
  };
  try {
    stringifyAsEngine(value, watch);
  } catch {
    return message;
  }
  return undefined;
}

/** Of a long way round, V8 tells the beginning and the end. */
function worded(open, first, count, lastStep) {
  let message = `Converting circular structure to JSON\n    --> starting at ${named(open[first].object)}`;
  for (let at = first + 1; at < count; at++) {
    if (at > first + shownAtStart && at < count - shownAtEnd) {
      if (at === first + shownAtStart + 1) message += "\n    |     ...";
      continue;
    }
    message += `\n    |     ${open[at].step} -> ${named(open[at].object)}`;
  }
  return `${message}\n    --- ${lastStep} closes the circle`;
}

const shownAtStart = 2;
const shownAtEnd = 1;

function named(object) {
  const name = object.constructor?.name;
  return `object with constructor '${typeof name === "string" && name !== "" ? name : "Object"}'`;
}
