import { ask } from "../harness/host.js";
import { readOptions } from "./formatter.js";

export class Locale {
  #facts;

  constructor(tag, options) {
    const isTag = typeof tag === "string" || (typeof tag === "object" && tag !== null);
    if (!isTag) throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
    this.#facts = ask("intl.locale", [`${tag}`, readOptions("Locale", options)]);
  }

  toString() {
    return this.#facts.text;
  }

  maximize() {
    return new Locale(this.#facts.maximized);
  }

  minimize() {
    return new Locale(this.#facts.minimized);
  }

  get [Symbol.toStringTag]() {
    return "Intl.Locale";
  }

  static factOf(locale, name) {
    return locale.#facts[name];
  }
}

const { factOf } = Locale;
delete Locale.factOf;

const facts =
  "baseName calendar caseFirst collation hourCycle language numberingSystem numeric region script calendars collations hourCycles numberingSystems textInfo timeZones weekInfo";
for (const name of facts.split(" ")) {
  Object.defineProperty(Locale.prototype, name, {
    get() {
      return factOf(this, name);
    },
    configurable: true,
  });
}
// Newer engines ask for the same by functions.
for (const name of ["calendars", "collations", "hourCycles", "numberingSystems", "textInfo", "timeZones", "weekInfo"]) {
  const method = `get${name[0].toUpperCase()}${name.slice(1)}`;
  Object.defineProperty(Locale.prototype, method, {
    value() {
      return factOf(this, name);
    },
    writable: true,
    configurable: true,
  });
}
