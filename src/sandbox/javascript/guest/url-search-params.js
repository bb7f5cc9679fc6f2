import { uncurry } from "./harness/bound.js";
import { ask } from "./harness/host.js";

const custom = Symbol.for("nodejs.util.inspect.custom");
const wellFormed = (value) => `${value}`.toWellFormed();
const states = new WeakMap();

/** The parameters of a URL: `tell` hears the new search text after every change. */
export function followUrl(search, tell) {
  const parameters = new URLSearchParams(search);
  states.get(parameters).tell = tell;
  return parameters;
}

/** Names the hidden method by which a URL replaces its parameters. */
followUrl.reset = Symbol("reset");

export class URLSearchParams {
  constructor(init) {
    states.set(this, { pairs: initialPairs(init), tell: undefined });
  }

  get size() {
    return pairsOf(this).length;
  }

  append(name, value) {
    pairsOf(this).push([wellFormed(name), wellFormed(value)]);
    changed(this);
  }

  delete(name, value) {
    const kept = pairsOf(this).filter(
      ([key, held]) => key !== wellFormed(name) || (value !== undefined && held !== wellFormed(value)),
    );
    pairsOf(this).splice(0, Number.POSITIVE_INFINITY, ...kept);
    changed(this);
  }

  get(name) {
    return pairsOf(this).find(([key]) => key === wellFormed(name))?.[1] ?? null;
  }

  getAll(name) {
    return pairsOf(this).flatMap(([key, value]) => (key === wellFormed(name) ? [value] : []));
  }

  has(name, value) {
    return pairsOf(this).some(
      ([key, held]) => key === wellFormed(name) && (value === undefined || held === wellFormed(value)),
    );
  }

  set(name, value) {
    const key = wellFormed(name);
    const pairs = pairsOf(this);
    const first = pairs.findIndex(([other]) => other === key);
    if (first < 0) pairs.push([key, wellFormed(value)]);
    else {
      pairs[first][1] = wellFormed(value);
      const kept = pairs.filter(([other], at) => at <= first || other !== key);
      pairs.splice(0, pairs.length, ...kept);
    }
    changed(this);
  }

  sort() {
    pairsOf(this).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    changed(this);
  }

  forEach(callback, receiver) {
    if (typeof callback !== "function") throw new TypeError('The "callback" argument must be of type function.');
    for (const [name, value] of pairsOf(this)) callback.call(receiver, value, name, this);
  }

  *entries() {
    for (const [name, value] of pairsOf(this)) yield [name, value];
  }

  *keys() {
    for (const [name] of pairsOf(this)) yield name;
  }

  *values() {
    for (const [, value] of pairsOf(this)) yield value;
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  toString() {
    return writeQuery(pairsOf(this));
  }

  get [Symbol.toStringTag]() {
    return "URLSearchParams";
  }

  [custom](_depth, options, inspect) {
    const shown = pairsOf(this).map(([name, value]) => `${inspect(name, options)} => ${inspect(value, options)}`);
    return shown.length === 0 ? "URLSearchParams {}" : `URLSearchParams { ${shown.join(", ")} }`;
  }

  [followUrl.reset](search) {
    states.get(this).pairs = readQuery(search);
  }
}

for (const name of [custom, followUrl.reset]) {
  Object.defineProperty(URLSearchParams.prototype, name, { enumerable: false });
}

function pairsOf(parameters) {
  const state = states.get(parameters);
  if (state) return state.pairs;
  const error = new TypeError('Value of "this" must be of type URLSearchParams');
  error.code = "ERR_INVALID_THIS";
  throw error;
}

function changed(parameters) {
  states.get(parameters).tell?.(parameters.toString());
}

/** The host reads a part of a long query at a time. */
function readQuery(query) {
  const partCharacters = 32_768;
  if (query.length <= partCharacters) return ask("url.readQuery", query);
  const pairs = [];
  for (let at = query[0] === "?" ? 1 : 0; at < query.length; ) {
    const lastEnd = query.lastIndexOf("&", at + partCharacters);
    const nextEnd = lastEnd > at ? lastEnd : query.indexOf("&", at + 1);
    const end = nextEnd < 0 || query.length - at <= partCharacters ? query.length : nextEnd;
    // The question mark that the host leaves out is not one of the query's own.
    for (const pair of ask("url.readQuery", `?${query.slice(at, end)}`)) pairs.push(pair);
    at = end + 1;
  }
  return pairs;
}

const encode = encodeURIComponent;
const replaced = uncurry(String.prototype.replace);
const escapes = { "!": "%21", "'": "%27", "(": "%28", ")": "%29", "~": "%7E", "%20": "+" };
const escaped = (text) => replaced(encode(text), /[!'()~]|%20/g, (found) => escapes[found]);

function writeQuery(pairs) {
  let text = "";
  for (const [name, value] of pairs) text += `${text === "" ? "" : "&"}${escaped(name)}=${escaped(value)}`;
  return text;
}

function initialPairs(init) {
  if (init === undefined || init === null) return [];
  if (typeof init !== "object" && typeof init !== "function") return readQuery(wellFormed(init));
  if (typeof init[Symbol.iterator] !== "function") {
    return Reflect.ownKeys(init)
      .filter((name) => Object.getOwnPropertyDescriptor(init, name)?.enumerable)
      .map((name) => [wellFormed(name), wellFormed(init[name])]);
  }
  return [...init].map((pair) => {
    const entry = typeof pair === "object" && pair !== null && pair[Symbol.iterator] ? [...pair] : [];
    if (entry.length === 2) return entry.map(wellFormed);
    const error = new TypeError("Each query pair must be an iterable [name, value] tuple");
    error.code = "ERR_INVALID_TUPLE";
    throw error;
  });
}
