// `Intl`: each class keeps what it was made from and asks the host for everything else.
import { ask } from "../harness/host.js";
import { compareTexts } from "./ascii-collation.js";
import { askFormatter, makeFormatter, readLocales, readOptions, writeNumber, writeTime } from "./formatter.js";
import { Locale } from "./locale.js";
import { Segmenter } from "./segmenter.js";

const formatters = new WeakMap();

const formatterOf = (object, kind) => {
  const formatter = formatters.get(object);
  if (formatter?.request[0] === kind) return formatter;
  throw new TypeError(`Method Intl.${kind}.prototype method called on incompatible receiver ${String(object)}`);
};

/**
 * A class of `Intl`: `methods` take the formatter and the arguments; `getters` make a function that is bound to the
 * object, once; those that can be called without `new` are `callable`.
 */
function defineClass(kind, { methods, getters = {}, callable = false, neededArguments = 0 }) {
  const constructor = {
    [kind]: function (locales, options) {
      if (new.target === undefined && !callable) throw new TypeError(`Constructor Intl.${kind} requires 'new'`);
      if (neededArguments > 1 && options === undefined) {
        throw new TypeError("Cannot convert undefined or null to object");
      }
      const prototype = new.target?.prototype ?? constructor.prototype;
      const object = Object.create(Object(prototype) === prototype ? prototype : constructor.prototype);
      formatters.set(object, makeFormatter(kind, locales, options));
      return object;
    },
  }[kind];
  const define = (target, name, descriptor) =>
    Object.defineProperty(target, name, { configurable: true, ...descriptor });
  define(constructor, "length", { value: neededArguments });
  Object.defineProperty(constructor, "prototype", { writable: false });
  define(constructor, "supportedLocalesOf", {
    value: {
      supportedLocalesOf: (locales, options) =>
        ask("intl.supportedLocalesOf", [kind, readLocales(locales), readOptions(kind, options)]),
    }.supportedLocalesOf,
    writable: true,
  });
  define(constructor.prototype, Symbol.toStringTag, { value: `Intl.${kind}` });
  const withResolved = { ...methods, resolvedOptions: ({ resolved }) => ({ ...resolved }) };
  for (const [name, method] of Object.entries(withResolved)) {
    const value = {
      [name](...values) {
        return method(formatterOf(this, kind), ...values);
      },
    }[name];
    define(constructor.prototype, name, { value, writable: true });
  }
  for (const [name, method] of Object.entries(getters)) {
    const bound = new WeakMap();
    const get = function () {
      const formatter = formatterOf(this, kind);
      if (!bound.has(this)) bound.set(this, (...values) => method(formatter, ...values));
      return bound.get(this);
    };
    define(constructor.prototype, name, { get });
  }
  return constructor;
}

const range = (method, write) => (formatter, start, end) => {
  if (start === undefined || end === undefined) throw new TypeError("startDate or endDate cannot be undefined");
  return askFormatter(formatter, method, write(start), write(end));
};

const dates = (method) => (formatter, date) => askFormatter(formatter, method, writeTime(date));
const numbers = (method) => (formatter, value) => askFormatter(formatter, method, writeNumber(value));
const strings = (method) => (formatter, list) =>
  askFormatter(
    formatter,
    method,
    Array.from(list ?? [], (item) => {
      if (typeof item === "string") return item;
      throw new TypeError(`Iterable yielded ${String(item)} which is not a string`);
    }),
  );
const relative = (method) => (formatter, value, unit) =>
  askFormatter(formatter, method, writeNumber(Number(value)), String(unit));

export const Intl = {
  DateTimeFormat: defineClass("DateTimeFormat", {
    callable: true,
    getters: { format: dates("format") },
    methods: {
      formatToParts: dates("formatToParts"),
      formatRange: range("formatRange", writeTime),
      formatRangeToParts: range("formatRangeToParts", writeTime),
    },
  }),
  NumberFormat: defineClass("NumberFormat", {
    callable: true,
    getters: { format: numbers("format") },
    methods: {
      formatToParts: numbers("formatToParts"),
      formatRange: range("formatRange", writeNumber),
      formatRangeToParts: range("formatRangeToParts", writeNumber),
    },
  }),
  Collator: defineClass("Collator", {
    callable: true,
    getters: { compare: (formatter, one, other) => compareTexts(formatter, `${one}`, `${other}`) },
    methods: {},
  }),
  PluralRules: defineClass("PluralRules", {
    methods: {
      select: (formatter, value) => askFormatter(formatter, "select", writeNumber(Number(value))),
      selectRange: range("selectRange", (value) => writeNumber(Number(value))),
    },
  }),
  RelativeTimeFormat: defineClass("RelativeTimeFormat", {
    methods: { format: relative("format"), formatToParts: relative("formatToParts") },
  }),
  ListFormat: defineClass("ListFormat", {
    methods: { format: strings("format"), formatToParts: strings("formatToParts") },
  }),
  DisplayNames: defineClass("DisplayNames", {
    neededArguments: 2,
    methods: { of: (formatter, code) => askFormatter(formatter, "of", `${code}`) ?? undefined },
  }),
  Segmenter,
  Locale,
  getCanonicalLocales: (locales) => ask("intl.getCanonicalLocales", readLocales(locales)),
  supportedValuesOf: (key) => ask("intl.supportedValuesOf", `${key}`),
};

for (const name of Object.keys(Intl)) Object.defineProperty(Intl, name, { enumerable: false });
Object.defineProperty(Intl, Symbol.toStringTag, { value: "Intl", configurable: true });
