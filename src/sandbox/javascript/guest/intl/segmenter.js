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

class Segments {
  #formatter;
  #input;
  #all;

  constructor(formatter, input) {
    this.#formatter = formatter;
    this.#input = input;
  }

  containing(index = 0) {
    const at = Math.trunc(Number(index)) || 0;
    if (at < 0 || at >= this.#input.length) return undefined;
    return this.#withInput(this.#segments().findLast((segment) => segment.index <= at));
  }

  *[Symbol.iterator]() {
    for (const segment of this.#segments()) yield this.#withInput(segment);
  }

  #segments() {
    this.#all ??= askFormatter(this.#formatter, "segment", this.#input);
    return this.#all;
  }

  #withInput({ segment, index, isWordLike }) {
    const shown = { segment, index, input: this.#input };
    if (isWordLike !== undefined) shown.isWordLike = isWordLike;
    return shown;
  }
}
