// The methods of the language that speak a locale's tongue.
import { defineHidden, uncurry } from "../harness/bound.js";
import { ask } from "../harness/host.js";
import { compareTexts } from "./ascii-collation.js";
import { askFormatter, makeFormatter, readLocales, readOptions, writeNumber } from "./formatter.js";

const timeOf = uncurry(Date.prototype.getTime);
const numberOf = uncurry(Number.prototype.valueOf);
const bigintOf = uncurry(BigInt.prototype.valueOf);
const writtenDate = uncurry(Date.prototype.toString);
const writtenTime = uncurry(Date.prototype.toTimeString);
const upper = uncurry(String.prototype.toUpperCase);
const lower = uncurry(String.prototype.toLowerCase);

export function installLocaleMethods() {
  for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]) {
    install(Date.prototype, name, function (locales, options) {
      const time = timeOf(this);
      if (Number.isNaN(time)) return "Invalid Date";
      return ask("intl.date", [time, name, readLocales(locales), readOptions("DateTimeFormat", options)]);
    });
  }
  install(Date.prototype, "toString", function () {
    return withZone(writtenDate(this), timeOf(this));
  });
  install(Date.prototype, "toTimeString", function () {
    return withZone(writtenTime(this), timeOf(this));
  });
  install(Number.prototype, "toLocaleString", function (locales, options) {
    if (typeof this !== "number" && !(this instanceof Number)) {
      throw new TypeError("Number.prototype.toLocaleString requires that 'this' be a Number");
    }
    return localNumber(numberOf(this), locales, options);
  });
  install(BigInt.prototype, "toLocaleString", function (locales, options) {
    return localNumber(bigintOf(this), locales, options);
  });
  install(String.prototype, "localeCompare", function (that, locales, options) {
    return compareTexts(collator(locales, options), `${own(this)}`, `${that}`);
  });
  install(String.prototype, "toLocaleUpperCase", function (locales) {
    const text = `${own(this)}`;
    return isSpecial(locales) ? ask("intl.case", [text, "toLocaleUpperCase", readLocales(locales)]) : upper(text);
  });
  install(String.prototype, "toLocaleLowerCase", function (locales) {
    const text = `${own(this)}`;
    return isSpecial(locales) ? ask("intl.case", [text, "toLocaleLowerCase", readLocales(locales)]) : lower(text);
  });
  for (const list of [Array.prototype, Object.getPrototypeOf(Uint8Array.prototype)]) {
    install(list, "toLocaleString", function (locales, options) {
      return Array.from(this, (item) => item?.toLocaleString(locales, options) ?? "").join(",");
    });
  }
}

/** Whether the language has letters whose case is another than everywhere else. */
function isSpecial(locales) {
  if (locales === undefined) return false;
  const first = ask("intl.getCanonicalLocales", readLocales(locales))[0];
  return first !== undefined && /^(?:az|el|lt|tr)(?:-|$)/.test(first);
}

/** The engine leaves out the time zone's name, which V8 puts at the end. */
function withZone(written, time) {
  return Number.isNaN(time) ? written : `${written} (${ask("intl.zoneName", time)})`;
}

function install(prototype, name, method) {
  Object.defineProperty(method, "name", { value: name });
  defineHidden(prototype, name, method);
}

function own(receiver) {
  if (receiver === undefined || receiver === null) {
    throw new TypeError("String.prototype method called on null or undefined");
  }
  return receiver;
}

const localNumber = (value, locales, options) =>
  askFormatter(remembered("NumberFormat", locales, options), "format", writeNumber(value));

const collator = (locales, options) => remembered("Collator", locales, options);

const formatters = new Map();
const unnamed = Object.create(null);

/** Most calls repeat the arguments of the one before. */
function remembered(kind, locales, options) {
  if (locales === undefined && options === undefined) {
    unnamed[kind] ??= makeFormatter(kind, locales, options);
    return unnamed[kind];
  }
  const key = JSON.stringify([kind, readLocales(locales), readOptions(kind, options)]);
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    if (formatters.size >= 100) formatters.clear();
    formatter = makeFormatter(kind, locales, options);
    formatters.set(key, formatter);
  }
  return formatter;
}
