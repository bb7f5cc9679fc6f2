import { list, text, texts, whole } from "./reading.ts";

// Node's own Intl, asked with plain data. A server's Node runs without a language of its own and so speaks American
// English, whatever the editor speaks.
const defaultLocale = "en-US";
const maxFormatters = 500;
/** Segmenting and collating are native and cannot be interrupted. */
const maxCharacters = 256 * 1024;
const maxDigits = 10_000;

type Formatter = Record<string, (...values: unknown[]) => unknown>;
type Read = (value: unknown) => unknown;

const time: Read = (value) => (typeof value === "number" ? value : Number.NaN);
const number: Read = (value) => {
  const [kind, digits] = list(value, 2).map((item) => text(item, maxDigits));
  if (kind === "bigint") return BigInt(digits ?? "");
  return kind === "number" ? Number(digits) : digits;
};
const string: Read = (value) => text(value, maxCharacters);
const strings: Read = (value) => texts(value, maxCharacters);

/** What can be asked of each class, and what it takes. */
const classes: Readonly<Record<string, Readonly<Record<string, readonly Read[]>>>> = {
  DateTimeFormat: {
    format: [time],
    formatToParts: [time],
    formatRange: [time, time],
    formatRangeToParts: [time, time],
  },
  NumberFormat: {
    format: [number],
    formatToParts: [number],
    formatRange: [number, number],
    formatRangeToParts: [number, number],
  },
  Collator: { compare: [string, string] },
  PluralRules: { select: [number], selectRange: [number, number] },
  RelativeTimeFormat: { format: [number, string], formatToParts: [number, string] },
  ListFormat: { format: [strings], formatToParts: [strings] },
  Segmenter: { segment: [string] },
  DisplayNames: { of: [string] },
};

/** A set for one run, with formatters of its own. */
export function intlFunctions() {
  const formatters = new Map<number, { readonly kind: string; readonly formatter: Formatter }>();
  let made = 0;
  return {
    /** `[kind, locales, options]`. */
    "intl.make"(question: unknown) {
      const { kind, formatterClass, locales, options } = readClass(question);
      const formatter = new formatterClass([...locales, defaultLocale], options) as Formatter;
      made += 1;
      formatters.set(made, { kind, formatter });
      if (formatters.size > maxFormatters) formatters.delete(made - maxFormatters);
      return { id: made, resolved: formatter.resolvedOptions?.() };
    },
    /** `[id, method, arguments]`. */
    "intl.use"(question: unknown) {
      const [id, name, values] = list(question, 3);
      const known = formatters.get(whole(id, 1, Number.MAX_SAFE_INTEGER));
      if (!known) return { isForgotten: true };
      const reads = own(classes[known.kind], text(name, 100));
      const read = list(values, reads.length).map((value, at) => reads[at]?.(value));
      const result = known.formatter[text(name)]?.(...read);
      return { result: known.kind === "Segmenter" ? segmentsOf(result) : result };
    },
    "intl.supportedLocalesOf"(question: unknown) {
      const { formatterClass, locales, options } = readClass(question);
      return formatterClass.supportedLocalesOf(locales, options);
    },
    "intl.getCanonicalLocales": (locales: unknown) => Intl.getCanonicalLocales(texts(locales, 1000)),
    "intl.supportedValuesOf": (key: unknown) => Intl.supportedValuesOf(text(key, 1000) as "calendar"),
    /** `[tag, options]`. */
    "intl.locale"(question: unknown) {
      const [tag, options] = list(question, 2);
      return factsOf(new Intl.Locale(text(tag, 1000), readOptions(options)));
    },
    /** `[milliseconds, method, locales, options]`. */
    "intl.date"(question: unknown) {
      const [ms, name, locales, options] = list(question, 4);
      const method = text(name, 100);
      if (method !== "toLocaleString" && method !== "toLocaleDateString" && method !== "toLocaleTimeString")
        return null;
      return new Date(Number(time(ms)))[method]([...texts(locales, 1000), defaultLocale], readOptions(options));
    },
    /** Milliseconds; the name of the local time zone then. */
    "intl.zoneName"(ms: unknown) {
      const parts = new Intl.DateTimeFormat(defaultLocale, { timeZoneName: "long" }).formatToParts(Number(time(ms)));
      return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
    },
    /** `[text, method, locales]`. */
    "intl.case"(question: unknown) {
      const [value, name, locales] = list(question, 3);
      const method = name === "toLocaleUpperCase" ? name : "toLocaleLowerCase";
      return text(value, 16 * maxCharacters)[method](texts(locales, 1000));
    },
  };
}

interface FormatterClass {
  new (locales: readonly string[], options: object | undefined): object;
  supportedLocalesOf(locales: readonly string[], options: object | undefined): readonly string[];
}

function readClass(question: unknown) {
  const [kind, locales, options] = list(question, 3);
  own(classes, text(kind, 100));
  const formatterClass = Reflect.get(Intl, text(kind)) as FormatterClass;
  return { kind: text(kind), formatterClass, locales: texts(locales, 1000), options: readOptions(options) };
}

function readOptions(options: unknown): object | undefined {
  return typeof options === "object" && options !== null ? options : undefined;
}

function own<Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value {
  const value = table && Object.hasOwn(table, name) ? table[name] : undefined;
  if (value === undefined) throw new TypeError("The host does not know this question.");
  return value;
}

function segmentsOf(segments: unknown) {
  return [...(segments as Iterable<Record<string, unknown>>)].map(({ segment, index, isWordLike }) => ({
    segment,
    index,
    isWordLike,
  }));
}

const localeFacts =
  "baseName calendar caseFirst collation hourCycle language numberingSystem numeric region script calendars collations hourCycles numberingSystems textInfo timeZones weekInfo";

/** Newer engines have functions where older ones have properties. */
function factsOf(locale: Intl.Locale) {
  const facts: Record<string, unknown> = {
    text: locale.toString(),
    maximized: locale.maximize().toString(),
    minimized: locale.minimize().toString(),
  };
  for (const name of localeFacts.split(" ")) {
    const getter = Reflect.get(locale, `get${name[0]?.toUpperCase()}${name.slice(1)}`);
    facts[name] = typeof getter === "function" ? getter.call(locale) : Reflect.get(locale, name);
  }
  return facts;
}
