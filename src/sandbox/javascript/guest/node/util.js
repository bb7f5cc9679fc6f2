// `require("util")`: Node's own inspection, the library's promises and types, and what newer Nodes have besides.
import { format, formatWithOptions, inspect, stripVTControlCharacters } from "node-inspect-extracted";
import library from "util/util.js";
import { TextDecoder, TextEncoder } from "../text-encoding.js";
import { isDeepStrictEqual } from "./deep-equal.js";

const { callbackify, deprecate, inherits, promisify, types } = library;

export const util = {
  callbackify,
  debuglog: () => Object.assign(() => {}, { enabled: false }),
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  isArray: Array.isArray,
  isDeepStrictEqual,
  promisify,
  stripVTControlCharacters,
  toUSVString: (text) => `${text}`.toWellFormed(),
  TextDecoder,
  TextEncoder,
  types,
};
