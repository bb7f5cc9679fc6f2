// Comparing two plain words is what nearly every `localeCompare` does, and it is too slow to ask the host each time.
import { askFormatter } from "./formatter.js";

/** Languages that put the letters of ASCII in the root collation's order, one by one. */
const languages = new Set(["de", "en", "fr", "it", "nl", "pt"]);
const firstCode = 32;
const lastCode = 126;
const tables = new Map();

export const compareTexts = (formatter, one, other) =>
  one === other ? 0 : (compareAscii(formatter, one, other) ?? askFormatter(formatter, "compare", one, other));

/** -1, 0 or 1; undefined where only the host can tell. */
function compareAscii(formatter, one, other) {
  const { locale, usage, sensitivity, ignorePunctuation, collation, numeric, caseFirst } = formatter.resolved;
  if (usage !== "sort" || sensitivity !== "variant" || ignorePunctuation || collation !== "default") return undefined;
  if (numeric || caseFirst !== "false" || !languages.has(locale.split("-")[0])) return undefined;
  const weights = weightsOf(formatter, locale);
  const length = Math.min(one.length, other.length);
  let later = 0;
  for (let at = 0; at < length; at++) {
    const left = weights[one.charCodeAt(at)];
    const right = weights[other.charCodeAt(at)];
    if (left === undefined || right === undefined) return undefined;
    if (left === right) continue;
    // Half a step is the difference between a letter's cases, which counts after everything else.
    if (Math.floor(left) !== Math.floor(right))
      return isAscii(one, at) && isAscii(other, at) ? Math.sign(left - right) : undefined;
    later ||= Math.sign(left - right);
  }
  if (!isAscii(one, length) || !isAscii(other, length)) return undefined;
  return Math.sign(one.length - other.length) || later;
}

/** A combining mark further on belongs to the letter before it. */
function isAscii(text, from) {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < firstCode || code > lastCode) return false;
  }
  return true;
}

/** The rank of each character, as the host sorts them. */
function weightsOf(formatter, locale) {
  let weights = tables.get(locale);
  if (weights) return weights;
  weights = [];
  const codes = Array.from({ length: lastCode - firstCode + 1 }, (_, at) => firstCode + at);
  const letters = codes.map((code) => String.fromCharCode(code));
  letters.sort((one, other) => askFormatter(formatter, "compare", one, other));
  let rank = 0;
  letters.forEach((letter, at) => {
    const isOtherCase = at > 0 && letters[at - 1].toLowerCase() === letter.toLowerCase();
    rank += isOtherCase ? 0.5 : rank % 1 === 0 ? 1 : 0.5;
    weights[letter.charCodeAt(0)] = rank;
  });
  tables.set(locale, weights);
  return weights;
}
