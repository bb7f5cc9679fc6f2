// What came of a call: whether it settled, what it threw, and the text of its result.
import {
  getOwnPropertyDescriptor,
  getPrototypeOf,
  parse,
  resolved,
  SafeError,
  SafePromise,
  slice,
  startsWith,
  stringify,
  text,
  uncurry,
  whenSettled,
} from "./bound.js";
import { plain } from "./host.js";
import { formatList } from "./inspect.js";
import { platformDescription } from "./platform-error.js";
import { headOf, isWorded } from "./stack-heads.js";

let settledHow = "";
let reason;
let value;

export const parseArguments = (argumentsText) => parse(argumentsText);
export const isPromise = (result) => result instanceof SafePromise;
export const settled = () => settledHow;
export const settledReason = () => reason;
export const settledValue = () => value;
export const stringifyResult = (result) => stringify(result);
export const describe = (thrown) => stringify(description(thrown));

export function watch(result) {
  whenSettled(
    resolved(result),
    (settledValue) => {
      settledHow = "fulfilled";
      value = settledValue;
    },
    (settledReason) => {
      settledHow = "rejected";
      reason = settledReason;
    },
  );
}

const tagOf = uncurry(Object.prototype.toString);

/** Also one of another realm. */
export const isError = (thrown) => thrown instanceof SafeError || tagOf(thrown) === "[object Error]";

function description(thrown) {
  const isObject = (typeof thrown === "object" && thrown !== null) || typeof thrown === "function";
  const type = thrown === null ? "null" : typeof thrown;
  if (!isObject || !isError(thrown)) {
    return plain(["type", type, "message", cut(formatList([thrown])), "stack", "", "isError", false, "classes", []]);
  }
  const name = read(thrown, "name") || "Error";
  const message = read(thrown, "message");
  const head = headOf(thrown);
  const stack = withoutHead(read(thrown, "stack"), head ?? (message === "" ? name : `${name}: ${message}`));
  const stackStart = slice(stack, 0, maxTextCharacters);
  const entries = [
    ...["type", cut(name), "message", cut(message), "stack", stackStart, "isError", true],
    ...["classes", classesOf(thrown), "isComplete", isWorded(thrown), "head", cut(head ?? "")],
  ];
  const said = platformDescription(thrown);
  return plain(said === undefined ? entries : [...entries, "platformSays", cut(said)]);
}

const maxTextCharacters = 100_000;

/** As the host cuts what it reads: the ends are kept. */
function cut(text) {
  const restCharacters = text.length - maxTextCharacters;
  if (restCharacters <= 1000) return text;
  const half = maxTextCharacters / 2;
  return `${slice(text, 0, half)}\n[… ${restCharacters} more characters …]\n${slice(text, -half)}`;
}

/** Printing an error gave its stack the first line that Node's have. */
function withoutHead(stack, head) {
  return startsWith(stack, head) ? slice(stack, head.length) : stack;
}

function classesOf(error) {
  const names = [];
  for (let object = getPrototypeOf(error); object !== null && names.length < 20; object = getPrototypeOf(object)) {
    const constructor = getOwnPropertyDescriptor(object, "constructor")?.value ?? {};
    const name = getOwnPropertyDescriptor(constructor, "name")?.value;
    if (typeof name === "string" && name !== "Error") names[names.length] = slice(name, 0, 1000);
  }
  return names;
}

function read(object, name) {
  try {
    const found = object[name];
    return found === undefined ? "" : text(found);
  } catch {
    return "";
  }
}
