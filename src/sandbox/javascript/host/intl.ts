import { hostLimits } from "./limits.ts";
import { beyond, list, text, texts, whole } from "./reading.ts";

// Node's own Intl, asked with plain data. A server's Node runs without a language of its own and so speaks American
// English, whatever the editor speaks.
const defaultLocale = "en-US";

type Formatter = Record<string, (...values: unknown[]) => unknown>;
type Read = (value: unknown) => unknown;

const time: Read = (value) => (typeof value === "number" ? value : Number.NaN);
const number: Read = (value) => {
  const [kind, digits = ""] = list(value, 2).map((item) => text(item, hostLimits.digits));
  if (kind === "bigint") return BigInt(digits);
  if (kind === "number") return Number(digits);
  const exponent = /e[+-]?(\d+)\s*$/i.exec(digits)?.[1];
  if (Number(exponent ?? 0) > hostLimits.exponent) throw beyond(hostLimits.exponent, "as the exponent of a number");
  return digits;
};
const code: Read = (value) => text(value, hostLimits.codeCharacters);
const parts: Read = (value) =>
  texts(value, { texts: hostLimits.listParts, charactersInAll: hostLimits.listCharacters });
const segmented: Read = (value) => text(value, hostLimits.segmentedCharacters);
const collated: Read = (value) => {
  const read = text(value, hostLimits.collatedCharacters);
  if (tooManyMarks.test(read)) throw beyond(hostLimits.marksInARow, "combining marks in a row");
  return read;
};
const tooManyMarks = new RegExp(`\\p{M}{${hostLimits.marksInARow + 1}}`, "u");

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
  Collator: { compare: [collated, collated] },
  PluralRules: { select: [number], selectRange: [number, number] },
  RelativeTimeFormat: { format: [number, code], formatToParts: [number, code] },
  ListFormat: { format: [parts], formatToParts: [parts] },
  Segmenter: { segment: [segmented] },
  DisplayNames: { of: [code] },
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
      formatters.delete(made - hostLimits.formatters);
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
      return { result: known.kind === "Segmenter" ? firstSegments(result, String(read[0]).length) : result };
    },
    "intl.supportedLocalesOf"(question: unknown) {
      const { formatterClass, locales, options } = readClass(question);
      return formatterClass.supportedLocalesOf(locales, options);
    },
    "intl.getCanonicalLocales": (locales: unknown) => Intl.getCanonicalLocales(readLocales(locales)),
    "intl.supportedValuesOf": (key: unknown) =>
      Intl.supportedValuesOf(text(key, hostLimits.codeCharacters) as "calendar"),
    /** `[tag, options]`. */
    "intl.locale"(question: unknown) {
      const [tag, options] = list(question, 2);
      return factsOf(new Intl.Locale(text(tag, hostLimits.localeCharacters), readOptions(options)));
    },
    /** `[milliseconds, method, locales, options]`. */
    "intl.date"(question: unknown) {
      const [ms, name, locales, options] = list(question, 4);
      const method = text(name, 100);
      if (method !== "toLocaleString" && method !== "toLocaleDateString" && method !== "toLocaleTimeString")
        return null;
      return new Date(Number(time(ms)))[method]([...readLocales(locales), defaultLocale], readOptions(options));
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
      return text(value, hostLimits.caseCharacters)[method](readLocales(locales));
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
  return { kind: text(kind), formatterClass, locales: readLocales(locales), options: readOptions(options) };
}

function readLocales(locales: unknown): string[] {
  return texts(locales, {
    texts: hostLimits.locales,
    charactersEach: hostLimits.localeCharacters,
    charactersInAll: hostLimits.allLocalesCharacters,
  });
}

/** Nothing but plain values, for which native code calls nothing and asks nothing further. */
function readOptions(options: unknown): object | undefined {
  if (typeof options !== "object" || options === null) return undefined;
  const read: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(options).slice(0, maxOptions)) {
    if (typeof value === "string") read[name] = text(value, hostLimits.optionCharacters);
    else if (typeof value === "number" || typeof value === "boolean") read[name] = value;
  }
  return read;
}

/** More than any class has. */
const maxOptions = 50;

function own<Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value {
  const value = table && Object.hasOwn(table, name) ? table[name] : undefined;
  if (value === undefined) throw new TypeError("The host does not know this question.");
  return value;
}

/** As many as cost no more than they may, but one at least: `[end, isWordLike]`. */
function firstSegments(segments: unknown, length: number) {
  const most = Math.max(1, Math.floor(hostLimits.copiedCharacters / Math.max(1, length)));
  const found: (readonly [end: number, isWordLike: boolean | undefined])[] = [];
  for (const { segment, index, isWordLike } of segments as Iterable<Intl.SegmentData>) {
    found.push([index + segment.length, isWordLike]);
    if (found.length >= most) break;
  }
  return found;
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
