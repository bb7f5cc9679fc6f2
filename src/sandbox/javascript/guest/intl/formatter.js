// The host's formatters, made there and asked by number.
import { ask } from "../harness/host.js";

const optionNames = {
  DateTimeFormat:
    "localeMatcher calendar numberingSystem hour12 hourCycle timeZone weekday era year month day dayPeriod hour minute second fractionalSecondDigits timeZoneName formatMatcher dateStyle timeStyle",
  NumberFormat:
    "localeMatcher numberingSystem style currency currencyDisplay currencySign unit unitDisplay notation minimumIntegerDigits minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits roundingIncrement roundingMode roundingPriority trailingZeroDisplay compactDisplay useGrouping signDisplay",
  Collator: "usage localeMatcher collation numeric caseFirst sensitivity ignorePunctuation",
  PluralRules:
    "localeMatcher type minimumIntegerDigits minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits roundingIncrement roundingMode roundingPriority trailingZeroDisplay",
  RelativeTimeFormat: "localeMatcher numberingSystem style numeric",
  ListFormat: "localeMatcher type style",
  Segmenter: "localeMatcher granularity",
  DisplayNames: "localeMatcher style type fallback languageDisplay",
  Locale: "language script region calendar collation hourCycle caseFirst numeric numberingSystem",
};
for (const kind of Object.keys(optionNames)) optionNames[kind] = optionNames[kind].split(" ");

export function readOptions(kind, options) {
  if (options === undefined) return null;
  if (options === null) throw new TypeError("Cannot convert undefined or null to object");
  const read = Object.create(null);
  for (const name of optionNames[kind]) {
    const value = Object(options)[name];
    if (value === undefined) continue;
    const isKept = typeof value === "boolean" || Number.isFinite(value);
    read[name] = isKept ? value : `${value}`;
  }
  return read;
}

/** As a list of tags; what a locale object says about itself counts. */
export function readLocales(locales) {
  if (locales === undefined) return [];
  if (locales === null) throw new TypeError("Cannot convert undefined or null to object");
  if (typeof locales === "string") return [locales];
  const isLocale = Object(locales)[Symbol.toStringTag] === "Intl.Locale";
  return (isLocale ? [locales] : Array.from(Object(locales))).map((locale) => {
    if (typeof locale === "string" || (typeof locale === "object" && locale !== null)) return `${locale}`;
    throw new TypeError("Incorrect locale information provided");
  });
}

/** A formatter as plain data; `resolved` is what its `resolvedOptions` tell. */
export function makeFormatter(kind, locales, options) {
  const request = [kind, readLocales(locales), readOptions(kind, options)];
  const { id, resolved } = ask("intl.make", request);
  return { request, id, resolved };
}

/** The host keeps a limited number of formatters, and forgets the oldest. */
export function askFormatter(formatter, method, ...values) {
  let answer = ask("intl.use", [formatter.id, method, values]);
  if (answer.isForgotten) {
    formatter.id = ask("intl.make", formatter.request).id;
    answer = ask("intl.use", [formatter.id, method, values]);
  }
  return answer.result;
}

/** Numbers cross as texts, so that none of their kinds is lost. */
export function writeNumber(value) {
  if (typeof value === "bigint") return ["bigint", String(value)];
  if (typeof value === "string") return ["string", value];
  const number = typeof value === "object" && value !== null ? value.valueOf() : value;
  if (typeof number === "bigint") return ["bigint", String(number)];
  const primitive = Number(number);
  return ["number", Object.is(primitive, -0) ? "-0" : String(primitive)];
}

/** Milliseconds; null is no time at all. */
export function writeTime(value) {
  const time = value === undefined ? Date.now() : Number(value);
  return Number.isFinite(time) ? time : null;
}
