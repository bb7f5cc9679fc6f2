// URLs are read and written by the host, whose rules are Node's own.
import { defineHidden } from "./harness/bound.js";
import { ask } from "./harness/host.js";
import { followUrl } from "./url-search-params.js";

const states = new WeakMap();
const custom = Symbol.for("nodejs.util.inspect.custom");
const editable = ["href", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"];

export class URL {
  constructor(url, base) {
    if (arguments.length === 0) throw missing("url");
    const text = `${url}`;
    states.set(this, { parts: parsed(text, base === undefined ? undefined : `${base}`), searchParams: undefined });
  }

  get origin() {
    return states.get(this).parts.origin;
  }

  get searchParams() {
    const state = states.get(this);
    state.searchParams ??= followUrl(state.parts.search, (search) => change(this, "search", search));
    return state.searchParams;
  }

  toString() {
    return this.href;
  }

  toJSON() {
    return this.href;
  }

  static canParse(url, base) {
    try {
      return Boolean(new URL(url, base));
    } catch (error) {
      // Another error does not say that it is none.
      if (error?.code !== "ERR_INVALID_URL") throw error;
      return false;
    }
  }

  /** Since Node 22.1; taken away where the platform's is older. */
  static parse(url, base) {
    try {
      return new URL(url, base);
    } catch (error) {
      if (error?.code !== "ERR_INVALID_URL") throw error;
      return null;
    }
  }

  get [Symbol.toStringTag]() {
    return "URL";
  }

  [custom](depth, options, inspect) {
    if (depth < 0) return this;
    const shown = { href: this.href, origin: this.origin };
    for (const name of editable) shown[name] = this[name];
    shown.searchParams = this.searchParams;
    const hash = shown.hash;
    delete shown.hash;
    return `URL ${inspect({ ...shown, hash }, options)}`;
  }
}
defineHidden(URL.prototype, custom, URL.prototype[custom]);

for (const name of editable) {
  Object.defineProperty(URL.prototype, name, {
    get() {
      return states.get(this).parts[name];
    },
    set(value) {
      const state = states.get(this);
      change(this, name, `${value}`);
      state.searchParams?.[followUrl.reset](state.parts.search);
    },
    enumerable: true,
    configurable: true,
  });
}

function change(url, name, value) {
  const state = states.get(url);
  const changed = ask("url.change", [state.parts.href, name, value.toWellFormed()]);
  if (changed === null) throw invalid(value);
  state.parts = changed;
}

function parsed(text, base) {
  const found = ask("url.parse", [text.toWellFormed(), base?.toWellFormed() ?? null]);
  if (found === null) throw invalid(text, base);
  return found;
}

function invalid(input, base) {
  const error = new TypeError("Invalid URL");
  error.code = "ERR_INVALID_URL";
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

function missing(name) {
  const error = new TypeError(`The "${name}" argument must be specified`);
  error.code = "ERR_MISSING_ARGS";
  return error;
}
