import { ask } from "../harness/host.js";
import { askFormatter, makeFormatter, readLocales, readOptions } from "./formatter.js";

export class Segmenter {
  #formatter;

  constructor(locales, options) {
    this.#formatter = makeFormatter("Segmenter", locales, options);
  }

  segment(input) {
    return new Segments(this.#formatter, `${input}`);
  }

  resolvedOptions() {
    return { ...this.#formatter.resolved };
  }

  static supportedLocalesOf(locales, options) {
    return ask("intl.supportedLocalesOf", ["Segmenter", readLocales(locales), readOptions("Segmenter", options)]);
  }

  get [Symbol.toStringTag]() {
    return "Intl.Segmenter";
  }
}

/** Native code copies its whole text for every segment: a short window is cheap, a long one only for a long segment. */
const windowCharacters = [2048, 16_384, 262_144];
/** What stands behind a segment can still move its end; languages without spaces look a few words ahead. */
const lookAheadCharacters = 256;

class Segments {
  #formatter;
  #input;
  /** Those found so far: where each ends, and whether it is like a word. */
  #ends = [];
  #areWords = [];

  constructor(formatter, input) {
    this.#formatter = formatter;
    this.#input = input;
  }

  containing(index = 0) {
    const at = Math.trunc(Number(index)) || 0;
    if (at < 0 || at >= this.#input.length) return undefined;
    while ((this.#ends.at(-1) ?? 0) <= at) this.#findMore();
    let low = 0;
    for (let high = this.#ends.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#ends[middle] <= at) low = middle + 1;
      else high = middle;
    }
    return this.#segment(low);
  }

  *[Symbol.iterator]() {
    for (let number = 0; (this.#ends[number - 1] ?? 0) < this.#input.length; number++) {
      if (number === this.#ends.length) this.#findMore();
      yield this.#segment(number);
    }
  }

  /** Finding can go on at any boundary: where the next segment ends does not depend on what stands before it. */
  #findMore() {
    const start = this.#ends.at(-1) ?? 0;
    const rest = this.#input.length - start;
    for (const length of windowCharacters) {
      const isWhole = length >= rest;
      const asked = this.#input.slice(start, start + length);
      const found = askFormatter(this.#formatter, "segment", asked);
      const certain = isWhole ? found : found.filter(([end]) => end <= length - lookAheadCharacters);
      for (const [end, isWordLike] of certain) {
        this.#ends.push(start + end);
        this.#areWords.push(isWordLike);
      }
      if (certain.length > 0) return;
    }
    throw new RangeError("A local run finds segments of at most 262,144 characters. The limit is not the platform's.");
  }

  #segment(number) {
    const index = this.#ends[number - 1] ?? 0;
    const shown = { segment: this.#input.slice(index, this.#ends[number]), index, input: this.#input };
    const isWordLike = this.#areWords[number];
    // JSON has no undefined.
    if (isWordLike !== undefined && isWordLike !== null) shown.isWordLike = isWordLike;
    return shown;
  }
}
